"""What is prepared beside: nothing is missing at the change, and nothing stale."""

from __future__ import annotations

import threading
from datetime import datetime
from typing import Any
from unittest import mock

import pytest
from django.conf import settings

from stoppress.newsroom.actions.take_down import take_down
from stoppress.newsroom.actions.unpublish import unpublish
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.models import Article, NewsroomSettings
from stoppress.press.follow import follow
from stoppress.press.make import make
from stoppress.press.storage import beside, newsroom_store, served_store
from stoppress.releases import prepare as prepare_module
from stoppress.releases import take_over as take_over_module
from stoppress.releases.make_again import Remaker
from stoppress.releases.pace import Pace
from stoppress.releases.prepare import (
    PREPARED,
    WHOLE,
)
from stoppress.releases.rebuild import is_going_over, renew, warm
from stoppress.releases.take_over import Outcome, remove_left_over
from stoppress.site import assets
from tests.newsroom import factories
from tests.press.counting import rendered
from tests.releases.preparing import (
    HARBOUR,
    SITEMAP,
    nothing_made_at_first,
    prepared_by_release_2,
    published_by_release_1,
    taken_over_by_release_2,
)
from tests.releases.templates import stored_releases, stored_text, templates_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


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
        factories.article("The ferry is back")
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
        unpublish(gone, Unasked.COMMAND)
        take_down(down, "It was wrong.", Unasked.COMMAND)
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

    with mock.patch("stoppress.releases.pace.AT_ONCE", 1):
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
    with mock.patch("stoppress.releases.pace.AT_ONCE", 1):
        prepared_by_release_2(pace=Pace(stop=stop))

    assert taken_over_by_release_2() is Outcome.PART

    with templates_of("release 2"):
        renew()
        assert is_going_over()
        remove_left_over()
    assert all(stored_releases(served_store(), path) == {"release 1"} for path in archive[1:])
    assert not settings.HOME.store_next.exists()


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
    compose = Remaker._compose

    def broken(self: Remaker, path: str, *rest: Any) -> None:
        if path == archive[-1]:
            raise ValueError("a body that no template can show")
        compose(self, path, *rest)

    with mock.patch.object(Remaker, "_compose", broken), nothing_made_at_first():
        prepared_by_release_2()
        assert taken_over_by_release_2() is Outcome.TAKEN
    assert stored_text(served_store(), archive[-1]) is None
    assert stored_releases(served_store(), archive[-2]) == {"release 2"}
