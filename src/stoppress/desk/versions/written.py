"""The text of a version, part by part and line by line, to compare it with another."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.utils.html import escape
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import Page

from stoppress.desk.versions.difference import FORM, LINK, SAID
from stoppress.newsroom.models import Article, Change, Person, Topic
from stoppress.newsroom.models.body import BodyBlock
from stoppress.newsroom.plain_text import plain_line, plain_text, shortened

_What = Change.What
#: Links as Wagtail's editor stores them: to an address, or to a page of our own by its number.
_LINK = re.compile(r"<a\b[^>]*>(.*?)</a>", re.DOTALL)
_HREF, _OWN_PAGE = re.compile(r'\bhref="([^"]*)"'), re.compile(r'\bid="(\d{1,18})"')
#: What an editor gives words besides, by its element.
_FORMS = (
    (re.compile(r"<(b|strong)>(.*?)</\1>", re.DOTALL), _("bold")),
    (re.compile(r"<(i|em)>(.*?)</\1>", re.DOTALL), _("italics")),
)
_SAID = rf"(?:[{FORM}{LINK}][^{FORM}-{SAID}]*{SAID})"
#: What is said behind a space, and in a word or before its full stop.
_BEHIND = re.compile(rf"(?<!\s)(\s+)({_SAID}+)")
_WITHIN = re.compile(rf"({_SAID}+)([^\s{FORM}-{SAID}]+)")
#: Letters of the words that are named with their form.
_LONGEST = 60
_BODY = BodyBlock()


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a piece: what a change of it is called, its label, and its lines."""

    what: str
    label: str
    lines: tuple[str, ...]


class Names:
    """Names of the rows that versions refer to by id, looked up once and only when shown."""

    def __init__(self) -> None:
        self._found: dict[tuple[type[Any], int], str] = {}

    def of(self, model: type[Any], pk: object) -> str:
        """The name of a row, or words that it is gone."""
        if not isinstance(pk, int):
            return ""
        if (model, pk) not in self._found:
            row = model._default_manager.filter(pk=pk).first()  # noqa: SLF001 - Django's own
            self._found[model, pk] = str(row) if row is not None else gettext("deleted since")
        return self._found[model, pk]


class Numbers(Names):
    """The same with ids in place of names, for comparing without a query."""

    def of(self, model: type[Any], pk: object) -> str:
        """The id."""
        return f"{model.__name__} {pk}" if pk else ""


#: Fields whose words are one part, in the order in which readers meet them.
_FIELDS: tuple[tuple[_What, Any, tuple[str, ...]], ...] = (
    (_What.DETAILS, _("Kicker"), ("kicker",)),
    (_What.HEADLINE, _("Headline"), ("title",)),
    (_What.DECK, _("Deck"), ("deck",)),
    (_What.DETAILS, _("Place"), ("dateline",)),
)
_AFTER: tuple[tuple[_What, Any, tuple[str, ...]], ...] = (
    (_What.DETAILS, _("Address and search"), ("slug", "summary")),
    (_What.DETAILS, _("Source and rights"), ("source", "copyright_holder", "usage_terms")),
    (_What.DETAILS, _("Note to editors"), ("editor_note",)),
    # Not the date line and the date of a change: publishing and correcting set them.
    (_What.DATE, _("Dates"), ("public_since", "public_until", "embargo_until")),
)


def parts_of(content: Mapping[str, Any], names: Names) -> list[Part]:
    """The parts of a version, from what Wagtail keeps of it (``Revision.content``)."""
    parts = [_of_fields(content, *one) for one in _FIELDS]
    people = [names.of(Person, row.get("person")) for row in _rows(content, "bylines")]
    parts.append(Part(_What.BYLINE, gettext("Byline"), tuple(people)))
    lead = (
        names.of(get_image_model(), content.get("lead_image")),
        *(_said(content, name) for name in ("lead_alt", "lead_caption", "lead_credit")),
    )
    parts.append(Part(_What.LEAD, gettext("Lead picture"), _lines(lead)))
    parts.append(Part(_What.TEXT, gettext("Text"), tuple(_text(content.get("body"), names))))
    topics = [names.of(Topic, row.get("topic")) for row in _rows(content, "topic_links")]
    parts.append(Part(_What.TOPICS, gettext("Topics"), tuple(topics)))
    picks = [
        names.of(Article, row.get("target")) or str(row.get("uri") or "")
        for row in _rows(content, "picks")
    ]
    parts.append(Part(_What.PICKS, gettext("Read also"), tuple(picks)))
    told = [
        line
        for row in _rows(content, "corrections")
        for line in (str(row.get("was") or ""), str(row.get("now") or ""))
    ]
    parts.append(Part(_What.CORRECTED, gettext("Corrections"), _lines(told)))
    return parts + [_of_fields(content, *one) for one in _AFTER]


def _of_fields(content: Mapping[str, Any], what: _What, label: Any, fields: Sequence[str]) -> Part:
    return Part(what, str(label), _lines(_said(content, name) for name in fields))


def _said(content: Mapping[str, Any], name: str) -> str:
    return str(content.get(name) or "")


def _lines(texts: Any) -> tuple[str, ...]:
    return tuple(line for text in texts for line in text.splitlines() if line.strip())


def _rows(content: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    return sorted(content.get(name) or (), key=lambda row: row.get("sort_order") or 0)


def _text(stored: Any, names: Names) -> Iterator[str]:
    """The lines of a body as it is stored: JSON, a list of blocks."""
    body = json.loads(stored) if isinstance(stored, str) and stored else stored or ()
    known = _BODY.child_blocks
    for block in body:
        if block.get("type") in known:
            yield from _of_block(known[block["type"]], block.get("value"), names)


def _text_of(markup: str, names: Names) -> str:
    """The words of a text, line by line, with what is said of them behind them.

    Form and address may change alone: behind words in bold it is said, behind a link its address.
    """
    leads_to = escape(gettext("link"))

    def leads(link: re.Match[str]) -> str:
        attributes = link[0][: link.start(1) - link.start()]
        if to := _HREF.search(attributes):
            return f"{link[0]}{LINK}({leads_to}: {to[1]}){SAID}"
        to = _OWN_PAGE.search(attributes)
        page = escape(names.of(Page, int(to[1]))) if to else ""
        return f"{link[0]}{LINK}({leads_to}: {page}){SAID}" if to else link[0]

    markup = re.sub(rf"[{FORM}-{SAID}]", "", markup)
    for form, called in _FORMS:
        markup = form.sub(partial(_formed, called=str(called)), markup)
    text = plain_text(_LINK.sub(leads, markup))
    return _WITHIN.sub(r"\2\1", _BEHIND.sub(r"\2\1", text))


def _formed(words: re.Match[str], called: str) -> str:
    plain = shortened(plain_line(re.sub(_SAID, "", words[2])), _LONGEST)
    return f"{words[0]}{FORM}({escape(called)}: {escape(plain)}){SAID}" if plain else words[0]


def _of_block(block: Any, value: Any, names: Names) -> Iterator[str]:
    if isinstance(block, ImageChooserBlock):
        yield from _lines([names.of(get_image_model(), value)])
    elif isinstance(block, DocumentChooserBlock):
        yield from _lines([names.of(get_document_model(), value)])
    elif isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            yield from _of_block(child, (value or {}).get(name), names)
    elif isinstance(block, blocks.ListBlock):
        for item in value or ():
            inner = item.get("value") if isinstance(item, dict) and "value" in item else item
            yield from _of_block(block.child_block, inner, names)
    elif isinstance(block, blocks.RichTextBlock):
        text = _text_of(str(value), names) if value else ""
        yield from filter(None, text.split("\n"))
    elif isinstance(value, dict):  # a table
        for row in value.get("data") or ():
            yield " | ".join(str(cell or "") for cell in row)
    elif isinstance(value, str):
        yield from _lines([value])
