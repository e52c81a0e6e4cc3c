"""A new release: old pages are served until new ones are ready, and never stale, never mixed."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta
from typing import Any
from unittest import mock

import pytest

from stoppress.newsroom.models import NewsroomSettings
from stoppress.press import make as make_module
from stoppress.press import render as render_module
from stoppress.press.follow import follow
from stoppress.press.generation import Stored, generation_of
from stoppress.press.make import OtherRelease, make
from stoppress.releases.forget_outdated import KEPT_SECONDS, forget_long_outdated
from stoppress.releases.pace import Pace
from stoppress.releases.rebuild import go_over, is_going_over, rebuild, renew, warm
from stoppress.site import assets
from stoppress.store import Batch, Store
from tests.newsroom import factories
from tests.newsroom.reader import Reader
from tests.press.counting import rendered
from tests.releases.templates import stored_releases, stored_text, templates_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def archive(noon: datetime, reader: Reader) -> list[str]:
    """Pages of an English and an Azeri edition that release 1 made: their paths, newest first."""
    azeri = factories.section("Liman", factories.edition("az", "Kelmora Kuryeri"))
    with templates_of("release 1"):
        pieces = [
            factories.article(f"Story {age}", published_at=noon - timedelta(days=age))
            for age in range(1, 4)
        ]
        pieces.append(factories.article("Bərə", into=azeri, published_at=noon - timedelta(days=9)))
        renew()
        warm()
        paths = [str(piece.public_path) for piece in pieces]
        for path in (*paths, "/harbour/", "/feed.rss", "/sitemap.xml"):
            assert reader.status(path) == 200
    return paths


def test_what_is_stored_is_served_until_it_is_made_again(
    reader: Reader, archive: list[str]
) -> None:
    with templates_of("release 2"), rendered() as keys:
        renew()

        assert keys == []
        for path in ("/", "/harbour/", *archive):
            assert stored_releases(reader.store, path) == {"release 1"}
        assert is_going_over()


def test_pages_go_over_one_by_one_and_none_is_mixed(reader: Reader, archive: list[str]) -> None:
    paths = ("/", "/harbour/", "/feed.rss", *archive)
    with templates_of("release 2"):
        renew()
        make(archive[0])
        assert stored_releases(reader.store, archive[0]) == {"release 2"}
        assert stored_releases(reader.store, archive[1]) == {"release 1"}

        seen: list[set[str] | None] = []
        go_over(lambda *_: seen.extend(stored_releases(reader.store, path) for path in paths))

        assert {frozenset(found or ()) for found in seen} <= {
            frozenset({"release 1"}),
            frozenset({"release 2"}),
        }
        assert all(stored_releases(reader.store, path) == {"release 2"} for path in paths[:2])
        assert not is_going_over()
        with reader.store.snapshot() as snapshot:
            assert list(snapshot.keys("1/")) == []


def test_an_old_page_is_never_stale(reader: Reader, archive: list[str]) -> None:
    with templates_of("release 2"):
        renew()
        factories.article("The ferry is back")
        follow()

        for path in ("/", "/harbour/", *archive[:3]):
            assert stored_releases(reader.store, path) in (None, {"release 2"})
            assert "The ferry is back" in reader.get(path).text
            assert stored_releases(reader.store, path) == {"release 2"}


def test_a_publish_leaves_old_pages_alone_that_do_not_show_it(
    reader: Reader, archive: list[str]
) -> None:
    with templates_of("release 2"):
        renew()
        factories.article("The ferry is back")
        follow()

    assert stored_releases(reader.store, archive[0]) != {"release 1"}
    assert stored_releases(reader.store, archive[3]) == {"release 1"}


def test_who_is_stopped_goes_on_where_it_was(reader: Reader, archive: list[str]) -> None:
    stop = threading.Event()
    with templates_of("release 2"), mock.patch("stoppress.releases.pace.AT_ONCE", 1):
        renew()
        first = go_over(lambda *_: stop.set(), Pace(stop=stop))
        assert first == 1
        assert is_going_over()
        with rendered() as keys:
            go_over()

    assert len([key for key in keys if key.startswith("article/")]) == len(archive) - 1
    assert not is_going_over()


def test_a_page_that_cannot_be_made_holds_up_no_other(reader: Reader, archive: list[str]) -> None:
    def broken(path: str) -> Any:
        if path == archive[1]:
            raise ValueError("a body that no template can show")
        return render_module.plan(path)

    with templates_of("release 2"), mock.patch("stoppress.releases.make_again.plan", broken):
        renew()
        go_over()
        assert not is_going_over()

    assert stored_releases(reader.store, archive[0]) == {"release 2"}
    assert stored_releases(reader.store, archive[1]) is None


def test_a_newsroom_that_never_rests_is_gone_over_later(reader: Reader, archive: list[str]) -> None:
    with (
        templates_of("release 2"),
        mock.patch("stoppress.releases.make_again.Remaker._make", return_value=False) as tried,
    ):
        renew()
        go_over()
        assert tried.called
        assert is_going_over()
    assert stored_releases(reader.store, archive[0]) == {"release 1"}


def test_a_process_of_the_old_release_leaves_the_store_to_the_new_one(
    reader: Reader, archive: list[str]
) -> None:
    with templates_of("release 2"):
        renew()
    with templates_of("release 1"):
        factories.article("Published by the old desk")
        standing = reader.store.sequence
        follow()
        assert reader.store.sequence == standing
        reader.store.apply(Batch(forget_pages={"/robots.txt"}))
        with pytest.raises(OtherRelease, match="of another release"):
            make("/robots.txt")
    with templates_of("release 2"):
        assert follow() > standing
        assert "Published by the old desk" in reader.get(archive[1]).text


def test_going_back_to_a_release_serves_nothing_from_before(
    reader: Reader, archive: list[str]
) -> None:
    with templates_of("release 2"):
        renew()
        factories.article("Published by release 2")
    with templates_of("release 1"):
        renew()
        for path in archive[:3]:
            assert "Published by release 2" in reader.get(path).text
        go_over()
        assert not is_going_over()
        assert all("Published by release 2" in reader.get(path).text for path in archive[:3])


def test_a_page_made_while_a_release_begins_is_left_to_that_release(
    reader: Reader, archive: list[str]
) -> None:
    """An on-demand page of the old release must not come into the store after the new one began."""
    compose = make_module._compose

    def overtaken(path: str, store: Store, standing: int) -> Any:
        made = compose(path, store, standing)
        with templates_of("release 2"):
            renew()
        return made

    with templates_of("release 1"):
        reader.store.apply(Batch(forget_pages={archive[0]}))
        with mock.patch.object(make_module, "_compose", overtaken), pytest.raises(OtherRelease):
            make(archive[0])
    with reader.store.snapshot() as snapshot:
        assert snapshot.page(archive[0]) is None
    with templates_of("release 2"):
        assert make(archive[0])
    assert stored_releases(reader.store, archive[0]) == {"release 2"}


def test_a_rebuild_of_the_same_release_makes_everything_again(
    reader: Reader, archive: list[str]
) -> None:
    with templates_of("release 1"):
        before = generation_of(reader.store)
        with rendered() as keys:
            rebuild()
        after = generation_of(reader.store)

    assert before is not None
    assert after is not None
    assert after.number == before.number + 1
    assert after.older == ()
    assert len([key for key in keys if key.startswith("article/")]) == len(archive)


def test_styles_of_the_old_release_are_served_for_a_week(
    reader: Reader, archive: list[str], noon: datetime
) -> None:
    old = assets.css_url("")
    assert stored_text(reader.store, old) is not None
    with (
        templates_of("release 2"),
        mock.patch("stoppress.site.assets.css_bytes", return_value=b"body{color:red}"),
    ):
        renew()
        warm()
        go_over()
        assert assets.css_url("") != old
        assert stored_text(reader.store, assets.css_url("")) == "body{color:red}"
        assert stored_text(reader.store, old) is not None

        now = noon.timestamp() + 10 * 365 * 24 * 3600
        assert forget_long_outdated(now) == 1
        assert stored_text(reader.store, old) is None
    assert KEPT_SECONDS == 7 * 24 * 3600


def test_a_change_of_settings_keeps_the_styles_of_pages_still_open(
    reader: Reader, archive: list[str]
) -> None:
    old = assets.css_url("")
    with templates_of("release 1"):
        settings = NewsroomSettings.load()
        settings.spot_colour = "#0057b8"
        settings.save()
        follow()

        assert assets.css_url("#0057b8") != old
        assert stored_text(reader.store, old) is not None


def test_a_page_without_all_its_fragments_is_not_whole(reader: Reader, archive: list[str]) -> None:
    with reader.store.snapshot() as snapshot, templates_of("release 1"):
        assert Stored(snapshot).is_whole(archive[0])
        assert not Stored(snapshot).is_whole("/nothing/")


def test_a_publish_after_all_has_gone_over_renders_a_handful(
    reader: Reader, archive: list[str]
) -> None:
    with templates_of("release 2"):
        renew()
        warm()
        go_over()
        with rendered() as keys:
            factories.article("The ferry is back")
            follow()
    assert 0 < len(keys) < 40
