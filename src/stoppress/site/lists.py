"""What list pages share: items by day, and ways to earlier and later pieces."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from babel import Locale as Cldr
from babel.dates import get_day_names
from django.db.models import QuerySet

from stoppress.newsroom import clock, list_counts
from stoppress.newsroom.models import Article
from stoppress.newsroom.paths import all_news_path, month_path
from stoppress.newsroom.public import in_month
from stoppress.press.render import language_of_interface
from stoppress.site.editions import EditionView
from stoppress.site.teasers import by_day, teasers
from stoppress.site.templatetags.press_dates import cldr_locale, month_text

#: Pieces on the first page of a section, topic or author.
FIRST_PAGE = 40
#: Months that a list's first page leads to.
MONTHS = 12


@dataclass(frozen=True, slots=True)
class Turn:
    """The way to another day or month of a list."""

    date: date
    url: str


@dataclass(frozen=True, slots=True)
class MonthLink:
    """A month of a list."""

    date: date
    url: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A field of the calendar; ``url`` is empty on days without pieces, ``day`` outside."""

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


def first_page(
    articles: QuerySet[Article], edition: EditionView, url: str, name: str
) -> dict[str, Any]:
    """The newest pieces of a list, and its last months; ``name`` is the list's among counts."""
    items = teasers(articles[:FIRST_PAGE], edition, pictures=True)
    return {"days": by_day(items), "months": recent_months(name, url)}


def month_page(
    articles: QuerySet[Article], edition: EditionView, url: str, name: str, month: date
) -> dict[str, Any] | None:
    """One month of a list; None when it has no piece then."""
    items = teasers(in_month(articles, month), edition, pictures=True)
    if not items:
        return None
    before, after = list_counts.before(name, month), list_counts.after(name, month)
    return {
        "days": by_day(items),
        "previous": Turn(before, month_path(url, before)) if before else None,
        "next": Turn(after, month_path(url, after)) if after else None,
        "months": (),
    }


def recent_months(name: str, url: str) -> tuple[MonthLink, ...]:
    """The last twelve months in which a list has pieces, newest first."""
    months = list_counts.newest_months(name, MONTHS)
    return tuple(MonthLink(month.start, month_path(url, month.start)) for month in months)


def turns(edition: EditionView, day: date) -> tuple[Turn | None, Turn | None]:
    """The nearest earlier and later days of all news."""
    name = list_counts.day_list(edition.code)
    before, after = list_counts.before(name, day), list_counts.after(name, day)
    return (
        Turn(before, all_news_path(edition.url, before)) if before else None,
        Turn(after, all_news_path(edition.url, after)) if after else None,
    )


def calendar(edition: EditionView, month: date, current: date | None) -> Calendar:
    """The calendar of ``month`` with its days that have pieces, and the months beside it."""
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
