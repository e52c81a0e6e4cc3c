"""The calendar beside all news of a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from babel import Locale as Cldr
from babel.dates import get_day_names

from stoppress.newsroom import clock, list_counts
from stoppress.newsroom.paths import all_news_path, month_path
from stoppress.press.render import language_of_interface
from stoppress.site.date_words import cldr_locale, month_text
from stoppress.site.dated_lists import MonthLink
from stoppress.site.editions import EditionView


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A field of the calendar; ``url`` is empty on days without articles, ``day`` outside."""

    day: int | None
    url: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Weekday:
    """A column of the calendar."""

    name: str
    short: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """One month; ``weeks`` are rows of seven fields in the edition's order of weekdays."""

    title: str
    weekdays: tuple[Weekday, ...]
    weeks: tuple[tuple[CalendarDay, ...], ...]
    months: tuple[MonthLink, ...]


def calendar(edition: EditionView, month: date, current: date | None) -> Calendar:
    """The calendar of ``month`` with its days that have articles, and the months beside it."""
    language = language_of_interface(edition.language)
    locale = cldr_locale(language)
    busy = list_counts.between(list_counts.day_list(edition.code), month, clock.next_month(month))
    name = list_counts.edition_list(edition.code)
    months = [list_counts.before(name, month), month, list_counts.after(name, month)]
    return Calendar(
        title=month_text(month.year, month.month, language),
        weekdays=_weekdays(locale),
        weeks=tuple(
            tuple(
                CalendarDay(
                    day.day,
                    all_news_path(edition.url, day) if day in busy else "",
                    day == current,
                )
                if day.month == month.month
                else CalendarDay(None)
                for day in week
            )
            for week in _weeks(month, locale.first_week_day)
        ),
        months=tuple(
            MonthLink(other, month_path(edition.all_news_url, other), other == month)
            for other in months
            if other
        ),
    )


def _weekdays(locale: Cldr) -> tuple[Weekday, ...]:
    names = get_day_names("wide", "stand-alone", locale)
    short = get_day_names("narrow", "stand-alone", locale)
    order = [(locale.first_week_day + offset) % 7 for offset in range(7)]
    return tuple(Weekday(names[day], short[day]) for day in order)


def _weeks(month: date, first_week_day: int) -> list[list[date]]:
    start = month - timedelta(days=(month.weekday() - first_week_day) % 7)
    end = clock.next_month(month)
    weeks = []
    while start < end:
        weeks.append([start + timedelta(days=offset) for offset in range(7)])
        start += timedelta(days=7)
    return weeks
