"""Who follows the change log, how far each has come, and what is removed once all have passed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from stoppress.newsroom.change_log import followers
from stoppress.newsroom.change_log.followers import Cursor, Follower, all_followers, register
from stoppress.newsroom.change_log.prune import AT_ONCE, prune
from stoppress.newsroom.models import Article, Change
from stoppress.newsroom.search.follow import follow as search_follows
from stoppress.press.follow import follow as press_follows
from tests.newsroom import factories
from tests.newsroom.reader import Reader, at
from tests.press_world import empty_store

pytestmark = pytest.mark.django_db

DAYS = 30
OLD = timedelta(days=DAYS, seconds=1)


def follow() -> None:
    """Everybody follows."""
    press_follows()
    search_follows()


@pytest.fixture
def others(monkeypatch: pytest.MonkeyPatch) -> None:
    """Followers that a test adds are forgotten at its end."""
    monkeypatch.setattr(followers, "_followers", dict(followers._followers))


def test_the_press_is_the_first_follower(reader: Reader) -> None:
    factories.article()
    [press] = [follower for follower in all_followers() if follower.name == "press"]
    assert press.position() < Change.newest_sequence()

    follow()

    assert press.position() == Change.newest_sequence()


def test_followers_are_woken_once_for_each_commit(
    others: None, reader: Reader, django_capture_on_commit_callbacks: Any
) -> None:
    seen: list[int] = []
    register(Follower("channel", lambda: 0, wake=lambda: seen.append(Change.newest_sequence())))

    with django_capture_on_commit_callbacks(execute=True):
        factories.article()
        factories.article()

    assert seen == [Change.newest_sequence()]


def test_a_cursor_keeps_its_position_in_the_database() -> None:
    cursor = Cursor("channel")
    assert cursor.position() == 0

    cursor.move_to(7)
    cursor.move_to(9)

    assert (Cursor("channel").position(), Cursor("another").position()) == (9, 0)


@pytest.mark.slow
def test_rows_that_all_have_passed_are_removed_after_some_days(
    noon: datetime, reader: Reader
) -> None:
    for _number in range(3):
        factories.article()
    follow()
    before, last = Change.objects.count(), Change.newest_sequence()

    with at(noon + timedelta(days=DAYS)):
        assert prune(DAYS) == 0
    with at(noon + OLD):
        assert prune(DAYS) == before - 1
        assert prune(DAYS) == 0
        factories.article("The ferry is back")

    first, *later = Change.objects.values_list("sequence", "kind")
    assert first == (last, "pruned")
    assert {kind for _sequence, kind in later} == {"draft", "article"}


def test_a_row_is_kept_for_the_slowest_follower(
    others: None, noon: datetime, reader: Reader
) -> None:
    cursor = Cursor("channel")
    register(Follower("channel", cursor.position))
    for _number in range(3):
        factories.article()
    follow()

    with at(noon + OLD):
        assert prune(DAYS) == 0
        third = Change.objects.order_by("sequence")[2]
        cursor.move_to(third.sequence)
        assert prune(DAYS) == 2

    assert Change.objects.order_by("sequence").first() == third


def test_a_new_store_beside_a_log_that_was_cut_has_every_page(
    noon: datetime, reader: Reader
) -> None:
    article = factories.article("The ferry is back")
    path = str(article.public_path)
    page = reader.get(path)
    follow()
    with at(noon + OLD):
        assert prune(DAYS)
    Article.objects.filter(pk=article.pk).update(title="Told by no row of the log")

    with empty_store() as store:
        assert "Told by no row of the log" in Reader(store).get(path).text
    assert "Told by no row" not in page.text


def test_one_call_looks_at_so_many_rows_only(noon: datetime, reader: Reader) -> None:
    rows = (Change(at=noon, kind=Change.Kind.DAY) for _number in range(AT_ONCE + 10))
    Change.objects.bulk_create(rows)
    follow()

    with at(noon + OLD):
        assert [prune(DAYS), prune(DAYS), prune(DAYS)] == [AT_ONCE - 1, 10, 0]
