"""Words of an article as the pages set them."""

from __future__ import annotations

import re

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

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


#: A tag, which is left as it is, or figures with a dash between them, at which lines may break.
_TAG_OR_FIGURES = re.compile(
    r"""<[^<>"']*(?:"[^"]*"[^<>"']*|'[^']*'[^<>"']*)*>"""
    r"|(?<![\d–.,])\d{1,4}(?:[.,]\d{1,3})?(?:–\d{1,4}(?:[.,]\d{1,3})?){1,2}(?![\d–])"
)


@register.filter
def whole(markup: str) -> SafeString:
    """``markup`` in which a score such as 4–4, or a span of years, stays on one line.

    With markup, not with a word joiner, so that what readers search and copy is what was written.
    """
    html: str = conditional_escape(markup)
    if "–" in html:
        html = _TAG_OR_FIGURES.sub(_in_one_piece, html)
    return mark_safe(html)  # noqa: S308 - escaped above, or safe when it came


def _in_one_piece(found: re.Match[str]) -> str:
    text = found[0]
    return text if text.startswith("<") else f'<span class="whole">{text}</span>'
