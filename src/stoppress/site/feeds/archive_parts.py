"""How the articles of a list are parted into the pages of its archive: by month.

A month with many articles has several pages. Its oldest articles stand on page 1, the next on page
2, and what is left on the page without a number. So a publish changes the page without a number of
its month, and no other: what has a number is full.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from stoppress.newsroom import clock, list_counts
from stoppress.newsroom.list_counts import author_list, edition_list, section_list, topic_list
from stoppress.newsroom.public import in_month
from stoppress.press.reading import read_once
from stoppress.site.feeds.lists import LENGTH, ListName, Row, feed_list, rows_of

#: Articles on one page of an archive: fewer than a feed has, so that each one that stands on no
#: full page yet stands in the feed.
SIZE = 25


@dataclass(frozen=True, slots=True)
class Part:
    """A page of an archive: the first day of its month, and its number; 0 for what is left."""

    month: date
    number: int = 0


def counted_as(name: ListName) -> str:
    """What the list is called among counts of articles."""
    edition, kind, number = name
    match kind:
        case "edition":
            return edition_list(edition)
        case "section":
            return section_list(number)
        case "topic":
            return topic_list(number)
        case _:
            return author_list(edition, number)


@read_once
def articles_on(name: ListName, part: Part) -> list[Row]:
    """The articles of a page, the newest first; none where there is no such page."""
    found, count = feed_list(*name), _count(name, part.month)
    if found is None or not count or part.number > _full_pages(count):
        return []
    newest_first = in_month(found.articles, part.month)
    if not part.number:
        return rows_of(newest_first[: count - _full_pages(count) * SIZE])
    first = (part.number - 1) * SIZE
    return rows_of(newest_first.reverse()[first : first + SIZE])[::-1]


def before(name: ListName, part: Part) -> Part | None:
    """The page before one; None before the first."""
    number = part.number - 1 if part.number else _full_pages(_count(name, part.month))
    if number:
        return Part(part.month, number)
    earlier = list_counts.before(counted_as(name), part.month)
    return Part(earlier) if earlier else None


def newest_part(name: ListName, newest: Sequence[Row]) -> Part | None:
    """The newest page that stays as it is: what is newer stands in the feed, as ``newest``."""
    months = [clock.month_of(published) for _pk, published, _changed in newest]
    if not months:
        return None
    count = months.count(months[0])
    if count == LENGTH:
        count = _count(name, months[0])
    if full := _full_pages(count):
        return Part(months[0], full)
    return Part(months[count]) if count < len(months) else None


@read_once
def _count(name: ListName, month: date) -> int:
    place = (counted_as(name), month)
    return list_counts.articles_in([place]).get(place, 0)


def _full_pages(count: int) -> int:
    return max(0, count - 1) // SIZE
