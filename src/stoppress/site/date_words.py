"""Dates as words, and the voice in which an edition writes them.

Patterns and month names are those of the Unicode CLDR (through Babel).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from copy import deepcopy
from datetime import date
from functools import lru_cache
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.localedata import LocaleDataDict, load
from django.utils.translation import get_language, override

_date_format: ContextVar[str] = ContextVar("date_format", default="")

DAY = "d MMMM y"
DAY_PATTERNS = {"de": "d. MMMM y", "es": "d 'de' MMMM 'de' y"}
WEEKDAY_PATTERNS = {
    "de": "EEEE, d. MMMM y",
    "es": "EEEE, d 'de' MMMM 'de' y",
    "fr": "EEEE d MMMM y",
    "tr": "d MMMM y, EEEE",
    "az": "d MMMM y, EEEE",
    "hy": "d MMMM y, EEEE",
    "ar": "EEEE، d MMMM y",
}
ORDINAL_FIRST = {"fr"}
DOTTED_I = {"az", "tr"}


@lru_cache(maxsize=64)
def cldr_locale(language: str) -> Locale:
    """The CLDR locale nearest to a BCP 47 code; English where the CLDR has none.

    It has data of its own. Babel's locales share what they inherit and write into it whatever
    they look up through an alias: after Azerbaijani, the Spanish June was "iyun".
    """
    for code in (language, language.split("-", maxsplit=1)[0], "en"):
        try:
            locale = Locale.parse(code, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
        inherited: dict[Any, Any] = load(str(locale))
        own = LocaleDataDict(deepcopy(inherited))
        locale._Locale__data = own  # type: ignore[attr-defined]  # noqa: SLF001
        return locale
    raise LookupError("Babel has lost English")


@lru_cache(maxsize=4096)
def day_text(when: date, language: str) -> str:
    """``30 May 2026``, with the month in the case that the language wants."""
    text = str(format_date(when, DAY_PATTERNS.get(language, DAY), cldr_locale(language)))
    if when.day == 1 and language in ORDINAL_FIRST:
        return text.replace("1 ", "1er ", 1)
    return text


@lru_cache(maxsize=4096)
def weekday_text(when: date, language: str) -> str:
    """``Saturday, 30 May 2026``, begun with a capital."""
    pattern = WEEKDAY_PATTERNS.get(language, "EEEE, d MMMM y")
    text = str(format_date(when, pattern, cldr_locale(language)))
    if when.day == 1 and language in ORDINAL_FIRST:
        text = text.replace(" 1 ", " 1er ", 1)
    return _capital(text, language)


@lru_cache(maxsize=1024)
def month_text(year: int, month: int, language: str) -> str:
    """``May 2026``, the month as a title (nominative), begun with a capital."""
    names = cldr_locale(language).months["stand-alone"]["wide"]
    joint = " de " if language == "es" else " "
    return _capital(f"{names[month]}{joint}{year}", language)


def _capital(text: str, language: str) -> str:
    if language in DOTTED_I and text.startswith("i"):
        return "İ" + text[1:]
    # The title case: Georgian has capitals only for words that are set in them as a whole.
    return text[:1].title() + text[1:]


@contextmanager
def voice(language: str, format_of_date_lines: str) -> Iterator[None]:
    """Write words and dates as an edition does inside the block.

    ``format_of_date_lines`` is Django's (``j F Y, H:i``); empty for the one of the language.
    """
    token = _date_format.set(format_of_date_lines)
    try:
        with override(language):
            yield
    finally:
        _date_format.reset(token)


def voice_now() -> tuple[str | None, str]:
    """What ``voice`` set: the language and the format of date lines."""
    return get_language(), _date_format.get()
