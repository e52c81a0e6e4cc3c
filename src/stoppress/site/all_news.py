"""All news: the newest day, each day, and the calendar of each month."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from stoppress.newsroom import clock, list_counts
from stoppress.newsroom.list_counts import day_list, edition_list
from stoppress.newsroom.paths import all_news_path, month_path
from stoppress.newsroom.public import in_edition, in_month, on_day
from stoppress.press.change_set import ChangeSet
from stoppress.press.registry import When, fragment, made_when_asked, page
from stoppress.press.render import language_of_interface
from stoppress.site.addresses import DAY, MONTH, day_of, month_of
from stoppress.site.date_words import day_text
from stoppress.site.dated_lists import Turn, comes_or_goes, months_around
from stoppress.site.editions import EditionView, base_context, edition_of, switch
from stoppress.site.latest import articles_of_the_edition
from stoppress.site.meta import alternates, head_of_list, head_of_month
from stoppress.site.month_calendar import calendar
from stoppress.site.shell import html_page
from stoppress.site.teasers import by_day, teasers
from stoppress.store import Record

# --- what touches it --------------------------------------------------------------------------


def articles_of_the_day(change_set: ChangeSet) -> Iterator[tuple[str, date]]:
    """Articles of that day."""
    yield from change_set.days


@made_when_asked
def days_beside(change_set: ChangeSet) -> Iterator[tuple[str, date]]:
    """Whether the days beside it have any article: for calendars, and links to the next days."""
    for code, day in change_set.days:
        if comes_or_goes(change_set, day_list(code), day):
            yield from ((code, other) for other in _days_around(code, day) if other != day)


def _days_around(code: str, day: date) -> Iterator[date]:
    first = day.replace(day=1)
    name = edition_list(code)
    beside = (list_counts.before(name, first), list_counts.after(name, first))
    for month in (first, *filter(None, beside)):
        other = month
        while other.month == month.month:
            yield other
            other += timedelta(days=1)
    name = day_list(code)
    yield from filter(None, (list_counts.before(name, day), list_counts.after(name, day)))


def articles_of_the_month(change_set: ChangeSet) -> Iterator[tuple[str, date]]:
    """Articles of that month, by whether each of its days has any; and the months beside it."""
    for code, month in {(f.edition, f.month) for f in change_set.facets}:
        yield from ((code, other) for other in months_around(change_set, edition_list(code), month))


def newest_day(change_set: ChangeSet) -> Iterator[str]:
    """All news without a day shows the newest."""
    for (code,) in articles_of_the_edition(change_set):
        edition = edition_of(code)
        if edition:
            yield edition.all_news_url


def days_that_come_or_go(change_set: ChangeSet) -> Iterator[str]:
    """A day that got its first article or lost its last."""
    for code, day in change_set.days:
        edition = edition_of(code)
        if edition and comes_or_goes(change_set, day_list(code), day):
            yield all_news_path(edition.url, day)


def months_that_come_or_go(change_set: ChangeSet) -> Iterator[str]:
    """A month that got its first article or lost its last, in all news."""
    for facets in change_set.facets:
        edition = edition_of(facets.edition)
        if edition and comes_or_goes(change_set, edition_list(edition.code), facets.month):
            yield month_path(edition.all_news_url, facets.month)


# --- fragments --------------------------------------------------------------------------------


@fragment("all-news-head", "pages/meta.html")
def all_news_head(edition: str) -> dict[str, Any] | None:
    """The head of all news of the newest day."""
    found = edition_of(edition)
    if found is None:
        return None
    paths = alternates(_in_all_editions(found))
    return head_of_list(found, "all-news", _title(found), found.all_news_url, alternates=paths)


@fragment("day-head", "pages/meta.html")
def day_head(edition: str, day: date) -> dict[str, Any] | None:
    """The head of all news of one day."""
    found = edition_of(edition)
    if found is None:
        return None
    title = f"{_title(found)}, {day_text(day, language_of_interface(found.language))}"
    return head_of_list(found, "all-news", title, all_news_path(found.url, day))


@fragment("all-news-month-head", "pages/meta.html")
def all_news_month_head(edition: str, month: date) -> dict[str, Any] | None:
    """The head of the calendar of one month."""
    found = edition_of(edition)
    return head_of_month(found, _title(found), found.all_news_url, month) if found else None


@fragment(
    "day",
    "pages/all_news.html",
    touched_by=(articles_of_the_day, days_beside),
    wholesale=True,
)
def news_of_day(edition: str, day: date) -> dict[str, Any] | None:
    """All news of one day, with the calendar of its month."""
    found = edition_of(edition)
    if found is None:
        return None
    items = teasers(on_day(in_edition(found.locale), day), found)
    if not items:
        return None
    name = day_list(edition)
    before, after = list_counts.before(name, day), list_counts.after(name, day)
    return {
        **base_context(found),
        "title": _("All news"),
        "days": by_day(items),
        "calendar": calendar(found, day.replace(day=1), day),
        "previous": Turn(before, all_news_path(found.url, before)) if before else None,
        "next": Turn(after, all_news_path(found.url, after)) if after else None,
        "translations": switch(found, _in_all_editions(found)),
    }


@fragment(
    "all-news-month",
    "pages/all_news.html",
    touched_by=(articles_of_the_month,),
    when=When.ASKED,
    wholesale=True,
)
def all_news_month(edition: str, month: date) -> dict[str, Any] | None:
    """The calendar of one month, leading to its days."""
    found = edition_of(edition)
    if found is None:
        return None
    shown = calendar(found, month, None)
    if not any(field.url for week in shown.weeks for field in week):
        return None
    return {
        **base_context(found),
        "title": _("All news"),
        "days": (),
        "calendar": shown,
        "previous": None,
        "next": None,
        "translations": switch(found, _in_all_editions(found)),
    }


def _title(edition: EditionView) -> str:
    with override(language_of_interface(edition.language)):
        return gettext("All news")


def _in_all_editions(edition: EditionView) -> dict[str, str]:
    return {link.code: all_news_path(link.url) for link in edition.editions}


# --- pages ------------------------------------------------------------------------------------


@page("all-news", r"all-news/", touched_by=(newest_day,))
def all_news_page(language: str) -> Record | None:
    """All news of the newest day."""
    edition = edition_of(language)
    if edition is None:
        return None
    newest = in_edition(edition.locale).values_list("published_at", flat=True).first()
    if newest is None:
        return None
    main = news_of_day(language, clock.day_of(newest))
    head = all_news_head(language)
    return html_page(edition, head, [main], tags=("all-news",), shared=(main,))


@page("day", rf"all-news/{DAY}", touched_by=(days_that_come_or_go,))
def day_page(language: str, year: str, month: str, day: str) -> Record | None:
    """All news of one day."""
    edition, when = edition_of(language), day_of(year, month, day)
    if edition is None or when is None or not on_day(in_edition(edition.locale), when).exists():
        return None
    main = news_of_day(language, when)  # which "all-news" shows too, of the newest day
    return html_page(edition, day_head(language, when), [main], shared=(main,))


@page("all-news-month", rf"all-news/{MONTH}", touched_by=(months_that_come_or_go,))
def all_news_month_page(language: str, year: str, month: str) -> Record | None:
    """The calendar of one month."""
    edition, when = edition_of(language), month_of(year, month)
    if edition is None or not in_month(in_edition(edition.locale), when).exists():
        return None
    return html_page(edition, all_news_month_head(language, when), [all_news_month(language, when)])
