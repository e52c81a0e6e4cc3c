"""Pieces that are found by words, in the order in which the newsroom's search finds them."""

from __future__ import annotations

from typing import Any

from stoppress.desk.pieces.filters import Filters
from stoppress.desk.pieces.paging import LENGTH, PageOfPieces
from stoppress.newsroom.search.find import find
from stoppress.newsroom.search.marks import Standing

#: States that the search index knows. By other states pieces are filtered after they are found.
_STANDING = {"draft": Standing.DRAFT, "down": Standing.TAKEN_DOWN}
#: How often the search goes on when what it found does not pass the other filters.
_MOST_ROUNDS = 10


def page_by_words(asked: Filters, user: Any, after: str = "") -> PageOfPieces:
    """Pieces that have ``asked.words`` and pass the other filters; ``after`` is of the page before.

    A page may have fewer than the others, or none, and be followed by others all the same: where
    few of very many pass, the search ends after some rounds.
    """
    ids: list[int] = []
    for _round in range(_MOST_ROUNDS):
        found = find(
            asked.words,
            user,
            edition=asked.locale,
            section=asked.section or None,
            authors=asked.people if asked.author else None,
            topics=asked.topics if asked.topic else None,
            standing=_STANDING.get(asked.state),
            day=asked.day,
            limit=LENGTH - len(ids),
            after=after,
        )
        rows = [one.id for one in found.rows]
        passing = set(asked.pieces(user, among=rows).values_list("pk", flat=True)) if rows else ()
        ids += [pk for pk in rows if pk in passing]
        after = found.after
        if not after or len(ids) == LENGTH:
            break
    return PageOfPieces(ids, after, "")
