"""Words of a piece as the pages set them."""

from __future__ import annotations

from django import template

register = template.Library()

PAIRS = ("“”", "„“", "«»", "»«", "‘’", '""')


@register.filter
def unquoted(words: str) -> str:
    """A quotation without the marks around it: the page sets those of its own language."""
    words = words.strip()
    for pair in PAIRS:
        inner = words[1:-1]
        if len(words) > 1 and words[0] == pair[0] and words[-1] == pair[-1]:
            return words if pair[0] in inner or pair[-1] in inner else inner
    return words
