"""Pieces that a check holds: they were to go out by themselves, and wait for somebody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from stoppress.desk.checks.registry import levels
from stoppress.desk.checks.when_due import errors_in
from stoppress.newsroom import clock
from stoppress.newsroom.models import Article, Held

#: Pieces that are looked at, those that were held last.
_MOST = 20


@dataclass(frozen=True, slots=True)
class HeldPiece:
    """A piece that was to go out at ``due`` and was held ``at``.

    ``words`` are what the checks say of it now, in the language of the desk; nothing when it has
    been mended.
    """

    article: int
    due: datetime
    at: datetime
    words: tuple[str, ...]


def held_pieces(articles: Iterable[int] | None = None) -> list[HeldPiece]:
    """What is held, of ``articles`` if they are named; those that were held last come first."""
    rows = Held.objects.all() if articles is None else Held.objects.filter(pk__in=list(articles))
    found = list(rows.order_by("-at", "-pk")[:_MOST])
    # Not by a join: SQLite begins it with the archive, however few are held.
    pieces = Article.objects.in_bulk([one.pk for one in found])
    return [
        HeldPiece(one.pk, one.due, one.at, _words(one, pieces[one.pk]))
        for one in found
        if one.pk in pieces
    ]


def _words(held: Held, article: Article) -> tuple[str, ...]:
    newest = article.get_latest_revision_as_object()
    if not isinstance(newest, Article):
        return ()
    words = [problem.words for problem in errors_in(newest, clock.now(), levels())]
    # What no check has found is said as it was when it happened.
    other = [said["words"] for said in held.objections if not said["check"]]
    return (*words, *other)
