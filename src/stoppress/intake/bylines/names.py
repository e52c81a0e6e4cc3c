"""A byline of one line becomes names, each with what that person did.

What is cut off a name needs evidence: a word of a function, a place that is known, an agency in
its own capitals. Where there is none, the name stays as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

from stoppress.intake.bylines.agencies import is_agency
from stoppress.intake.bylines.markers import by_role, is_marker, role_of
from stoppress.intake.bylines.places import is_place
from stoppress.intake.bylines.words import (
    AND,
    FUNCTIONS,
    NOBODY,
    PLACE_WORDS,
    PLACE_WORDS_BEFORE,
    PLACE_WORDS_IN_NAMES,
    PUBLISHED,
    SUFFIXES,
    WAW_NAMES,
    WITH_FUNCTIONS,
    WITHIN_NAMES,
)
from stoppress.intake.item import Name, Role
from stoppress.intake.text import plain_name, sameness, shortened

#: Names of one byline that are read; a longer list is no byline.
MOST_NAMES = 30
_LONGEST_NAME = 160

_PARTS = re.compile(r"\s*[,;،؛、|•·\n]\s*|\s+[–—-]\s+|\s*/\s*|\s*[()\[\]]\s*|\.\s+(?=[^\W\d_]+:)")
_EDGE = ' \t.,;:،؛|/•·–—-*_"“”«»'
_ADDRESS = re.compile(r"\S+@\S+\.\S+|@\w+|https?://\S+|\bwww\.\S+")
_PUBLISHED = re.compile(rf"\b(?:{'|'.join(sorted(PUBLISHED))})\b.*", re.IGNORECASE | re.DOTALL)
#: A word in quotation marks behind a name is a paper: Нина Холт, «Гавань».
_IN_MARKS = re.compile(r"\s*[«„“\"][^«»„“”\"]*[»“”\"]\s*")
_DIGITS = re.compile(r"\d.*\d")
#: Signs of Unicode's private area, which stand for names that are known while others are guessed.
_KNOWN = range(0xE000, 0xE100)


@lru_cache(maxsize=4096)
def read_byline(text: str, language: str, known: tuple[str, ...] = ()) -> tuple[Name, ...]:
    """The names in ``text``, in order, each once.

    :param language: BCP 47 code of the text.
    :param known: names that the item also gives apart, which need no guess: they are found in
        the text as they are.
    """
    text = _ADDRESS.sub(" ", plain_name(text.replace("\n", " ; ")))
    text = re.sub("[\ue000-\ue0ff]", "", text)
    for place, person in enumerate(known[: len(_KNOWN)]):
        whole = rf"(?<!\w){re.escape(person)}(?!\w)"
        text = re.sub(whole, f" {chr(_KNOWN[place])} ", text, flags=re.IGNORECASE)
    reading = _Reading(language.partition("-")[0].lower(), known)
    for role, part in by_role(_PUBLISHED.sub("", text), reading.language):
        reading.part(part, role)
    found: dict[str, Name] = {}
    for name in reading.names or reading.doubtful:
        found.setdefault(
            sameness(name.name), replace(name, name=shortened(name.name, _LONGEST_NAME))
        )
    found.pop("", None)
    return tuple(found.values())[:MOST_NAMES]


@dataclass(slots=True)
class _Reading:
    """One byline while it is read.

    :param names: those that were found.
    :param doubtful: what is taken only where nothing better is found: a place, a function.
    """

    language: str
    known: tuple[str, ...]
    names: list[Name] = field(default_factory=list)
    doubtful: list[Name] = field(default_factory=list)

    def part(self, part: str, role: Role | None) -> None:
        """Read one part, whose names did what ``role`` says; ``None`` leaves them out."""
        if role is None:
            return
        for text in _words_between(part, self.language):
            self._one(text, role)

    def _one(self, text: str, role: Role) -> None:
        words = text.split()
        plain_words = {word.strip(".").casefold() for word in words}
        if len(words) == 1 and ord(text[0]) in _KNOWN:
            self.names.append(Name(self.known[ord(text[0]) - _KNOWN[0]], role))
        elif self.names and (done := role_of(text)):
            self.names[-1] = replace(self.names[-1], role=done)  # "Bo Ek (photos)"
        elif self.names and plain_words <= SUFFIXES:
            last = self.names[-1]
            self.names[-1] = replace(last, name=f"{last.name}, {text}.")
        elif plain_words <= NOBODY or is_marker(text):
            return
        elif is_agency(text):
            self.names.append(Name(text, Role.AGENCY))
        elif is_place(text, self.language) or _DIGITS.search(text):
            self.doubtful.append(Name(text, role))
        elif _leads_to_place(words, self.language) or (self.names and _in_small_letters(text)):
            return
        elif plain_words & FUNCTIONS:
            self._with_function(words, text, role)
        else:
            self.names.append(Name(text, role))

    def _with_function(self, words: list[str], text: str, role: Role) -> None:
        """A name beside a function: "AP Writer John Lee", "Ann Lee, Chief Editor"."""
        functions = [place for place, word in enumerate(words) if _is_function(word)]
        after = words[functions[-1] + 1 :]
        before = words[: functions[0]]
        while before and before[-1].casefold() in WITH_FUNCTIONS:
            before.pop()
        name = " ".join(after or before)
        if is_agency(name):
            self.names.append(Name(name, Role.AGENCY))
        elif after and (
            _leads_to_place(after, self.language) or after[0].casefold() in WITH_FUNCTIONS
        ):
            if not self.names:
                self.doubtful.append(Name(text, role))
        elif len(after or before) > 1 and not _in_small_letters(name) and not is_agency(text):
            self.names.append(Name(name, role))
        elif len(name) == 1 and ord(name) in _KNOWN:
            self.names.append(Name(self.known[ord(name) - _KNOWN[0]], role))
        else:
            self.doubtful.append(Name(text, role))


def _is_function(word: str) -> bool:
    return word.strip(".").casefold() in FUNCTIONS


def _in_small_letters(text: str) -> bool:
    """Whether ``text``, in an alphabet that has capitals, has none: "our own correspondent"."""
    return text == text.lower() and text != text.title()


def _words_between(text: str, language: str) -> Iterator[str]:
    """What stands between commas, slashes and "and", without places and empty ones."""
    for part in _PARTS.split(text):
        if _IN_MARKS.fullmatch(part):
            continue
        for text in _parted(part, language):
            for name in _without_waw(text) if language in ("ar", "fa") else (text,):
                bare = _without_place(_without_label(name), language).strip(_EDGE)
                if leading := _and(language).match(f" {bare}"):
                    bare = bare[leading.end() - 1 :].strip(_EDGE)
                if any(letter.isalpha() or ord(letter) in _KNOWN for letter in bare):
                    yield _without_last_marker(bare)


def _parted(part: str, language: str) -> list[str]:
    """``part`` between "and"; one that may join the surnames of one person needs names around."""
    parts = _and(language).split(part)
    joints = _and(language).findall(part)
    found = parts[:1]
    for joint, text in zip(joints, parts[1:], strict=True):
        within = joint.strip() in WITHIN_NAMES.get(language, ())
        one_surname = len(text.split()) == 1 and not is_agency(text) and not is_marker(text)
        if (
            within
            and one_surname
            and len(found[-1].split()) > 1
            and ord(text.strip()[0]) not in _KNOWN
        ):
            found[-1] += f"{joint}{text}"
        else:
            found.append(text)
    return found


@cache
def _and(language: str) -> re.Pattern[str]:
    words = ("and", "with", *AND.get(language, ()))
    return re.compile(rf"\s+(?:{'|'.join(map(re.escape, words))})\s+|\s*[&+]\s*", re.IGNORECASE)


def _without_label(text: str) -> str:
    """What follows a colon: "Protocol: Ann Lee"."""
    return text.rpartition(":")[2]


def _without_last_marker(text: str) -> str:
    """``text`` without the verb that ends it, as Turkic languages have it."""
    name, space, last = text.rpartition(" ")
    return name if space and last == last.lower() and role_of(last) else text


@cache
def _place_after(language: str) -> re.Pattern[str] | None:
    words = PLACE_WORDS.get(language)
    if not words:
        return None
    return re.compile(rf"^(\S+(?:\s+\S+){{0,4}}?)\s+(?:{'|'.join(words)})\s+(?=[A-ZÀ-ÞА-ЯІЇЄ]).*$")


@cache
def _known_place_after(language: str) -> re.Pattern[str] | None:
    words = PLACE_WORDS_IN_NAMES.get(language)
    return re.compile(rf"^(\S+\s+.*?)\s+(?:{'|'.join(words)})\s+(.+)$") if words else None


def _without_place(name: str, language: str) -> str:
    pattern = _place_after(language)
    found = pattern.match(name) if pattern else None
    if found and (" " in found[1] or ord(found[1][0]) in _KNOWN):
        return found[1]
    pattern = _known_place_after(language)
    found = pattern.match(name) if pattern else None
    return found[1] if found and is_place(found[2], language) else name


def _leads_to_place(words: list[str], language: str) -> bool:
    """Whether ``words`` begin with "in", "for" or the like, and so name no person."""
    first, rest = words[0], " ".join(words[1:])
    if first in PLACE_WORDS.get(language, ()):
        return True
    known = (*PLACE_WORDS_BEFORE.get(language, ()), *PLACE_WORDS_IN_NAMES.get(language, ()))
    return first in known and is_place(rest, language)


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


__all__ = ["MOST_NAMES", "read_byline"]
