"""Texts of one line and of several, without markup; how long they may be; if they are alike."""

from __future__ import annotations

import html
import re
import unicodedata

from stoppress.intake.text.signs import clean
from stoppress.newsroom.plain_text import plain_text as words_of_markup
from stoppress.newsroom.plain_text import shortened

_DIRECTIONS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_SOFT_HYPHEN = "\u00ad"
_FIXED = "\u00a0\u2000-\u200a\u202f\u205f\u3000"
#: Not begun again from within a row of fixed spaces.
_SPACES = re.compile(rf"[ \t\n]+[ \t\n{_FIXED}]*|(?<![{_FIXED}])[{_FIXED}]+[ \t\n]+")
_EDGES = " \t\n\u00a0\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))

_ENTITY = re.compile(r"&(?:[a-zA-Z][a-zA-Z0-9]{1,30}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")
_TAG = re.compile(
    r"</?(?:a|abbr|b|big|blockquote|body|br|center|cite|code|del|div|em|embed|font|form|h[1-6]|head|hr"
    r"|html|i|iframe|img|input|ins|li|link|mark|meta|object|ol|p|q|s|script|small|span|strike|strong"
    r"|style|sub|sup|svg|table|td|th|title|tr|u|ul|video|audio)(?:\s[^<>]*|/)?>",
    re.IGNORECASE,
)
#: Elements whose words are no longer meant.
DELETED = frozenset({"del", "s", "strike"})


def one_line(text: str) -> str:
    """``text`` cleaned, on one line, without signs of direction, with single spaces.

    For what is compared: names, codes, uris. Spaces that do not break stay where they stand alone,
    as in « mot ». Soft hyphens go: two names that read alike are the same.
    """
    return _without_hyphens(running_line(_DIRECTIONS.sub("", text)))


def running_line(text: str) -> str:
    """A line of running text: cleaned, on one line, with single spaces."""
    return _SPACES.sub(" ", clean(text)).strip(_EDGES)


def _without_hyphens(text: str) -> str:
    return text.replace(_SOFT_HYPHEN, "")


def without_markup(text: str) -> str:
    """``text`` of a property that should be plain: tags gone, entities read."""
    if _TAG.search(text):
        text = words_of_markup(text)
    if _ENTITY.search(text):
        text = html.unescape(text)
    return text


def plain_line(text: str) -> str:
    """A headline or other single line: no markup, nothing hidden, single spaces."""
    return _without_hyphens(running_line(without_markup(text)))


def plain_name(text: str) -> str:
    """The name of somebody or something: as ``plain_line``, without signs of direction."""
    return one_line(without_markup(text))


def plain_text(text: str) -> str:
    """A text of several lines without markup; at most one empty line between paragraphs."""
    lines = [running_line(line) for line in clean(without_markup(text)).split("\n")]
    return re.sub("\n{3,}", "\n\n", "\n".join(lines)).strip()


def fitted(text: str, longest: int, what: str, warnings: list[str]) -> str:
    """``text`` as ``shortened`` gives it; that it was cut is added to ``warnings``."""
    if len(text) > longest:
        warnings.append(f"The {what} has {len(text)} characters and was cut to {longest}.")
    return shortened(text, longest)


def sameness(text: str) -> str:
    """Only the letters and digits of ``text``, without case: equal for texts that read alike."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(letter for letter in folded if letter.isalnum())


def words(text: str) -> frozenset[str]:
    """The words of ``text``, as a table of them."""
    return frozenset(text.split())
