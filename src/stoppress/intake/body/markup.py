"""Markup of unknown origin made safe and whole before it is read."""

from __future__ import annotations

import html
import re

import nh3

from stoppress.intake.text import words

BLOCKS = words(
    "address article aside blockquote body center dd details dir div dl dt fieldset figcaption"
    " figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr li main menu nav ol p pre section"
    " summary table tbody td tfoot th thead tr ul caption"
)
INLINE = words(
    "a abbr b br cite code del em i img iframe ins q rp rt ruby s span strike strong sub sup"
)
_GONE = words(
    "button script style title head template svg math object applet audio video noembed noframes"
    " noscript select"
)
_ATTRIBUTES = {
    "*": {"hidden", "class", "style"},
    "a": {"href"},
    "blockquote": {"cite", "type"},
    "iframe": {"src", "title"},
    "img": {"src", "alt", "title"},
    "li": {"value"},
    "ol": {"start", "reversed"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
_clean = nh3.Cleaner(
    tags=set(BLOCKS | INLINE),
    clean_content_tags=set(_GONE),
    attributes=_ATTRIBUTES,
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
).clean

_SELF_CLOSED = re.compile(
    r"<(?!br\b|hr\b|img\b|wbr\b|col\b|input\b|embed\b|source\b|meta\b|link\b|area\b|base\b)"
    r"([a-z][a-z0-9]*)(\s[^<>]*?)?/\s*>",
    re.IGNORECASE,
)
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_WRONG_BREAK = re.compile(r"</\s*br\s*/?\s*>", re.IGNORECASE)
_PROLOG = re.compile(r"<\?xml\b[^>]*>|<!DOCTYPE\b[^>\[]*(?:\[[^\]]*\]\s*)?>", re.IGNORECASE)
_ENTITY_DECLARED = re.compile(r"<!ENTITY\b", re.IGNORECASE)
#: Tags, but those of elements that need no end or have none.
_NESTING = re.compile(
    r"<(/?)(?!(?:p|li|dt|dd|td|th|tr|thead|tbody|tfoot|option|rp|rt|br|hr|img|wbr|col|input|embed"
    r"|source|meta|link|area|base)\b)[a-z][^<>]*?(/?)>",
    re.IGNORECASE,
)
_DEEPEST = 1000
_LINK_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def safe_html(markup: str) -> str:
    """``markup`` as balanced HTML of known elements; no scripts, handlers or unsafe addresses.

    Elements of XHTML that close themselves, and sections of character data, are read as meant.
    """
    if "<!" in markup or "<?" in markup:
        markup = _PROLOG.sub("", markup)
        markup = _CDATA.sub(lambda section: html.escape(section[1], quote=False), markup)
    if "/>" in markup or "/ >" in markup:
        markup = _SELF_CLOSED.sub(r"<\1\2></\1>", markup)
    if "</" in markup:
        markup = _WRONG_BREAK.sub("<br>", markup)
    return str(_clean(markup))


def declares_entities(markup: str) -> bool:
    """Whether ``markup`` declares entities of its own, as only an attack does in news."""
    return _ENTITY_DECLARED.search(markup) is not None


def nests_too_deep(markup: str) -> bool:
    """Whether elements stand in each other more than a thousand deep, as no text of news does.

    Reading them takes time by the square of the depth. Elements that need no end are not counted.
    """
    depth = 0
    for tag in _NESTING.finditer(markup):
        if tag[1]:
            depth = max(0, depth - 1)
        elif not tag[2]:  # else it closes itself
            depth += 1
        if depth > _DEEPEST:
            return True
    return False


def safe_link(address: str) -> str:
    """``address`` if readers may follow it (http, https, mailto, relative); else nothing."""
    address = re.sub(r"[\x00-\x20\x7f-\x9f]+", "", address)
    if address.startswith("//"):
        return f"https:{address}"
    scheme = _LINK_SCHEME.match(address)
    if scheme and scheme[0].lower() not in ("http:", "https:", "mailto:"):
        return ""
    return address
