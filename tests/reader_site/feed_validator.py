"""What the W3C's feed validator complains of, as far as it concerns feeds of newsrooms.

Written from its documentation and behaviour (https://validator.w3.org/feed/docs/): errors and
warnings alike. It cannot be installed: it is in no package registry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from html import unescape

from lxml import etree, html

ATOM, DC = "http://www.w3.org/2005/Atom", "http://purl.org/dc/elements/1.1/"
CONTENT, MEDIA = "http://purl.org/rss/1.0/modules/content/", "http://search.yahoo.com/mrss/"
HISTORY = "http://purl.org/syndication/history/1.0"
RELATIONS = {"alternate", "self", "hub", "current", "prev-archive", "enclosure"}
#: By element: which children it may have, and of these the ones that it may have once.
RSS = {
    "channel": (
        "title link description language lastBuildDate item atom:link fh:archive",
        "title link description language lastBuildDate fh:archive",
    ),
    "item": (
        (
            "title link guid pubDate dc:creator category description content:encoded enclosure"
            " media:content"
        ),
        "title link guid pubDate description content:encoded enclosure",
    ),
    "media:content": ("media:description media:credit", "media:description"),
}
ATOM_CHILDREN = {
    "feed": ("id title subtitle link updated author entry fh:archive", "id title subtitle updated"),
    "entry": (
        "id title link published updated author category summary content",
        "id title published updated summary content",
    ),
    "author": ("name", "name"),
}
PREFIXES = {ATOM: "atom", DC: "dc", CONTENT: "content", MEDIA: "media", HISTORY: "fh"}
TEXT = {"title", "description", "category", "media:description"}
#: Elements and attributes of HTML that are not thought dangerous.
SAFE = set(
    """a abbr aside b bdi blockquote br caption cite code dd del div dl dt em figcaption figure h2
    h3 h4 hr i img ins kbd li mark ol p pre q rp rt ruby s section small span strong sub sup table
    tbody td tfoot th thead time tr u ul""".split()  # noqa: SIM905 - as the site has them
)
SAFE_ATTRIBUTES = set(
    "alt cite colspan datetime dir height href lang rowspan scope src start type width".split()  # noqa: SIM905
)
URI = re.compile(r"[a-zA-Z][0-9a-zA-Z+.-]*:(//)?[0-9a-zA-Z;/?:@&=+$._!~*'()%,#-]+")
RFC_822 = re.compile(r"\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d [+-]\d\d[03]0")
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
UUID = re.compile(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
BAD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd\ufffe\uffff]")


def complaints(feed: bytes, address: str, now: datetime) -> list[str]:
    """What is wrong with a feed that is served at ``address``; nothing when it is valid."""
    root = etree.fromstring(feed, etree.XMLParser(resolve_entities=False))
    source = feed.decode()
    found = list(_everywhere(root, source))
    if root.tag == "rss":
        channel = root[0]
        return found + list(_in_rss(channel, source, address, now))
    return found + list(_in_atom(root, address, now))


def _name(element: etree._Element, own: str = "") -> str:
    name = etree.QName(element)
    if not name.namespace or name.namespace == own:
        return name.localname
    return f"{PREFIXES[name.namespace]}:{name.localname}"


def _everywhere(root: etree._Element, source: str) -> Iterator[str]:
    if not source.startswith('<?xml version="1.0" encoding="utf-8"?>'):
        yield "no declaration at the beginning"
    if match := BAD.search(source):
        yield f"a bad character: {match[0]!r}"
    for element in root.iter():
        own = ATOM if root.tag != "rss" else ""
        is_blank = not (len(element) or element.text or element.attrib)
        if is_blank and _name(element, own) != "fh:archive":
            yield f"{_name(element, own)} is blank"


def _children(
    element: etree._Element, own: str, known: dict[str, tuple[str, str]]
) -> Iterator[str]:
    name = _name(element, own)
    allowed, once = (words.split() for words in known[name])
    names = [_name(child, own) for child in element]
    yield from (f"{child} in {name}" for child in set(names) - set(allowed))
    yield from (f"{child} twice in {name}" for child in once if names.count(child) > 1)


def _links(feed: etree._Element, own: str, address: str) -> Iterator[str]:
    found = [
        link for link in feed if _name(link, own).removeprefix("atom:") == "link" and link.attrib
    ]
    relations = {str(link.get("rel")): str(link.get("href")) for link in found}
    if relations.get("self") != address:
        yield f"self is {relations.get('self')}"
    if any(_name(child, own) == "fh:archive" for child in feed) and "current" not in relations:
        yield "an archive without current"
    for relation, href in relations.items():
        if relation not in RELATIONS:
            yield f"the relation {relation}"
        if not URI.fullmatch(href):
            yield f"the address {href}"


def _in_rss(channel: etree._Element, source: str, address: str, now: datetime) -> Iterator[str]:
    yield from _children(channel, "", RSS)
    yield from _links(channel, "", address)
    yield from (
        f"no {name}" for name in ("title", "link", "description") if not channel.findtext(name)
    )
    names = [_name(child) for child in channel]
    if "item" in names and set(names[names.index("item") :]) != {"item"}:
        yield "something after the first item"
    guids = [item.findtext("guid") for item in channel.iter("item")]
    if len(set(guids)) != len(guids):
        yield "guids are not unique"
    for element in channel.iter():
        name, text = _name(element), element.text or ""
        if name == "item":
            yield from _children(element, "", RSS)
            if not element.findtext("description"):
                yield "content before any description"
        elif name == "media:content":
            yield from _children(element, "", RSS)
            for size in ("width", "height"):
                if int(element.get(size, "1")) <= 0:
                    yield f"{size} of a picture"
        elif name in ("pubDate", "lastBuildDate"):
            if RFC_822.fullmatch(text):
                yield from _plausible(parsedate_to_datetime(text), now)
            else:
                yield f"the date {text}"
        elif name == "guid":
            if element.get("isPermaLink") != "false" or not UUID.fullmatch(text):
                yield f"the guid {text}"
        elif name == "link" and element.text and not URI.fullmatch(text):
            yield f"the address {text}"
        elif name in TEXT and element.getparent() is not None and name != "description":
            yield from _plain(name, text, source)
        elif name == "content:encoded" or (
            name == "description" and element.getparent() is not channel
        ):
            yield from _markup(name, text)


def _in_atom(feed: etree._Element, address: str, now: datetime) -> Iterator[str]:
    yield from _children(feed, ATOM, ATOM_CHILDREN)
    yield from _links(feed, ATOM, address)
    for entry in feed.iterfind(f"{{{ATOM}}}entry"):
        yield from _children(entry, ATOM, ATOM_CHILDREN)
    ids = [element.text for element in feed.iterfind(f"{{{ATOM}}}entry/{{{ATOM}}}id")]
    if len(set(ids)) != len(ids):
        yield "ids are not unique"
    updated = [element.text for element in feed.iterfind(f"{{{ATOM}}}entry/{{{ATOM}}}updated")]
    if len(set(updated)) != len(updated):
        yield "entries were updated in the same moment"
    for element in feed.iter():
        name, text = _name(element, ATOM), element.text or ""
        if name in ("published", "updated"):
            if RFC_3339.fullmatch(text):
                yield from _plausible(datetime.fromisoformat(text), now)
            else:
                yield f"the date {text}"
        elif name == "id":
            if not (UUID.fullmatch(text) or URI.fullmatch(text)):
                yield f"the id {text}"
        elif name == "category" and not (element.get("term") or "").strip():
            yield "a category without a term"
        elif element.get("type") == "html":
            yield from _markup(name, text)
        elif name in TEXT | {"summary", "subtitle"}:
            yield from _plain(name, text, "")


def _plausible(date: datetime, now: datetime) -> Iterator[str]:
    if date.year < 1990 or date > now + timedelta(minutes=10):
        yield f"the date {date} is implausible"


def _plain(name: str, text: str, source: str) -> Iterator[str]:
    """Text that looks like markup; such signs have to be written as numbers."""
    if re.search(r"</(a|b|i|em|p|script|strong)>", text) or (
        re.search(r"&(#|amp|lt|gt|quot|apos|nbsp)|<[/a-zA-Z]", text) and "&#x" not in source
    ):
        yield f"markup in {name}: {text}"


def _markup(name: str, text: str) -> Iterator[str]:
    if not text.strip():
        yield f"{name} is blank"
        return
    if re.search(r"&(?![a-z]+;|#\d+;|#x[0-9a-fA-F]+;)", text):
        yield f"a bare ampersand in {name}"
    for element in html.fragment_fromstring(text, create_parent="div").iterdescendants():
        if element.tag not in SAFE:
            yield f"the element {element.tag!s} in {name}"
        for attribute, value in _attributes(element):
            if attribute not in SAFE_ATTRIBUTES:
                yield f"the attribute {attribute} in {name}"
            if attribute in ("href", "src", "cite") and not URI.fullmatch(unescape(value)):
                yield f"the address {value} in {name}"


def _attributes(element: etree._Element) -> Iterator[tuple[str, str]]:
    return ((str(name), str(value)) for name, value in element.attrib.items())
