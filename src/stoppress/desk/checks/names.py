"""Names that are nearly those of people and topics that the newsroom knows.

Careful on purpose: a name is told of only when it sounds as a known one does, word by word, stands
in the same script, and is written otherwise. Endings of grammar are let be: most change the sound,
and a last vowel says nothing where names are declined (Ольге of Ольга, Əliyevə beside Əliyeva).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from stoppress.desk.checks.check import Check, Found, Level, Subject
from stoppress.newsroom.folding import folded
from stoppress.newsroom.models import Person, Topic
from stoppress.newsroom.search.sounds import sound_of
from stoppress.newsroom.search.words import folded as plain_word

_NAME = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
#: What stands behind a name with an apostrophe: Müller’s, Müller’in; not O’Brien.
_BEHIND = re.compile(r"['’][^\W\d_]+$")
#: Names of more words are seldom written from memory.
_LONGEST = 4
#: A shorter word stands for too many names when it stands alone.
_SHORTEST_ALONE = 5

#: Languages in which a name ends as it is written, whatever stands around it.
_WITHOUT_CASES = frozenset({"da", "de", "en", "es", "fr", "it", "nb", "nl", "pt", "sv"})
_VOWELS = frozenset("aeiouy")

_Words = tuple[str, ...]


def _close(subject: Subject) -> Iterator[Found]:
    text = f"{subject.article.title}\n{subject.text}"
    by_sound = _known(subject)
    told: set[_Words] = set()
    written = {_bare(word) for word in _NAME.findall(text)}
    for words in _names_in(text):
        known = by_sound.get(_sounds(words))
        if known is None or words in told or any(words == one[-1:] for one in told):
            continue
        if _is_one_of(words, known, subject.language) or _ends_otherwise(words, known, subject):
            continue
        other = next((one for one in known if _script(one) == _script(words)), None)
        # Alone, a word may be another's name: it is told of only beside the known one.
        if other is None or (len(words) == 1 and other[0] not in written):
            continue
        told.add(words)
        said = gettext("“%(name)s” is written, and “%(known)s” is known. Are they the same?")
        name, like = " ".join(words), " ".join(other)
        yield Found("body", said % {"name": name, "known": like}, f"{name}/{like}")


def _known(subject: Subject) -> Mapping[_Words, set[_Words]]:
    """What is known, by its sound: whole names, and their last words for names that stand alone."""
    by_sound: dict[_Words, set[_Words]] = {}
    for name in _names_of(subject):
        words = tuple(map(_bare, _NAME.findall(name)))
        if not 1 < len(words) <= _LONGEST:
            continue
        for known in (words, words[-1:]):
            sounds = _sounds(known)
            if sounds:
                by_sound.setdefault(sounds, set()).add(known)
    return by_sound


def _names_of(subject: Subject) -> Iterable[str]:
    yield from Person.objects.filter(kind=Person.Kind.PERSON).values_list("name", flat=True)
    if subject.article.locale_id:
        topics = Topic.objects.filter(locale=subject.article.locale_id)
        yield from topics.values_list("title", flat=True)


def _names_in(text: str) -> Iterator[_Words]:
    """Words that may be a name: some that stand together, each with a capital, and each alone."""
    for line in text.split("\n"):
        words = [(_bare(found[0]), found.start(), found.end()) for found in _NAME.finditer(line)]
        for at, (first, _start, _end) in enumerate(words):
            if not _is_capital(first):
                continue
            together = [first]
            yield (first,)
            for before, (word, start, _its_end) in zip(words[at:], words[at + 1 :], strict=False):
                if len(together) == _LONGEST or not _is_capital(word):
                    break
                if line[before[2] : start] != " ":
                    break
                together.append(word)
                yield tuple(together)


def _bare(word: str) -> str:
    """A word without its ending behind an apostrophe, which begins with a small letter."""
    behind = _BEHIND.search(word)
    return word[: behind.start()] if behind and behind[0][1].islower() else word


def _is_capital(word: str) -> bool:
    return word[0] != word[0].lower()


@lru_cache(maxsize=20_000)
def _sounds(words: _Words) -> _Words:
    """The sounds of ``words``; empty when one of them is too short to tell."""
    if len(words) == 1 and len(words[0]) < _SHORTEST_ALONE:
        return ()
    sounds = [sound_of(word) for word in words]
    return tuple(sounds) if all(sounds) else ()


def _is_one_of(words: _Words, known: set[_Words], language: str) -> bool:
    written = folded(" ".join(words), language)
    return any(folded(" ".join(one), language) == written for one in known)


def _ends_otherwise(words: _Words, known: set[_Words], subject: Subject) -> bool:
    """Whether nothing but the last vowels of its words tells a name from one that is known."""
    if subject.language.partition("-")[0] in _WITHOUT_CASES:
        return False
    stem = _stem(words, subject.language)
    return any(_stem(one, subject.language) == stem for one in known)


def _stem(words: _Words, language: str) -> list[str]:
    return [_without_last_vowels(folded(word, language)) for word in words]


def _without_last_vowels(word: str) -> str:
    while word and _VOWELS.issuperset(plain_word(word[-1])):
        word = word[:-1]
    return word


def _script(words: _Words) -> str:
    return unicodedata.name(words[0][0], "").partition(" ")[0]


CHECKS = (
    Check("name", _("Names are not nearly those of people and topics"), Level.WARNING, _close),
)
