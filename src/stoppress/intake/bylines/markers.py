"""Words that stand before names and say what those named did: "By", "Photo:", "Translated by"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from stoppress.intake.bylines.words import BARE, BARE_NOUNS, BARE_WORDS, MARKERS
from stoppress.intake.item import Role

_COLONS = ":：՝ـ"
_EVERYWHERE = frozenset({"by"})
#: Where a part of a byline begins.
_BEGINNING = r"(?:^\s*|(?<=[,;،؛/|(•·–—]\s)|(?<=[,;،؛/|(•·–—])|(?<=[:.;]\s))"


def by_role(text: str, language: str) -> Iterator[tuple[Role | None, str]]:
    """Parts of the byline, each with the role that the words before it name."""
    role: Role | None = Role.AUTHOR
    start = 0
    for match in _marker(language, any(colon in text for colon in _COLONS)).finditer(text):
        yield role, text[start : match.start()]
        found = next(filter(None, match.groupdict().values()))
        role = MARKERS.get(found.lower(), Role.AUTHOR)
        start = match.end()
    yield role, text[start:]


def role_of(text: str) -> Role | None:
    """The role that ``text`` names alone, as in "Bo Ek (photos)"."""
    return MARKERS.get(text.lower())


def is_marker(text: str) -> bool:
    """Whether ``text`` is such a word alone."""
    return text.lower() in MARKERS


def without_prefix(text: str) -> str:
    """``text`` without the "By" of any language that it begins with, if it does."""
    match = _any_beginning().match(text)
    return text[match.end() :] if match else text


@cache
def _marker(language: str, colon: bool) -> re.Pattern[str]:
    bare_words = _EVERYWHERE | BARE_WORDS.get(language, frozenset())
    first = _any_of(bare_words - {"di", "von"})
    choices = [
        rf"(?:^\s*|(?<=[\s,;،؛/|(•·–—-]))(?P<bare>(?i:{_any_of(BARE)}))\s+(?=\S)",
        rf"{_BEGINNING}(?P<first>(?i:{first}))\s+(?=\S)",
    ]
    if colon:
        label = rf"(?P<colon>(?i:{_any_of(MARKERS)}))\s*[{_COLONS}]\s*"
        choices.insert(0, rf"(?:^\s*|(?<=[\s,;،؛/|(•·–—-])){label}")
    if language == "de":  # "Von der Au" is somebody's name
        choices.append(rf"{_BEGINNING}(?P<von>(?i:von))\s+(?!de[rnm]\s)(?=\S)")
        choices.append(r"^\s*(?P<noun>(?i:eine?)\s+[\w-]+\s+von)\s+(?=\S)")
    if language == "it":
        # "Di Caprio" is somebody's name, "Di Mario Rossi" is by him; in "Ann Lee, Di Maria De
        # Rossi" the line has begun without "Di", which so is part of the name.
        choices.append(rf"{_BEGINNING}(?P<small>di)\s+(?=\S)")
        choices.append(r"^\s*(?P<large>Di|DI)\s+(?=[A-ZÀ-Þ]\S*\s+[A-ZÀ-Þ])")
    if nouns := BARE_NOUNS.get(language):
        choices.append(rf"(?:^|(?<=\s))(?P<capital>{_any_of(nouns)})\s+(?=[A-ZÀ-Þ])")
    return re.compile("|".join(choices))


@cache
def _any_beginning() -> re.Pattern[str]:
    words = _EVERYWHERE.union(*BARE_WORDS.values(), BARE)
    colon = rf"(?:{_any_of(MARKERS)})\s*[{_COLONS}]\s*"
    return re.compile(rf"^\s*(?:{colon}|(?:{_any_of(words)})\s+(?=\S))", re.IGNORECASE)


def _any_of(phrases: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, phrases), key=len, reverse=True))
