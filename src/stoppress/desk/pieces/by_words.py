"""Pieces that are found by words, in the order in which the newsroom's search finds them."""

from __future__ import annotations

from typing import Any

from stoppress.desk.pieces.filters import Filters
from stoppress.desk.pieces.paging import LENGTH, PageOfPieces
from stoppress.newsroom.search.find import find
from stoppress.newsroom.search.marks import Standing

#: States by which the search itself narrows; the others pass or not when they were found.
_STANDING = {"draft": Standing.DRAFT, "down": Standing.TAKEN_DOWN}


def page_by_words(asked: Filters, user: Any, after: str = "") -> PageOfPieces:
    """Pieces that have ``asked.words`` and pass the other filters; ``after`` is of the page before.

    A page has fewer than the others where filters were asked after the search.
    """
    found = find(
        asked.words,
        user,
        edition=asked.locale,
        section=asked.section or None,
        standing=_STANDING.get(asked.state),
        day=asked.day,
        limit=LENGTH,
        after=after,
    )
    ids = [one.id for one in found.rows]
    passing = set(asked.pieces(user, among=ids).values_list("pk", flat=True))
    return PageOfPieces([pk for pk in ids if pk in passing], found.after, "")
