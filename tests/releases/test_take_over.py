"""A prepared store is taken over whole, wherever that is cut off."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from unittest import mock

import pytest
from django.conf import settings

from stoppress.edge.servers import wsgi
from stoppress.home import Home
from stoppress.press.follow import follow
from stoppress.press.generation import generation_of
from stoppress.press.storage import beside, newsroom_store, served_store
from stoppress.releases import take_over as take_over_module
from stoppress.releases.prepare import (
    PREPARED,
    only_one_prepares,
    prepare,
)
from stoppress.releases.rebuild import renew
from stoppress.releases.take_over import Outcome, remove_left_over, take_over
from stoppress.site import assets
from stoppress.store import Asset, Batch
from stoppress.store.errors import StoreError
from stoppress.store.exchange import exchange
from tests.releases.preparing import (
    prepared_by_release_2,
    published_by_release_1,
    taken_over_by_release_2,
)
from tests.releases.templates import stored_releases, stored_text, templates_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.mark.slow
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
@pytest.mark.slow
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


@pytest.mark.slow
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


@pytest.mark.slow
def test_where_directories_cannot_be_exchanged_pages_go_over_one_by_one(
    archive: list[str],
) -> None:
    prepared_by_release_2()
    refused = StoreError("Directories cannot be exchanged.")
    with mock.patch.object(take_over_module, "exchange", side_effect=refused):
        assert taken_over_by_release_2() is Outcome.REFUSED
    assert stored_releases(served_store(), "/") == {"release 1"}


@pytest.mark.slow
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


@pytest.mark.slow
def test_styles_that_only_old_pages_load_are_served_on(archive: list[str]) -> None:
    old = assets.css_url("")
    with mock.patch("stoppress.site.assets.css_bytes", return_value=b"body{color:red}"):
        prepared_by_release_2()
        taken_over_by_release_2()
        assert stored_text(served_store(), assets.css_url("")) == "body{color:red}"
        assert assets.css_url("") != old
    assert stored_text(served_store(), old)


@pytest.mark.slow
def test_a_picture_in_a_size_that_only_old_pages_load_is_served_on(archive: list[str]) -> None:
    path = "/media/pictures/1-00000000-111.webp"
    picture = Asset("pictures/1.webp", "image/webp", 5, "tag")
    served_store().apply(Batch(pages={path: picture}))
    prepared_by_release_2()
    taken_over_by_release_2()
    with served_store().snapshot() as snapshot:
        assert snapshot.page(path) == picture


@pytest.mark.slow
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


def test_the_edge_looks_often_enough_for_a_publish_after_the_change_to_be_seen() -> None:
    assert wsgi._LOOK_EVERY / 1e9 < take_over_module.EDGES_HAVE_LOOKED  # one is in nanoseconds


@pytest.mark.slow
def test_a_store_that_is_served_is_never_called_prepared(archive: list[str]) -> None:
    assert generation_of(served_store())
    prepared_by_release_2()
    taken_over_by_release_2()
    assert not served_store().get_meta(PREPARED)
