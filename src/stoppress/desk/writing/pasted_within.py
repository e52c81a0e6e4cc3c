"""Pasted text for a place inside a block, such as an item of a list or the text of a fact box."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from stoppress.intake.body.document import texts_of
from stoppress.intake.item import Block


def items_of(blocks: Iterable[Block]) -> list[str]:
    """Markup of items of a list, one for each paragraph, item or other text of ``blocks``."""
    return [markup for block in blocks for markup in _items(block)]


def text_of(blocks: Iterable[Block]) -> str:
    """Markup of paragraphs and lists, in which everything else is words."""
    return "".join(
        _list(block) if block.type == "list" else "".join(f"<p>{one}</p>" for one in _items(block))
        for block in blocks
    )


def _items(block: Block) -> Iterator[str]:
    if block.type == "paragraph":
        yield block.value.removeprefix("<p>").removesuffix("</p>")
    elif block.type == "list":
        yield from block.value["items"]
    elif block.type == "embed":
        address = escape(block.value["url"])
        yield f'<a href="{address}">{escape(block.value["title"]) or address}</a>'
    elif block.type == "table":
        yield from filter(None, [escape(block.value["table_caption"])])
        yield from (escape(" | ".join(filter(None, row))) for row in block.value["data"])
    else:
        yield from (escape(text) for text in texts_of(block) if text)


def _list(block: Block) -> str:
    tag = "ol" if block.value["ordered"] else "ul"
    return f"<{tag}>{''.join(f'<li>{item}</li>' for item in block.value['items'])}</{tag}>"
