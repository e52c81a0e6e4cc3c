"""What the lists of sections, topics and authors share: items by day, and months of a list.

A month of a list is a page only while it has an article. Where that changes, the months beside it
lead elsewhere than before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import QuerySet

from stoppress.newsroom import list_counts
from stoppress.newsroom.models import Article
from stoppress.newsroom.paths import month_path
from stoppress.newsroom.public import in_month
from stoppress.press.change_set import ChangeSet
from stoppress.press.reading import read_once
from stoppress.site.editions import EditionView, base_context
from stoppress.site.teasers import by_day, teasers

#: Articles on the first page of a section, topic or author.
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


def first_page(
    articles: QuerySet[Article], edition: EditionView, url: str, name: str
) -> dict[str, Any]:
    """The newest articles of a list, and its last months; ``name`` is the list's among counts."""
    items = teasers(articles[:FIRST_PAGE], edition, pictures=True)
    return {"days": by_day(items), "months": recent_months(name, url)}


def month_page(
    articles: QuerySet[Article], edition: EditionView, title: str, url: str, name: str, month: date
) -> dict[str, Any] | None:
    """The context of one month of the list ``title`` at ``url``; None when it has no article then.

    ``name`` is the list's among counts.
    """
    items = teasers(in_month(articles, month), edition, pictures=True)
    if not items:
        return None
    before, after = list_counts.before(name, month), list_counts.after(name, month)
    return {
        **base_context(edition),
        "title": title,
        "days": by_day(items),
        "previous": Turn(before, month_path(url, before)) if before else None,
        "next": Turn(after, month_path(url, after)) if after else None,
        "months": (),
        "translations": edition.editions,
    }


def recent_months(name: str, url: str) -> tuple[MonthLink, ...]:
    """The last twelve months in which a list has articles, newest first."""
    months = list_counts.newest_months(name, MONTHS)
    return tuple(MonthLink(month.start, month_path(url, month.start)) for month in months)


def comes_or_goes(change_set: ChangeSet, name: str, start: date) -> bool:
    """Whether a month or day of a list may have got its first article, or lost its last.

    Only then does it come to be or cease to be, and do others lead to it.
    """
    return (name, start) in _coming_or_going(change_set)


@read_once
def _coming_or_going(change_set: ChangeSet) -> set[tuple[str, date]]:
    places = [
        place
        for facets in change_set.facets
        for place in list_counts.lists_of(replace(facets, gone=False))
    ]
    now = list_counts.articles_in(places)
    changed = Counter(places)
    return {place for place in changed if now.get(place, 0) <= changed[place]}


def months_around(change_set: ChangeSet, name: str, month: date) -> Iterator[date]:
    """A month of a list; when it comes or goes, also the nearest beside it."""
    yield month
    if comes_or_goes(change_set, name, month):
        beside = (list_counts.before(name, month), list_counts.after(name, month))
        yield from filter(None, beside)


def paths_around(change_set: ChangeSet, url: str, name: str, month: date) -> Iterator[str]:
    """The list at ``url`` and its ``month``, if either may have come or gone."""
    if comes_or_goes(change_set, name, month):
        yield month_path(url, month)
        yield url
