"""Why nothing is prepared is said in a sentence."""

from __future__ import annotations

import shutil
from unittest import mock

import pytest

from stoppress.home import Home
from stoppress.releases import prepare as prepare_module
from stoppress.releases.prepare import (
    NothingToPrepare,
    NotPrepared,
    only_one_prepares,
    prepare,
)
from stoppress.releases.take_over import Outcome
from tests.releases.preparing import prepared_by_release_2, taken_over_by_release_2
from tests.releases.templates import templates_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.mark.slow
def test_there_is_nothing_to_prepare_for_the_release_that_serves(archive: list[str]) -> None:
    with templates_of("release 1"), pytest.raises(NothingToPrepare):
        prepare()


def test_a_home_from_which_nothing_was_served_says_so(home: Home) -> None:
    with pytest.raises(NotPrepared, match="Start `stoppress serve`"):
        prepare()


@pytest.mark.slow
def test_two_do_not_prepare_at_a_time(archive: list[str]) -> None:
    with only_one_prepares(), pytest.raises(NotPrepared, match="being prepared already"):
        prepared_by_release_2()


@pytest.mark.slow
def test_without_room_for_a_second_store_it_says_so(archive: list[str], home: Home) -> None:
    full = mock.Mock(free=prepare_module.SPARE)
    with (
        mock.patch.object(shutil, "disk_usage", return_value=full),
        pytest.raises(NotPrepared, match="no room for a second store"),
    ):
        prepared_by_release_2()


@pytest.mark.slow
def test_it_ends_before_the_disk_is_full(archive: list[str]) -> None:
    usage = [mock.Mock(free=1 << 40), mock.Mock(free=1 << 20)]
    with (
        mock.patch.object(shutil, "disk_usage", side_effect=usage),
        pytest.raises(NotPrepared, match="nearly full"),
    ):
        prepared_by_release_2()
    prepared_by_release_2()
    assert taken_over_by_release_2() is Outcome.TAKEN
