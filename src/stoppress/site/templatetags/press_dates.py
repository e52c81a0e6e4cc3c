"""Dates and counts of the reader's site in the language of the edition.

The language is the active one, so a fragment must be rendered under the edition's ``voice``. No
filter converts the zone: a datetime comes in the newsroom's own zone.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime

from django import template
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, ngettext

from stoppress.newsroom.clock import with_valid_offset
from stoppress.site.date_words import (
    cldr_locale,
    day_text,
    month_text,
    voice_now,
    weekday_text,
)

register = template.Library()

PLURAL_SAMPLES = range(200)


def _language() -> str:
    return (get_language() or "en").split("-")[0]


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
    _language_now, own_format = voice_now()
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
