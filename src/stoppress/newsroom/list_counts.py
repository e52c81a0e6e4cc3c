"""Counts of public articles by list and month, kept with the change log, read by calendars.

A list is named by a text: ``edition/en``, ``section/4``, ``topic/17``, ``author/en/5``; the days of
all news are the list ``day/en``, whose dates are days instead of months.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import NamedTuple

from stoppress.newsroom.facets import Facets
from stoppress.newsroom.insert_rows import Insert, insert_of
from stoppress.newsroom.models import ListCount


class Counted(NamedTuple):
    """A month or day of a list: its first day, and when its articles last changed."""

    start: date
    changed_at: datetime


def edition_list(code: str) -> str:
    """All news of an edition, by month."""
    return f"edition/{code}"


def day_list(code: str) -> str:
    """All news of an edition, by day."""
    return f"day/{code}"


def section_list(section: int) -> str:
    """A section, by month."""
    return f"section/{section}"


def topic_list(topic: int) -> str:
    """A topic, by month."""
    return f"topic/{topic}"


def author_list(code: str, person: int) -> str:
    """A person's articles in an edition, by month."""
    return f"author/{code}/{person}"


def lists_of(facets: Facets) -> Iterator[tuple[str, date]]:
    """Every list an article stands in, with its month or day there; none for one that is gone."""
    if facets.gone:
        return
    month = facets.month
    yield edition_list(facets.edition), month
    yield day_list(facets.edition), facets.date
    yield section_list(facets.section), month
    for topic in facets.topics:
        yield topic_list(topic), month
    for person in facets.people:
        yield author_list(facets.edition, person), month


def count_again(changes: Iterable[tuple[Facets | None, Facets | None]], at: datetime) -> None:
    """Count articles out of the lists they stood in before, and into those they stand in after."""
    counted(changes, at).run()


def counted(changes: Iterable[tuple[Facets | None, Facets | None]], at: datetime) -> Insert:
    """The statement of ``count_again``, to be run later."""
    moved: dict[tuple[str, date], int] = defaultdict(int)
    for before, after in changes:
        for facets, step in ((before, -1), (after, 1)):
            if facets:
                for place in lists_of(facets):
                    moved[place] += step
    return insert_of(
        ListCount,
        ("list", "start", "articles", "changed_at"),
        ((name, start, step, at) for (name, start), step in sorted(moved.items())),
        replacing=("list", "start"),
        adding="articles",
    )


def articles_in(places: Iterable[tuple[str, date]]) -> dict[tuple[str, date], int]:
    """How many articles each list has in each month or day; those without any are left out."""
    wanted = set(places)
    rows = ListCount.objects.filter(
        list__in={name for name, _start in wanted},
        start__in={start for _name, start in wanted},
        articles__gt=0,
    ).values_list("list", "start", "articles")
    found = {(name, start): articles for name, start, articles in rows}
    return {place: found[place] for place in wanted if place in found}


def newest_months(name: str, most: int | None = None) -> list[Counted]:
    """The last months in which a list has articles, newest first."""
    rows = ListCount.objects.filter(list=name, articles__gt=0).order_by("-start")
    return [Counted(*row) for row in rows.values_list("start", "changed_at")[:most]]


def before(name: str, start: date) -> date | None:
    """The nearest earlier month or day in which a list has articles."""
    rows = ListCount.objects.filter(list=name, articles__gt=0, start__lt=start).order_by("-start")
    return rows.values_list("start", flat=True).first()


def after(name: str, start: date) -> date | None:
    """The nearest later month or day in which a list has articles."""
    rows = ListCount.objects.filter(list=name, articles__gt=0, start__gt=start).order_by("start")
    return rows.values_list("start", flat=True).first()


def between(name: str, first: date, end: date) -> set[date]:
    """The months or days from ``first`` to before ``end`` in which a list has articles."""
    rows = ListCount.objects.filter(list=name, articles__gt=0, start__gte=first, start__lt=end)
    return set(rows.values_list("start", flat=True))
