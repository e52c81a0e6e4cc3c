"""A byline of one line becomes names, each with what that person did."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from stoppress.intake.bylines.agencies import is_agency
from stoppress.intake.bylines.words import (
    AND,
    BARE,
    FUNCTIONS,
    MARKERS,
    PLACE_WORDS,
    SUFFIXES,
    WAW_NAMES,
)
from stoppress.intake.item import Name, Role
from stoppress.intake.text import plain_name, sameness, shortened

#: Names of one byline that are read; a longer list is no byline.
MOST_NAMES = 30
_LONGEST_NAME = 160
_COLONS = ":：՝ـ"
_COLON = rf"\s*[{_COLONS}]\s*"


def _any_of(phrases: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, phrases), key=len, reverse=True))


# "von" and its like stand inside names too, so alone they count only where a part begins.
_BARE = (
    r"(?:^\s*|(?<=[\s,;/|(•·–—-]))"
    rf"(?P<bare>{_any_of(marker for marker in BARE if ' ' in marker)})\s+(?=\S)"
    r"|(?:^\s*|(?<=[,;/|(•·–—]\s)|(?<=[,;/|(•·–—]))"
    rf"(?P<first>{_any_of(marker for marker in BARE if ' ' not in marker)})\s+(?=\S)"
)
_WITH_COLON = rf"(?:^\s*|(?<=[\s,;/|(•·–—-]))(?P<colon>{_any_of(MARKERS)}){_COLON}|{_BARE}"
_MARKER = re.compile(f"(?P<colon>(?!))|{_BARE}", re.IGNORECASE)
_MARKER_OR_COLON = re.compile(_WITH_COLON, re.IGNORECASE)
_PARTS = re.compile(r"\s*[,;،؛、|•·\n]\s*|\s+[–—-]\s+|\s*/\s*|\s*[()\[\]]\s*")
_EDGE = ' \t.,;:،؛|/•·–—-*_"“”«»'
_ADDRESS = re.compile(r"\S+@\S+\.\S+|@\w+|https?://\S+|\bwww\.\S+")


@lru_cache(maxsize=4096)
def read_byline(text: str, language: str) -> tuple[Name, ...]:
    """The names in ``text``, in order, each once.

    :param language: BCP 47 code of the text; its word for "and" parts names.
    """
    text = _ADDRESS.sub(" ", plain_name(text.replace("\n", " ; ")))
    found: dict[str, Name] = {}
    for role, part in _by_role(text):
        for name in _names(part, language.partition("-")[0].lower()):
            kind = Role.AGENCY if is_agency(name) else role
            found.setdefault(sameness(name), Name(shortened(name, _LONGEST_NAME), kind))
    found.pop("", None)
    return tuple(found.values())[:MOST_NAMES]


def without_prefix(text: str) -> str:
    """``text`` without the "By" it begins with, if it does."""
    match = _marker(text).match(text)
    return text[match.end() :] if match else text


def _marker(text: str) -> re.Pattern[str]:
    return _MARKER_OR_COLON if any(colon in text for colon in _COLONS) else _MARKER


def _by_role(text: str) -> Iterator[tuple[Role, str]]:
    """Parts of the byline, each with the role that the words before it name."""
    role = Role.AUTHOR
    start = 0
    for match in _marker(text).finditer(text):
        yield role, text[start : match.start()]
        role = MARKERS[(match["colon"] or match["bare"] or match["first"]).lower()]
        start = match.end()
    yield role, text[start:]


def _names(text: str, language: str) -> Iterator[str]:
    before = ""
    for name in _pieces(text, language):
        words = {word.strip(".").casefold() for word in name.split()}
        if before and words <= SUFFIXES:
            before = f"{before}, {name}."
        elif before and (words & FUNCTIONS or name.split()[0] in PLACE_WORDS.get(language, ())):
            continue
        else:
            if before:
                yield before
            is_function = words & FUNCTIONS and not is_agency(name)
            before = _without_function(name) if is_function else name
    if before:
        yield before


def _pieces(text: str, language: str) -> Iterator[str]:
    """What stands between commas, slashes and "and", without places and empty pieces."""
    for part in _PARTS.split(text):
        for piece in _and(language).split(part):
            for name in _without_waw(piece) if language in ("ar", "fa") else (piece,):
                bare = _without_place(name, language).strip(_EDGE)
                bare = _and(language).sub("", f" {bare}", count=1).strip(_EDGE)
                if any(letter.isalpha() for letter in bare) and bare.lower() not in MARKERS:
                    yield bare


@cache
def _and(language: str) -> re.Pattern[str]:
    words = ("and", "with", *AND.get(language, ()))
    return re.compile(rf"\s+(?:{'|'.join(map(re.escape, words))})\s+|\s*[&+]\s*", re.IGNORECASE)


def _without_place(name: str, language: str) -> str:
    words = PLACE_WORDS.get(language)
    if not words:
        return name
    pattern = rf"^(\S+(?:\s+\S+){{1,3}}?)\s+(?:{'|'.join(words)})\s+[A-ZÀ-ÞА-ЯІЇЄ].*$"
    return re.sub(pattern, r"\1", name)


def _without_function(name: str) -> str:
    """A name written together with a function ("AP Writer John Lee"): only what is the name."""
    words = [word for word in name.split() if word.strip(".").casefold() not in FUNCTIONS]
    while len(words) > 2 and is_agency(words[0]):
        words.pop(0)
    return " ".join(words) if len(words) > 1 else name


def _without_waw(text: str) -> list[str]:
    """Arabic names parted where a word begins with the "and" that is written together with it."""
    names: list[list[str]] = [[]]
    for word in text.split():
        joined = len(word) > 3 and word.startswith("و") and word not in WAW_NAMES
        if joined and len(names[-1]) >= 2:
            names.append([word[1:]])
        else:
            names[-1].append(word)
    return [" ".join(name) for name in names]
