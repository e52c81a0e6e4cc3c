"""A release prepared beside: nothing is missing at the change, nothing stale, wherever cut off."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.conf import settings

from stoppress.edge import wsgi
from stoppress.home import Home
from stoppress.newsroom.actions.take_down import take_down
from stoppress.newsroom.actions.unpublish import unpublish
from stoppress.newsroom.models import Article, NewsroomSettings
from stoppress.press import generation as generation_module
from stoppress.press import prepare as prepare_module
from stoppress.press import rebuild as rebuild_module
from stoppress.press import take_over as take_over_module
from stoppress.press.again import Again, Pace
from stoppress.press.follow import follow
from stoppress.press.generation import generation_of
from stoppress.press.make import make
from stoppress.press.prepare import (
    PREPARED,
    WHOLE,
    NothingToPrepare,
    NotPrepared,
    only_one_prepares,
    prepare,
)
from stoppress.press.rebuild import is_going_over, renew, warm
from stoppress.press.storage import beside, newsroom_store, served_store
from stoppress.press.take_over import Outcome, remove_left_over, take_over
from stoppress.site import assets
from stoppress.store import Asset, Batch
from stoppress.store.errors import StoreError
from stoppress.store.exchange import exchange
from tests.newsroom import factories
from tests.newsroom.reader import noon
from tests.press.counting import rendered
from tests.press.releases import stored_releases, stored_text, templates_of

__all__ = ["noon"]

pytestmark = pytest.mark.django_db

HARBOUR, SITEMAP = "/harbour/", "/sitemap.xml"


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """A home without a store; nobody waits for an edge, which is not there."""
    made = Home(tmp_path)
    made.run.mkdir()
    with (
        mock.patch.object(settings, "HOME", made),
        mock.patch.object(take_over_module, "EDGES_HAVE_LOOKED", 0),
    ):
        yield made


@pytest.fixture
def archive(noon: datetime, home: Home) -> list[str]:
    """Pages that release 1 serves: the front, a section, a sitemap, and six pieces."""
    with templates_of("release 1"):
        pieces = [
            factories.piece(f"Story {age}", published_at=noon - timedelta(days=age))
            for age in range(1, 7)
        ]
        warm()
        paths = ["/", HARBOUR, SITEMAP, *(str(piece.public_path) for piece in pieces)]
        for path in paths:
            assert make(path)
    return paths


def prepared_by_release_2(**options: Any) -> int:
    with templates_of("release 2"):
        return prepare(**options)


def taken_over_by_release_2() -> Outcome:
    with templates_of("release 2"):
        return take_over()


@contextmanager
def nothing_made_at_first() -> Iterator[None]:
    """A new store has the front only, until pages are made for it."""
    with (
        mock.patch.object(generation_module, "_FOLLOWED_AT_FIRST", 0),
        mock.patch.object(rebuild_module, "all_hot_paths", return_value=["/"]),
    ):
        yield


def published_by_release_1(headline: str) -> Article:
    with templates_of("release 1"):
        piece = factories.piece(headline)
        follow()
    return piece


def test_at_the_change_every_page_is_there_and_of_the_new_release(archive: list[str]) -> None:
    prepared_by_release_2()
    assert all(stored_releases(served_store(), path) == {"release 1"} for path in archive)

    assert taken_over_by_release_2() is Outcome.TAKEN

    assert all(stored_releases(served_store(), path) == {"release 2"} for path in archive)
    with templates_of("release 2"), rendered() as keys:
        warm()
        assert not is_going_over()
    assert keys == []


def test_what_the_old_release_publishes_meanwhile_is_on_all_pages(archive: list[str]) -> None:
    published_by_release_1("Before the release is prepared")
    prepared_by_release_2()
    piece = published_by_release_1("After the release is prepared")

    assert taken_over_by_release_2() is Outcome.TAKEN

    for path in ("/", HARBOUR, archive[-1], str(piece.public_path)):
        text = stored_text(served_store(), path) or ""
        assert "Before the release is prepared" in text
        assert "After the release is prepared" in text


def test_the_first_publish_of_the_new_release_finds_nothing_missing(archive: list[str]) -> None:
    prepared_by_release_2()
    assert taken_over_by_release_2() is Outcome.TAKEN
    with templates_of("release 2"):
        factories.piece("The ferry is back")
        follow()
    for path in archive:
        if path != SITEMAP:  # which each publish leaves to the first one who asks
            assert stored_releases(served_store(), path) == {"release 2"}
    assert "The ferry is back" in (stored_text(served_store(), archive[-1]) or "")


def test_what_was_withdrawn_meanwhile_does_not_come_back(archive: list[str]) -> None:
    prepared_by_release_2()
    gone, down = Article.objects.order_by("pk")[:2]
    gone_path, down_path = str(gone.public_path), str(down.public_path)
    with templates_of("release 1"):
        unpublish(gone)
        take_down(down, "It was wrong.")
        follow()

    assert taken_over_by_release_2() is Outcome.TAKEN

    with served_store().snapshot() as snapshot:
        assert snapshot.page(gone_path) is None
    assert "It was wrong." in (stored_text(served_store(), down_path) or "It was wrong.")
    assert gone.title not in (stored_text(served_store(), "/") or "")


def test_a_page_that_readers_asked_for_after_it_was_prepared_is_there(archive: list[str]) -> None:
    day = "/all-news/2026/05/"
    prepared_by_release_2()
    with templates_of("release 1"):
        assert make(day)

    assert taken_over_by_release_2() is Outcome.TAKEN

    assert stored_releases(served_store(), day) == {"release 2"}


def test_who_is_ended_goes_on_where_it_was(archive: list[str]) -> None:
    stop = threading.Event()

    def end_after_one(done: int, _of: int) -> None:
        if done:
            stop.set()

    with mock.patch("stoppress.press.again.AT_ONCE", 1):
        prepared_by_release_2(progress=end_after_one, pace=Pace(stop=stop))
        with beside():
            assert newsroom_store().get_meta(PREPARED) != WHOLE
        with rendered() as keys:
            prepared_by_release_2()

    made_again = [key for key in keys if key.startswith("article/")]
    assert len(made_again) < 6
    assert taken_over_by_release_2() is Outcome.TAKEN
    assert all(stored_releases(served_store(), path) == {"release 2"} for path in archive)


def test_what_is_prepared_in_part_is_not_served(archive: list[str]) -> None:
    stop = threading.Event()
    stop.set()
    with mock.patch("stoppress.press.again.AT_ONCE", 1):
        prepared_by_release_2(pace=Pace(stop=stop))

    assert taken_over_by_release_2() is Outcome.PART

    with templates_of("release 2"):
        renew()
        assert is_going_over()
        remove_left_over()
    assert all(stored_releases(served_store(), path) == {"release 1"} for path in archive[1:])
    assert not settings.HOME.store_next.exists()


def test_what_was_prepared_for_another_release_stays_and_is_not_served(archive: list[str]) -> None:
    prepared_by_release_2()
    with templates_of("release 3"):
        assert take_over() is Outcome.NONE
        renew()
        remove_left_over()
    assert settings.HOME.store_next.exists()

    with templates_of("release 4"):
        prepare()
        assert take_over() is Outcome.TAKEN
    assert stored_releases(served_store(), "/") == {"release 4"}


@pytest.mark.parametrize("after", [False, True])
def test_cut_off_at_the_exchange_it_is_done_at_the_next_start(
    archive: list[str], home: Home, after: bool
) -> None:
    def cut_off(one: Path, other: Path) -> None:
        if after:
            exchange(one, other)
        raise KeyboardInterrupt

    prepared_by_release_2()
    with (
        mock.patch.object(take_over_module, "exchange", cut_off),
        pytest.raises(KeyboardInterrupt),
    ):
        taken_over_by_release_2()
    served_store()  # a process that was killed has nothing open any more
    with beside():
        newsroom_store()

    assert taken_over_by_release_2() is (Outcome.NONE if after else Outcome.TAKEN)
    assert all(stored_releases(served_store(), path) == {"release 2"} for path in archive)
    with templates_of("release 2"):
        renew()
        remove_left_over()
    assert served_store().get_meta(PREPARED) == ""
    assert not home.store_next.exists()
    assert not home.store_old.exists()


def test_a_half_removed_store_is_taken_for_nothing(archive: list[str], home: Home) -> None:
    prepared_by_release_2()
    with mock.patch.object(shutil, "rmtree"):  # killed before anything was removed
        assert taken_over_by_release_2() is Outcome.TAKEN
        assert home.store_old.exists()
    (home.store_old / "data.mdb").unlink()
    with templates_of("release 2"):
        assert take_over() is Outcome.NONE
        remove_left_over()
    assert not home.store_old.exists()
    assert stored_releases(served_store(), "/") == {"release 2"}


def test_where_directories_cannot_be_exchanged_pages_go_over_one_by_one(
    archive: list[str],
) -> None:
    prepared_by_release_2()
    refused = StoreError("Directories cannot be exchanged.")
    with mock.patch.object(take_over_module, "exchange", side_effect=refused):
        assert taken_over_by_release_2() is Outcome.REFUSED
    assert stored_releases(served_store(), "/") == {"release 1"}


def test_a_process_of_the_old_release_writes_nothing_into_the_new_store(
    archive: list[str],
) -> None:
    prepared_by_release_2()
    taken_over_by_release_2()
    standing = served_store().sequence
    published_by_release_1("Published by a desk that still runs")
    assert served_store().sequence == standing
    with templates_of("release 2"):
        follow()
    assert "a desk that still runs" in (stored_text(served_store(), archive[-1]) or "")


def test_styles_that_only_old_pages_load_are_served_on(archive: list[str]) -> None:
    old = assets.css_url("")
    with mock.patch("stoppress.site.assets.css_bytes", return_value=b"body{color:red}"):
        prepared_by_release_2()
        taken_over_by_release_2()
        assert stored_text(served_store(), assets.css_url("")) == "body{color:red}"
        assert assets.css_url("") != old
    assert stored_text(served_store(), old)


def test_a_picture_in_a_size_that_only_old_pages_load_is_served_on(archive: list[str]) -> None:
    path = "/media/pictures/1-00000000-111.webp"
    picture = Asset("pictures/1.webp", "image/webp", 5, "tag")
    served_store().apply(Batch(pages={path: picture}))
    prepared_by_release_2()
    taken_over_by_release_2()
    with served_store().snapshot() as snapshot:
        assert snapshot.page(path) == picture


def test_only_what_is_read_most_is_prepared_when_that_is_wanted(archive: list[str]) -> None:
    with nothing_made_at_first():
        prepared_by_release_2(most=2)
    assert taken_over_by_release_2() is Outcome.TAKEN
    there = [path for path in archive[3:] if stored_text(served_store(), path)]
    assert there == archive[3:5]


def test_pages_that_many_share_are_of_a_later_date_than_all_that_was_served(
    archive: list[str], noon: datetime
) -> None:
    prepared_by_release_2()
    taken_over_by_release_2()
    with served_store().snapshot() as snapshot:
        dates = [
            fragment.modified
            for key in snapshot.keys("1/latest/")
            if (fragment := snapshot.fragment(key))
        ]
    assert dates == [int(noon.timestamp())] * len(dates)
    assert dates


def test_after_more_changes_than_are_followed_it_is_made_anew(archive: list[str]) -> None:
    prepared_by_release_2()
    published_by_release_1("One change more than is followed")
    with (
        mock.patch.object(take_over_module, "BACKLOG", 0),
        mock.patch.object(prepare_module, "BACKLOG", 0),
    ):
        assert taken_over_by_release_2() is Outcome.OLD
        prepared_by_release_2()
    assert taken_over_by_release_2() is Outcome.TAKEN


def test_settings_that_change_meanwhile_are_on_the_new_pages(archive: list[str]) -> None:
    prepared_by_release_2()
    with templates_of("release 1"):
        newsroom = NewsroomSettings.load()
        newsroom.spot_colour = "#0057b8"
        newsroom.save()
        follow()
        for path in archive:
            make(path)
    taken_over_by_release_2()
    for path in archive:
        if path != SITEMAP:
            assert assets.css_url("#0057b8") in (stored_text(served_store(), path) or "")


def test_a_page_that_cannot_be_made_holds_up_no_other(archive: list[str]) -> None:
    compose = Again._compose

    def broken(self: Again, path: str, *rest: Any) -> None:
        if path == archive[-1]:
            raise ValueError("a body that no template can show")
        compose(self, path, *rest)

    with mock.patch.object(Again, "_compose", broken), nothing_made_at_first():
        prepared_by_release_2()
        assert taken_over_by_release_2() is Outcome.TAKEN
    assert stored_text(served_store(), archive[-1]) is None
    assert stored_releases(served_store(), archive[-2]) == {"release 2"}


def test_there_is_nothing_to_prepare_for_the_release_that_serves(archive: list[str]) -> None:
    with templates_of("release 1"), pytest.raises(NothingToPrepare):
        prepare()


def test_a_home_from_which_nothing_was_served_says_so(home: Home) -> None:
    with pytest.raises(NotPrepared, match="Start `stoppress serve`"):
        prepare()


def test_two_do_not_prepare_at_a_time(archive: list[str]) -> None:
    with only_one_prepares(), pytest.raises(NotPrepared, match="being prepared already"):
        prepared_by_release_2()


def test_who_still_prepares_this_release_is_asked_to_end_and_nobody_else(
    archive: list[str],
) -> None:
    prepared_by_release_2()
    with (
        only_one_prepares(),
        mock.patch.object(take_over_module, "_PATIENCE_WITH_PREPARING", 0.1),
        mock.patch.object(take_over_module, "_ask_to_end") as asked,
    ):
        with templates_of("release 3"):
            assert take_over() is Outcome.NONE
        asked.assert_not_called()
        assert taken_over_by_release_2() is Outcome.HELD
        asked.assert_called_once_with(str(os.getpid()))
    assert taken_over_by_release_2() is Outcome.TAKEN


def test_without_room_for_a_second_store_it_says_so(archive: list[str], home: Home) -> None:
    full = mock.Mock(free=prepare_module.SPARE)
    with (
        mock.patch.object(shutil, "disk_usage", return_value=full),
        pytest.raises(NotPrepared, match="no room for a second store"),
    ):
        prepared_by_release_2()


def test_it_ends_before_the_disk_is_full(archive: list[str]) -> None:
    usage = [mock.Mock(free=1 << 40), mock.Mock(free=1 << 20)]
    with (
        mock.patch.object(shutil, "disk_usage", side_effect=usage),
        pytest.raises(NotPrepared, match="nearly full"),
    ):
        prepared_by_release_2()
    prepared_by_release_2()
    assert taken_over_by_release_2() is Outcome.TAKEN


def test_the_edge_looks_often_enough_for_a_publish_after_the_change_to_be_seen() -> None:
    assert wsgi._LOOK_EVERY / 1e9 < take_over_module.EDGES_HAVE_LOOKED  # one is in nanoseconds


def test_a_store_that_is_served_is_never_called_prepared(archive: list[str]) -> None:
    assert generation_of(served_store())
    prepared_by_release_2()
    taken_over_by_release_2()
    assert not served_store().get_meta(PREPARED)
