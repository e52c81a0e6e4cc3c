"""Hubs are told which feeds changed: each once, when readers have it, and whatever goes wrong."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from stoppress.channels.ends import Done, Refused
from stoppress.channels.models import PingState
from stoppress.channels.pings.all_pingers import all_pingers
from stoppress.channels.pings.running import Pings
from stoppress.channels.pings.standing import standing_of
from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.take_down import take_down
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.models import Article
from tests.channels.hub import Hub, hub
from tests.newsroom import factories
from tests.newsroom.reader import Reader, at

pytestmark = pytest.mark.django_db
_C = Unasked.COMMAND
_FORMS = ("rss", "atom", "json")


@pytest.fixture
def server(settings: Any) -> Iterator[Hub]:
    """A hub that the settings name; it fetches nothing, since nobody serves."""
    with hub(fetches=False) as found:
        settings.STOPPRESS_HUBS = (found.url,)
        yield found


@pytest.fixture
def pings(server: Hub, noon: datetime, reader: Reader) -> Pings:
    """What the worker does for the hub, step by step."""
    factories.edition()
    [pinger] = all_pingers()
    return Pings(pinger)


def state() -> PingState:
    return PingState.objects.get()


def old_pieces(noon: datetime, count: int) -> list[Article]:
    days = (noon - timedelta(days=number) for number in range(count))
    return [factories.article(f"Story {day:%d %B}", published_at=day) for day in days]


def test_each_feed_that_changed_is_told_once(pings: Pings, server: Hub) -> None:
    ferry = factories.topic("Ferry")
    first = factories.article("The ferry is late", about=(ferry,), by=(factories.person(),))
    first.title = "The ferry is here"
    publish(first, _C)
    factories.article("A bridge opens")

    assert pings.something_new()
    assert pings.work()

    lists = ("/", "/harbour/", "/topic/ferry/", "/author/mara-ellwood/")
    assert server.feeds[:3] == ["/feed.rss", "/feed.atom", "/feed.json"]
    assert sorted(server.feeds) == sorted(f"{url}feed.{form}" for url in lists for form in _FORMS)
    assert server.told[0].feed == "https://news.example/feed.rss"
    assert not pings.something_new()
    assert (state().told, standing_of(pings.pinger).untold) == (len(server.told), 0)


def test_what_is_too_old_for_a_feed_changes_none(pings: Pings, server: Hub, noon: datetime) -> None:
    *_newer, oldest = old_pieces(noon, 32)
    pings.work()
    server.told.clear()

    oldest.title = "Another headline"
    publish(oldest, _C)
    pings.work()
    assert server.feeds == []

    take_down(Article.objects.order_by("-published_at")[0], "It was wrong.", _C)
    pings.work()
    assert server.feeds[:3] == ["/feed.rss", "/feed.atom", "/feed.json"]


def test_a_hub_in_trouble_is_asked_again_and_told_all_in_the_end(
    pings: Pings, server: Hub, noon: datetime
) -> None:
    factories.article("The ferry is late")
    server.answers, server.headers = [204, 503], {"Retry-After": "90"}
    assert not pings.work()
    assert server.feeds == ["/feed.rss"]
    assert state().trouble.startswith("HTTP 503")
    assert state().waits_until == noon + timedelta(seconds=90)

    factories.article("A bridge opens")
    assert not pings.work()
    assert (len(server.told), server.refused) == (1, 1)

    with at(noon + timedelta(seconds=91)):
        server.answers = [0]
        assert not pings.work()
    with at(noon + timedelta(minutes=30)):
        assert pings.work()
    # The first was told before the second piece came, and so is told of that.
    assert sorted(server.feeds[1:]) == sorted(
        f"{url}feed.{form}" for url in ("/", "/harbour/") for form in _FORMS
    )
    assert (state().trouble, state().failures, state().waits_until) == ("", 0, None)


def test_what_a_crash_leaves_untold_is_told_after_it(pings: Pings, server: Hub) -> None:
    factories.article("The ferry is late")
    server.answers = [204, 500]
    pings.work()

    PingState.objects.update(waits_until=None)
    assert Pings(pings.pinger).work()
    assert set(server.feeds) == {f"{u}feed.{f}" for u in ("/", "/harbour/") for f in _FORMS}


def test_a_feed_that_a_hub_refuses_is_passed_over(pings: Pings, server: Hub) -> None:
    factories.article("The ferry is late")
    server.answers = [422]
    assert pings.work()
    assert "/feed.rss" not in server.feeds
    assert "/harbour/feed.rss" in server.feeds
    assert state().answer.startswith("HTTP 422")


def test_a_feed_declares_its_hubs(pings: Pings, server: Hub, reader: Reader) -> None:
    factories.article("Liman xəbərləri", into=factories.section("Liman ə"))
    for form in ("rss", "atom"):
        text = reader.get(f"/feed.{form}").text
        assert f'link rel="hub" href="{server.url}"' in text
    assert json.loads(reader.get("/feed.json").body)["hubs"] == [
        {"type": "WebSub", "url": server.url}
    ]
    with reader.store.snapshot() as snapshot:
        headers = dict(getattr(snapshot.page("/feed.atom"), "headers", ()))
    assert headers["Link"] == (
        f'<{server.url}>; rel="hub", <https://news.example/feed.atom>; rel="self"'
    )


def test_nobody_is_asked_at_an_address_that_is_not_public(
    settings: Any, noon: datetime, reader: Reader
) -> None:
    with hub(fetches=False) as found:
        named = found.url.replace("127.0.0.1", "localhost")
        settings.STOPPRESS_HUBS = (found.url, named)
        by_ip, by_name = all_pingers()
        assert isinstance(by_ip.ping(["x"]), Done)
        end = by_name.ping(["y"])
        assert isinstance(end, Refused)
        assert end.channel
        assert "not a public address" in end.words
        found.answers, found.headers = [302], {"Location": found.url}
        assert isinstance(by_ip.ping(["z"]), Refused)
    assert [told.feed for told in found.told] == ["x"]
