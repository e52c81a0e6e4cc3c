"""The words of a body's blocks, as the database and revisions keep them: JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from stoppress.newsroom.plain_text import plain_text

#: Values of blocks that are no words: addresses, ids, looks of tables.
_NO_WORDS = frozenset({"id", "type", "url", "source_url", "cell", "mergeCells"})
#: Types of blocks, and their values that hold markup.
_MARKUP = frozenset(
    {("paragraph", ""), ("list", "items"), ("fact_box", "text"), ("background", "text")}
)
#: A paragraph with nothing inside that has to be read as HTML.
_PLAIN_PARAGRAPH = re.compile(r"<p(?: [^<>]*)?>([^<>&]*)</p>")


def texts_in(kind: str, value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """All texts inside the value of a block, without markup, each with the name of what it is.

    A paragraph has no name; an item of a list has that of the list.
    """
    if isinstance(value, str):
        yield name, _words(value) if (kind, name) in _MARKUP else value
    elif isinstance(value, dict):
        for inner, one in value.items():
            if inner not in _NO_WORDS:
                # An item of a list is wrapped as a value of its own.
                yield from texts_in(kind, one, name if inner == "value" else inner)
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from texts_in(kind, one, name)


def _words(markup: str) -> str:
    plain = _PLAIN_PARAGRAPH.fullmatch(markup)
    return plain.group(1) if plain else plain_text(markup)
