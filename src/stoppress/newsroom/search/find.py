"""Finding by words: the desk finds all that its users may see, readers what is public.

First comes what is called exactly so, then what has all the words, then what has the beginning of
the last one, then what has words that sound like them; among equals the newest first.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from wagtail.models import Locale

from stoppress.newsroom import clock
from stoppress.newsroom.models import SearchEntry
from stoppress.newsroom.models.editions import default_language
from stoppress.newsroom.search import marks
from stoppress.newsroom.search.marks import Scope, Standing
from stoppress.newsroom.search.match import matching
from stoppress.newsroom.search.query import Clause, Expression, Term, asked, kept_spellings
from stoppress.newsroom.search.results import Found, read

#: A range with every possible rank.
_ALWAYS = range(-(1 << 62), 1 << 62)
#: How often more is asked for when the user may not see some of what was found.
_MOST_ROUNDS = 10


@dataclass(frozen=True, slots=True)
class FoundPage:
    """Some of what was found.

    :param after: what to give to ``find`` for the next ones; empty when these are the last.
    """

    rows: tuple[Found, ...]
    after: str = ""


def find(
    query: str,
    user: Any | None = None,
    *,
    kinds: Collection[SearchEntry.Kind] = (SearchEntry.Kind.PIECE,),
    edition: int | None = None,
    section: int | None = None,
    authors: Collection[int] | None = None,
    topics: Collection[int] | None = None,
    standing: Standing | None = None,
    day: date | None = None,
    limit: int = 20,
    after: str = "",
) -> FoundPage:
    """Find by ``query``, and among what the other arguments say; with no words all of that.

    The number of queries is the same at any size of the newsroom.

    :param user: somebody at the desk; None finds what readers may see, by the rule of
        ``newsroom.public``.
    :param edition: id of its locale; ``section``: its id.
    :param authors: ids, of whom one has to be its author; ``topics``: the same of topics.
    :param day: of its date, in the newsroom's zone.
    :param after: of the page before.
    """
    languages = dict(Locale.objects.values_list("pk", "language_code"))
    spoken = [languages.get(edition, "")] if edition else list(languages.values())
    limits = [
        _one(Scope.READERS if user is None else Scope.DESK),
        tuple((Term(marks.of_kind(kind)),) for kind in kinds),
        *(
            tuple((Term(mark(pk)),) for pk in ids)
            for mark, ids in (
                (marks.of_edition, None if edition is None else (edition,)),
                (marks.of_section, None if section is None else (section,)),
                (marks.by_person, authors),
                (marks.about_topic, topics),
            )
            if ids is not None
        ),
    ]
    if not all(limits):
        return FoundPage(())
    if standing is not None:
        limits.append(_one(standing))
    stages = list(_stages(query, [*spoken, default_language()], limits, kinds))
    return _page(stages, _ranks_of(day), user, limit, after)


def newest_pieces(query: str, most: int) -> list[int]:
    """Ids of the newest articles and drafts that ``query`` finds, whoever may see them."""
    return _newest(SearchEntry.Kind.PIECE, query, most)


def newest_pictures(query: str, most: int) -> list[int]:
    """The same of pictures."""
    return _newest(SearchEntry.Kind.PICTURE, query, most)


def _newest(kind: SearchEntry.Kind, query: str, most: int) -> list[int]:
    languages = [*Locale.objects.values_list("language_code", flat=True), default_language()]
    limits = [_one(Scope.DESK), _one(marks.of_kind(kind))]
    ranks: list[int] = []
    for stage in _stages(query, languages, limits, (kind,)):
        if len(ranks) < most:
            ranks += matching(stage, _ALWAYS, most - len(ranks))
    ids = dict(SearchEntry.objects.filter(rank__in=ranks).values_list("rank", "object_id"))
    return [ids[rank] for rank in ranks if rank in ids]


def _stages(
    query: str,
    languages: Collection[str],
    limits: Sequence[Clause],
    kinds: Collection[SearchEntry.Kind],
) -> Iterator[Expression]:
    """Expressions to ask for one after the other; none finds what one before it has found."""
    understood = asked(query, languages, kept_spellings())
    if understood is None:
        if not query.strip():
            yield Expression((*limits,))
        return
    before: tuple[Clause, ...] = ()
    for stage in understood.stages:
        clauses = tuple(_among(kinds, clause) for clause in stage)
        yield Expression((*limits, *clauses), but=before)
        before = clauses


def _among(kinds: Collection[SearchEntry.Kind], clause: Clause) -> Clause:
    """``clause`` with the words of the one kind that is asked for, when there are few of it."""
    few = [kind for kind in kinds if kind in marks.FEW]
    if len(kinds) != 1 or not few:
        return clause
    return tuple(
        tuple(
            term
            if marks.is_mark(term.token)
            else replace(term, token=marks.among_few(few[0], term.token))
            for term in terms
        )
        for terms in clause
    )


def _page(
    stages: Sequence[Expression], between: range, user: Any | None, limit: int, after: str
) -> FoundPage:
    stage, below = _place(after, between)
    rows: list[tuple[int, Found]] = []
    nothing = not after  # whether the stages before were asked whole, and found nothing
    for _round in range(_MOST_ROUNDS):
        if stage >= len(stages) or len(rows) > limit:
            break
        asked_for = limit + 1 - len(rows)
        expression = stages[stage].after_nothing() if nothing else stages[stage]
        ranks = matching(expression, range(between.start, below), asked_for)
        rows += [(stage, found) for found in read(ranks, user)] if ranks else []
        if len(ranks) < asked_for:
            nothing = nothing and not ranks and below == between.stop
            stage, below = stage + 1, between.stop
        else:
            below = ranks[-1]
    if len(rows) > limit:
        stage, below = rows[limit - 1][0], rows[limit - 1][1].rank
    more = stage < len(stages)
    return FoundPage(
        tuple(found for _stage, found in rows[:limit]), f"{stage}.{below}" if more else ""
    )


def _place(after: str, between: range) -> tuple[int, int]:
    """The stage and the rank below which to go on; the beginning when ``after`` is none of ours."""
    stage, _, below = after.partition(".")
    try:
        return max(0, int(stage)), min(int(below), between.stop)
    except ValueError:
        return 0, between.stop


def _one(mark: str) -> Clause:
    return ((Term(str(mark)),),)


def _ranks_of(day: date | None) -> range:
    if day is None:
        return _ALWAYS
    first, end = clock.start_of_day(day), clock.start_of_next_day(day)
    return range(int(first.timestamp()), int(end.timestamp()))
