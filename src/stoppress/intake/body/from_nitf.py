"""NITF (IPTC News Industry Text Format 3) becomes HTML, which is then read as any HTML."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from stoppress.intake.text import plain_line

_LOOKS = re.compile(r"<(?:\w+:)?(?:nitf|body\.content|body\.head)\b", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_NAMED_ENTITY = re.compile(r"&(?!amp;|lt;|gt;|quot;|apos;)([A-Za-z][A-Za-z0-9]+;)")

#: NITF's elements and the HTML they are read as; what is not here is read through.
_AS_HTML = {
    "a": "a",
    "bibliography": "p",
    "block": "div",
    "body.end": "div",
    "bq": "blockquote",
    "br": "br",
    "caption": "caption",
    "credit": "footer",
    "dd": "dd",
    "distributor": "p",
    "dl": "dl",
    "dt": "dt",
    "em": "em",
    "strong": "strong",
    "b": "b",
    "i": "i",
    "fn": "div",
    "hl1": "h2",
    "hl2": "h3",
    "h1": "h2",
    "h2": "h2",
    "h3": "h3",
    "h4": "h4",
    "hr": "hr",
    "li": "li",
    "media": "figure",
    "media-caption": "figcaption",
    "media-producer": "figcaption",
    "note": "div",
    "ol": "ol",
    "p": "p",
    "pre": "pre",
    "q": "q",
    "sub": "sub",
    "sup": "sup",
    "table": "table",
    "tagline": "p",
    "tbody": "tbody",
    "td": "td",
    "tfoot": "tfoot",
    "th": "th",
    "thead": "thead",
    "tr": "tr",
    "ul": "ul",
}
_GONE = frozenset({"head", "docdata", "media-metadata", "media-object", "nitf-table-metadata"})
_ATTRIBUTES = ("href", "colspan", "rowspan")


@dataclass(frozen=True, slots=True)
class Nitf:
    """What a NITF document holds: its content as HTML, and the lines of its head."""

    content: str
    headline: str = ""
    deck: str = ""
    byline: str = ""
    dateline: str = ""
    abstract: str = ""


def looks_like_nitf(markup: str) -> bool:
    """Whether ``markup`` is NITF, whatever its content type says."""
    return _LOOKS.search(markup, 0, 4000) is not None


def read_nitf(markup: str) -> Nitf | None:
    """Read a NITF document; ``None`` when it is not well-formed XML.

    Raises DefusedXmlException when it declares entities.
    """
    text = _DECLARATION.sub("", markup)
    text = _NAMED_ENTITY.sub(lambda found: html.unescape(found[0]), text)
    try:
        root: Element = fromstring(text, forbid_dtd=False, forbid_entities=True)
    except (ParseError, ValueError) as error:
        if isinstance(error, DefusedXmlException):
            raise
        return None
    parts = {_name(element): element for element in _upper_elements(root)}
    body = parts.get("body", root)
    content = [parts[name] for name in ("body.content", "body.end") if name in parts]
    return Nitf(
        content="".join(_as_html(element) for element in content or [body]),
        headline=_text(parts.get("hl1")),
        deck=_text(parts.get("hl2")),
        byline=_text(parts.get("byline")),
        dateline=_text(parts.get("location") if "location" in parts else parts.get("dateline")),
        abstract=_text(parts.get("abstract")),
    )


def _upper_elements(root: Element) -> list[Element]:
    """The root, and the elements above and in the head, first ones last; not those of the text."""
    found: list[Element] = []
    waiting = [root]
    while waiting:
        element = waiting.pop()
        found.append(element)
        if _name(element) not in ("body.content", "body.end", "head"):
            waiting.extend(reversed(element))
    return found[::-1]


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _text(element: Element | None) -> str:
    return plain_line(" ".join(element.itertext())) if element is not None else ""


def _as_html(root: Element) -> str:
    out: list[str] = []
    waiting: list[Element | str] = [root]
    while waiting:
        step = waiting.pop()
        if isinstance(step, str):
            out.append(step)
            continue
        name = _name(step)
        if step is not root and step.tail:
            waiting.append(html.escape(step.tail, quote=False))
        if not name or name in _GONE:
            continue
        if name == "frac-den" and "/" not in "".join(out[-2:]):
            out.append("/")  # one half is not twelve
        if name == "media-reference":
            source = html.escape(step.get("source") or "")
            alt = html.escape(step.get("alternate-text") or "")
            out.append(f'<img src="{source}" alt="{alt}">')
            continue
        tag = "div" if step is root else _AS_HTML.get(name)
        if tag:
            attributes = "".join(
                f' {key}="{html.escape(value)}"'
                for key in _ATTRIBUTES
                if (value := step.get(key)) is not None
            )
            if name == "em" and "bold" in (step.get("class") or ""):
                tag = "b"
            out.append(f"<{tag}{attributes}>")
            if tag in ("br", "hr"):
                continue
            waiting.append(f"</{tag}>")
        waiting.extend(reversed(step))
        if step.text:
            out.append(html.escape(step.text, quote=False))
    return "".join(out)
