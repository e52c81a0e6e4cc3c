"""Choosing the best of the bodies an item offers, and reading it into blocks."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from defusedxml.common import DefusedXmlException

from stoppress.intake.body.from_html import blocks_of_html
from stoppress.intake.body.from_nitf import Nitf, looks_like_nitf, read_nitf
from stoppress.intake.body.from_plain import blocks_of_text
from stoppress.intake.body.markup import declares_entities
from stoppress.intake.item import Block, ItemRejected, Picture
from stoppress.intake.text import plain_line, sameness, words

_TAG = re.compile(
    r"<(?:p|div|br|hr|h[1-6]|ul|ol|li|dl|table|tr|td|blockquote|figure|section|article|body|html"
    r"|pre|b|i|u|em|strong|a|span|sub|sup|img|iframe|font|center|script|style|svg|header|footer"
    r"|main|aside|cite|q|small|object|embed|form|input|video|audio|details|math|meta|link"
    r")(?:\s[^<>]*)?/?>|</(?:p|div|b|i|em|strong|a|span|h[1-6]|li|body|html)\s*>|<!\[CDATA\[",
    re.IGNORECASE,
)
_BLOCK_TAG = re.compile(
    r"<(?:p|div|br|h[1-6]|ul|ol|li|dl|table|blockquote|figure|section|article|body|html|pre"
    r"|center)\b",
    re.IGNORECASE,
)
_ESCAPED_TAG = re.compile(r"&lt;/?(?:p|div|br|h[1-6]|ul|li|b|i|em|strong|body)\b", re.IGNORECASE)
_EMPTY_LINE = re.compile(r"\n[ \t]*\n\s*")
_MEDIA = re.compile(r"<(video|audio|object|embed|applet|math|svg|select)\b", re.IGNORECASE)

#: Roles of texts that are about the article, or parts of it, and not the article.
_SHORT_ROLES = words(
    "abstract alert caption deck description excerpt headline kicker lead lede note push short"
    " sms social summary standfirst subheadline subtitle teaser title tweet"
)
_MAIN_ROLES = words("main body full fulltext article content story richtext text")


class Form(IntEnum):
    """The form a body is in; the higher, the better it says what is what."""

    TEXT = 0
    NITF = 1
    HTML = 2


@dataclass(frozen=True, slots=True)
class Offer:
    """One body that an item offers.

    :param field: its property, for sentences.
    :param role: in lower case, empty when not said.
    """

    field: str
    value: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """A body that was read. ``head`` holds the lines of a NITF document's head."""

    blocks: tuple[Block, ...] = ()
    left_out: tuple[str, ...] = ()
    head: Nitf | None = None

    @property
    def letters(self) -> int:
        """How much text it has."""
        return sum(len(text) for block in self.blocks for text in texts_of(block))


def read_best(offers: Sequence[Offer]) -> Body:
    """Read the best of ``offers``: the main one in its best form.

    A better form with less than half the text of another is a summary of it, so the longer wins.

    Raises ItemRejected when the chosen one declares entities.
    """
    full = [offer for offer in offers if offer.role not in _SHORT_ROLES] or list(offers)
    ranked = sorted(full, key=_rank, reverse=True)
    if not ranked:
        return Body()
    best = read(ranked[0])
    longest = max(ranked, key=lambda offer: len(offer.value))
    if len(longest.value) > 2 * best.letters and longest is not ranked[0]:
        other = read(longest)
        if other.letters > 2 * best.letters:
            return other
    if not best.blocks:
        return next((body for body in map(read, ranked[1:]) if body.blocks), best)
    return best


def read(offer: Offer) -> Body:
    """Read one body by what it is, whatever its content type says.

    Raises ItemRejected when it declares entities.
    """
    text = offer.value
    form = form_of(text)
    if form is not Form.TEXT and declares_entities(text):
        raise entities_declared(offer.field)
    if form is Form.NITF:
        try:
            nitf = read_nitf(text)
        except DefusedXmlException:
            raise entities_declared(offer.field) from None
        if nitf is not None:
            blocks, left_out = blocks_of_html(nitf.content)
            return Body(tuple(blocks), tuple(left_out), nitf)
        form = Form.HTML
    if form is Form.HTML:
        if not _TAG.search(text):
            text = html.unescape(text)
        if not _BLOCK_TAG.search(text):
            text = f"<p>{_EMPTY_LINE.sub('</p><p>', text)}</p>"
        blocks, left_out = blocks_of_html(text)
        kinds = sorted({kind.lower() for kind in _MEDIA.findall(text)})
        media = [f"A {kind} element was left out of the text." for kind in kinds]
        return Body(tuple(blocks), (*left_out, *media))
    return Body(tuple(blocks_of_text(text)))


def entities_declared(field: str) -> ItemRejected:
    """The refusal of a text that declares entities."""
    return ItemRejected(
        field,
        "declares XML entities, which can be made to fill a machine's memory",
        "Send the text without <!ENTITY>.",
    )


def form_of(text: str) -> Form:
    """What form a text is in."""
    if looks_like_nitf(text):
        return Form.NITF
    if _TAG.search(text) or _ESCAPED_TAG.search(text) or declares_entities(text):
        return Form.HTML
    return Form.TEXT


def _rank(offer: Offer) -> tuple[int, bool]:
    return form_of(offer.value), offer.role in _MAIN_ROLES


def texts_of(block: Block) -> Iterable[str]:
    """All texts a block shows, without markup."""
    value = block.value
    if isinstance(value, str):
        yield _own_text(block)
    elif isinstance(value, Picture):
        yield value.caption
    elif block.type == "list":
        yield from (plain_line(item) for item in value["items"])
    elif block.type == "table":
        yield value["table_caption"]
        yield from (text for line in value["data"] for text in line)
    else:
        yield from (text for name, text in value.items() if not name.endswith("url"))


def without_repeats(blocks: Sequence[Block], repeated: Iterable[str]) -> tuple[Block, ...]:
    """``blocks`` without the first ones that only say again what stands above the text."""
    known = {sameness(text) for text in repeated} - {""}
    kept = list(blocks)
    place = 0
    while place < min(len(kept), 6):
        block = kept[place]
        if block.type == "image":
            place += 1
        elif sameness(_own_text(block)) in known:
            del kept[place]
        elif block.type == "paragraph" and (rest := _after_repeat(block.value, known)):
            kept[place] = Block("paragraph", rest)
        else:
            break
    return tuple(kept)


def _own_text(block: Block) -> str:
    if block.type == "subhead":
        return str(block.value["text"])
    return plain_line(block.value) if block.type == "paragraph" else ""


def _after_repeat(paragraph: str, known: set[str]) -> str:
    """What follows a first line that repeats, in a paragraph of several lines; else nothing."""
    line, line_break, rest = paragraph.partition("<br/>")
    whole = line.count("<") == 2 * line.count("</") + 1
    if line_break and whole and sameness(plain_line(line)) in known:
        return f"<p>{rest}"
    return ""
