"""Transactions that overlap, on PostgreSQL; run by test_on_postgres.py, not collected by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event

import pytest
from django.db import connection, transaction

from stoppress.newsroom.actions.correct import correct
from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.restore import restore
from stoppress.newsroom.actions.take_down import take_down
from stoppress.newsroom.actions.unpublish import unpublish
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.change_log.append import hold_the_log
from stoppress.newsroom.change_log.articles import log_article
from stoppress.newsroom.models import Article, Change
from stoppress.press.follow import follow
from tests.newsroom import factories
from tests.newsroom.reader import Reader, reader
from tests.world.waiting import until

__all__ = ["reader"]

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE = 20


@contextmanager
def others(number: int) -> Iterator[ThreadPoolExecutor]:
    """Other connections to the database, one for each thread, closed at the end."""

    def leave(gate: Event) -> None:
        gate.wait(PATIENCE)
        connection.close()

    with ThreadPoolExecutor(number) as pool:
        yield pool
        gate = Event()
        leaving = [pool.submit(leave, gate) for _ in range(number)]
        gate.set()
        for one in leaving:
            one.result(PATIENCE)


def waiting_for_the_log() -> int:
    """Transactions that wait for another to commit before they may write to the log."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
        return int(cursor.fetchone()[0])


def test_the_database_is_postgresql() -> None:
    assert connection.vendor == "postgresql"


def test_a_change_that_commits_late_is_not_passed_over(reader: Reader) -> None:
    slow, quick = factories.draft("Slow ferry"), factories.draft("Quick ferry")
    reader.get("/")
    written, may_commit = Event(), Event()

    def publish_slowly() -> None:
        with transaction.atomic():
            publish(slow, Unasked.COMMAND)
            written.set()
            assert may_commit.wait(PATIENCE)

    with others(2) as pool:
        first = pool.submit(publish_slowly)
        assert written.wait(PATIENCE)
        second = pool.submit(publish, quick, Unasked.COMMAND)
        until(waiting_for_the_log)
        before = follow()
        assert "ferry" not in reader.get("/").text
        may_commit.set()
        first.result(PATIENCE)
        second.result(PATIENCE)

    follow()
    rows = Change.objects.filter(sequence__gt=before).order_by("sequence")
    public = rows.filter(kind=Change.Kind.ARTICLE).values_list("object_id", flat=True)
    assert list(public) == [slow.pk, quick.pk]
    assert "Slow ferry" in reader.get("/").text
    assert "Quick ferry" in reader.get("/").text


def test_a_transaction_that_is_rolled_back_leaves_a_gap_and_holds_nobody_up(
    reader: Reader,
) -> None:
    article, other = factories.draft("Slow ferry"), factories.draft("Quick ferry")
    start = follow()
    with transaction.atomic():
        publish(article, Unasked.COMMAND)
        transaction.set_rollback(True)

    publish(other, Unasked.COMMAND)

    assert follow() > start + 1
    assert "Quick ferry" in reader.get("/").text
    assert "Slow ferry" not in reader.get("/").text


def test_many_editors_publish_at_once(reader: Reader) -> None:
    drafts = [factories.draft(f"Ferry {number}") for number in range(12)]
    reader.get("/")

    with others(4) as pool:
        for published in [pool.submit(publish, draft, Unasked.COMMAND) for draft in drafts]:
            published.result(PATIENCE)

    pages = Article.objects.filter(live=True).values_list("public_path", flat=True)
    assert len(set(pages)) == 12
    latest = reader.get("/-/latest/en.json").text
    assert [draft.title for draft in drafts if f"{draft.title}<" not in latest] == []


@pytest.mark.parametrize(
    "act",
    [
        lambda piece: publish(piece, Unasked.COMMAND),
        lambda piece: unpublish(piece, Unasked.COMMAND),
        lambda piece: restore(piece, Unasked.COMMAND),
        lambda piece: take_down(piece, "It was wrong.", Unasked.COMMAND),
        lambda piece: correct(piece, "Monday", "Tuesday", Unasked.COMMAND),
        lambda piece: log_article(piece.pk),
    ],
    ids=["publish", "unpublish", "restore", "take down", "correct", "clock"],
)
def test_what_an_editor_does_to_a_piece_that_is_imported_waits_and_is_done(
    reader: Reader, act: Callable[[Article], object]
) -> None:
    piece = publish(factories.draft("Slow ferry"), Unasked.COMMAND)
    with others(1) as pool:
        with transaction.atomic():
            hold_the_log()  # as the import does first
            acting = pool.submit(act, piece)
            until(waiting_for_the_log)
            # Had the action taken this row before the log, each would wait for the other here.
            Article.objects.filter(pk=piece.pk).update(title="Imported")
        acting.result(PATIENCE)
