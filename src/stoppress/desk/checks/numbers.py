"""Numbers that say one thing in the headline or deck and another in the text.

Careful on purpose: told of only where the same thing is counted once in the text, by a number that
may have been meant: one nearly as large, or of the same figures. Of 12 people who were hurt among
300 people a text is right. Small numbers are often written in words, round ones stand for others,
and years, dates and hours are about many things.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from stoppress.desk.checks.check import Check, Found, Level, Subject
from stoppress.desk.pieces.word_counts import texts_in_body
from stoppress.newsroom.search.words import folded, forms_of

#: A number with the word after it. Not part of a date, an hour, a score, a range or a name. One of
#: more than 18 figures counts nothing; Python refuses to read those of some thousand.
_COUNTED = re.compile(
    r"(?<![\w.,:/–—-])(\d{1,3}(?:[ \u00a0\u202f.,]\d{3}){1,5}|\d{1,18})"
    r"(?:[ \u00a0\u202f]?(%)|[ \u00a0]([^\W\d_]+))"
)
#: A number as it stands in a text, with what is behind its point.
_NUMBER = re.compile(
    r"(?<!\d)(\d{1,3}(?:[ \u00a0\u202f.,]\d{3}){1,5}(?!\d)|\d{1,18}(?!\d))(?:[.,](\d{1,2})(?!\d))?"
)
_SIGNS = re.compile(r"\D")
_SMALL = 10
_YEARS = range(1900, 2101)
#: How far a round number may be from the exact one.
_ROUNDED = 0.1
#: Numbers farther apart are taken to count different things.
_NEARLY = 1.25
#: Words that belong to the number; the word for what is counted follows them.
_MAGNITUDES = frozenset(
    {
        *("hundred", "thousand", "million", "millions", "billion", "bn", "mln", "mlrd"),
        *("min", "milyon", "milyard", "bin", "yuz"),
        *("tysyach", "tysyachi", "tysyacha", "milliona", "millionov", "milliard", "milliardov"),
        *("milliarda", "tausend", "millionen", "milliarden", "mille", "milliards", "alf"),
    }
)


def _disagree(subject: Subject) -> Iterator[Found]:
    article, language = subject.article, subject.language
    text = "\n".join(texts_in_body(article.body.get_prep_value()))
    in_text = list(_counted(text, language))
    everywhere = {number for number, _what, _written in in_text} | set(_numbers(text))
    for field, line in (("title", article.title), ("deck", article.deck)):
        for number, what, written in _counted(line, language):
            others = {other for other, thing, _text in in_text if thing == what}
            if number in everywhere or len(others) != 1:
                continue
            [other] = others
            if _may_be_meant(number, other) and not _stands_for(number, other):
                shown = next(text for value, thing, text in in_text if thing == what)
                words = gettext("Above the text stands “%(above)s”, in it “%(below)s”.")
                said = words % {"above": written, "below": shown}
                yield Found(field, said, f"{written}/{shown}")


def _counted(text: str, language: str) -> Iterator[tuple[int, str, str]]:
    """Each number with what it counts, as it is compared, and as it is written."""
    for found in _COUNTED.finditer(text):
        number = int(_SIGNS.sub("", found.group(1)))
        sign, word = found.group(2), found.group(3)
        if sign:
            yield number, sign, found.group()
        elif number > _SMALL and number not in _YEARS and _is_counted(word, language):
            yield number, forms_of(word, language)[-1], found.group()


def _numbers(text: str) -> Iterator[int]:
    """Each number of ``text``; of 62.4 also 62 and 63, which headlines make of it."""
    for whole, behind in _NUMBER.findall(text):
        number = int(_SIGNS.sub("", whole))
        yield number
        if behind:
            yield number + 1


def _is_counted(word: str, language: str) -> bool:
    plain = folded(word)
    return bool(plain) and plain not in _MAGNITUDES and plain not in _months(language)


def _may_be_meant(number: int, other: int) -> bool:
    """Whether one may have been written for the other: 14 for 12, 64 for 46, 500 for 5,000."""
    figures, others = str(number), str(other)
    return (
        max(number, other) <= _NEARLY * min(number, other)
        or sorted(figures) == sorted(others)
        or figures.rstrip("0") == others.rstrip("0")
    )


def _stands_for(number: int, other: int) -> bool:
    return number % 10 == 0 and abs(number - other) <= _ROUNDED * other


@lru_cache
def _months(language: str) -> frozenset[str]:
    try:
        locale = Locale.parse(language or "en", sep="-")
    except (UnknownLocaleError, ValueError):
        return frozenset()
    names = {
        name
        for form in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for name in locale.months[form][width].values()
    }
    return frozenset(folded(name) for name in names)


CHECKS = (
    Check("numbers", _("Headline, deck and text give the same numbers"), Level.WARNING, _disagree),
)
