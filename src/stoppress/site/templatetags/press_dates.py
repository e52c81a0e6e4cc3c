"""Dates and counts of the reader's site in the language of the edition.

Patterns and month names are those of the Unicode CLDR (through Babel). The language is the active
one, so a fragment must be rendered under the edition's ``voice``. No filter
converts the zone: a datetime comes in the newsroom's own zone.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from copy import deepcopy
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.localedata import LocaleDataDict, load
from django import template
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, ngettext, override

from stoppress.newsroom.clock import with_valid_offset

register = template.Library()

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
PLURAL_SAMPLES = range(200)


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


def _language() -> str:
    return (get_language() or "en").split("-")[0]


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


def _plain_date(when: date | datetime) -> date:
    return when.date() if isinstance(when, datetime) else when


@register.filter
def day(when: date | datetime) -> str:
    """The day of a date line: ``30 May 2026``."""
    return day_text(_plain_date(when), _language())


@register.filter
def clock(when: datetime) -> str:
    """The time of a date line: ``12:09``."""
    return f"{when:%H:%M}"


@register.filter
def dateline(when: datetime) -> str:
    """The full date line: ``30 May 2026 - 12:09``, or as the edition writes it."""
    own_format = _date_format.get()
    if own_format:
        return date_format(when, own_format)
    return f"{day(when)} - {clock(when)}"


@register.filter
def weekday(when: date | datetime) -> str:
    """The day as a heading: ``Saturday, 30 May 2026``."""
    return weekday_text(_plain_date(when), _language())


@register.filter
def month(when: date | datetime) -> str:
    """A month as a heading: ``May 2026``."""
    return month_text(when.year, when.month, _language())


@register.filter
def iso(when: date | datetime) -> str:
    """The value of a ``datetime`` attribute: ``2026-05-30T12:09+04:00``."""
    if isinstance(when, datetime):
        return with_valid_offset(when).isoformat(timespec="minutes")
    return when.isoformat()


@register.simple_tag
def as_of(when: datetime) -> str:
    """What a printed list says of its age: ``As of 30 May 2026 - 12:09``."""
    return gettext("As of %(dateline)s") % {"dateline": dateline(when)}


@register.simple_tag
def new_items() -> str:
    """What ``<live-list>`` says of new items: JSON of a sentence for each plural form."""
    plural_form: Callable[[int], str] = cldr_locale(_language()).plural_form
    forms: dict[str, str] = {}
    for count in PLURAL_SAMPLES:
        sentence = ngettext("%(count)s new item", "%(count)s new items", count)
        forms.setdefault(plural_form(count), sentence)
    return json.dumps(forms, ensure_ascii=False)
