"""Typographic quotation marks, dashes and spaces in blocks, and the table for the typing script."""

from __future__ import annotations

from typing import Any

from wagtail.models import Locale

from stoppress.desk.row_ids import row_id
from stoppress.intake.item import Block
from stoppress.newsroom.typography import typeset, typeset_markup, typography_of


def typeset_block(block: Block, language: str) -> Block:
    """``block`` with the typography of ``language``; addresses in it stay as they are."""
    value = block.value
    if block.type == "paragraph":
        return Block(block.type, typeset_markup(value, language))
    if block.type == "list":
        items = [typeset_markup(item, language) for item in value["items"]]
        return Block(block.type, {**value, "items": items})
    if block.type == "table":
        data = [[typeset(cell, language) for cell in row] for row in value["data"]]
        caption = typeset(value["table_caption"], language)
        return Block(block.type, {**value, "data": data, "table_caption": caption})
    texts = {
        name: text if name.endswith("url") else typeset(text, language)
        for name, text in value.items()
    }
    return Block(block.type, texts)


def language_of(edition: str) -> str:
    """The language of an edition, by the id of its locale; English where there is none."""
    found = Locale.objects.filter(pk=row_id(edition)).first()
    return found.language_code if found else "en"


def typing_table() -> dict[int, dict[str, Any]]:
    """Each edition's marks, by the id of its locale, for the script that sets them while typing."""
    return {
        locale.pk: {
            "quotes": style.quotes,
            "inner": style.inner,
            "single": style.single,
            "dash": style.dash,
            "beforeDash": style.before_dash,
            "inside": style.inside,
            "before": dict(style.before),
            "dialogue": style.dash == "—",
        }
        for locale in Locale.objects.all()
        for style in [typography_of(locale.language_code)]
    }
