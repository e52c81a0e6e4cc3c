"""The table of the index: adds and removes entries, inside a transaction that holds its lock.

On SQLite, triggers keep the FTS5 table of words in step; on PostgreSQL the words have a GIN index.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db import connection

from stoppress.newsroom.insert_rows import insert_of
from stoppress.newsroom.models import SearchEntry

#: Key of the PostgreSQL advisory lock of who writes entries: two would take the same free ranks.
_LOCK = 0x570A
#: Entries that one statement inserts: see ``newsroom.bulk.traces``.
_TOGETHER = 100
#: More words than any article has; a ``tsvector`` has room for a megabyte of them.
_MOST_TOKENS = 20_000


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that can be found.

    :param second: of its date, since 1970; what has no date counts from there.
    :param tokens: of its words, and its marks.
    :param text: of a quotation what was said; ``speaker``: by whom.
    """

    kind: SearchEntry.Kind
    object_id: int
    second: int
    tokens: Collection[str]
    text: str = ""
    speaker: str = ""


def hold_the_index() -> None:
    """Let nobody else write entries until the end of the transaction."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def replace(kinds: Collection[SearchEntry.Kind], ids: Collection[int], by: list[Entry]) -> None:
    """Remove the entries of these objects, and add those that they have now."""
    SearchEntry.objects.filter(object_id__in=ids, kind__in=kinds).delete()
    add(by)


def replace_range(
    kinds: Collection[SearchEntry.Kind], first: int, end: int, by: list[Entry]
) -> None:
    """The same for all objects from ``first`` up to ``end``, also those that are no more."""
    there = SearchEntry.objects.filter(object_id__gte=first, object_id__lt=end, kind__in=kinds)
    there.delete()
    add(by)


def add(entries: list[Entry]) -> None:
    """Add entries, each at its second or the next one that is free."""
    entries = sorted(entries, key=lambda entry: (entry.second, entry.object_id))
    ranks = free_ranks([entry.second for entry in entries])
    columns = ("rank", "kind", "object_id", "text", "speaker", "tokens")
    rows = (
        (
            rank,
            entry.kind.value,
            entry.object_id,
            entry.text,
            entry.speaker[:300],
            sorted(entry.tokens)[:_MOST_TOKENS],
        )
        for rank, entry in zip(ranks, entries, strict=True)
    )
    insert_of(SearchEntry, columns, rows, together=_TOGETHER).run()


def free_ranks(seconds: Sequence[int]) -> list[int]:
    """For each of ``seconds``, which are in order, itself or the next number that is free."""
    wanted = _each_another(seconds)
    taken = set(_taken(wanted))
    if not taken:
        return wanted
    asked, ranks = set(wanted), list[int]()
    full = range(0)  # the last numbers that were found taken
    for second in seconds:
        rank = max(second, ranks[-1] + 1) if ranks else second
        if rank in full:
            rank = full.stop
        elif rank in taken or (rank not in asked and _taken([rank])):
            full = range(rank, _first_free(rank))
            rank = full.stop
        ranks.append(rank)
    return ranks


def _each_another(seconds: Sequence[int]) -> list[int]:
    ranks: list[int] = []
    for second in seconds:
        ranks.append(max(second, ranks[-1] + 1) if ranks else second)
    return ranks


def _taken(ranks: Iterable[int]) -> list[int]:
    found = SearchEntry.objects.filter(rank__in=list(ranks))
    return list(found.values_list("rank", flat=True))


def _first_free(rank: int) -> int:
    """The first number after ``rank``, which is taken, that is not."""
    step = 1
    while _all_taken(rank, rank + step * 2):
        step *= 2
    full, end = step, step * 2  # all up to `full` are taken, and not all up to `end`
    while end - full > 1:
        middle = (full + end) // 2
        if _all_taken(rank, rank + middle):
            full = middle
        else:
            end = middle
    return rank + full


def _all_taken(first: int, end: int) -> bool:
    return SearchEntry.objects.filter(rank__gte=first, rank__lt=end).count() == end - first
