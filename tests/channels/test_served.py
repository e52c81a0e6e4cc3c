"""A served newsroom, Telegram and a hub beside it: seconds from publish to post, a worker killed.

All the while another channel's server answers nothing: it delays nobody.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from socket import create_server
from threading import Event
from typing import Any

import pytest

from tests.channels.bot_api import CHAT, TOKEN, BotApi, bot_api
from tests.channels.hub import Hub, hub
from tests.world.pieces import cancelled, import_pieces, piece, with_headline
from tests.world.running import RunningNewsroom, serving, stoppress
from tests.world.waiting import until

pytestmark = [pytest.mark.slow, pytest.mark.long]


@pytest.fixture
def api() -> Iterator[BotApi]:
    """Telegram, as a bot of the newsroom sees it."""
    with bot_api() as server:
        yield server


@pytest.fixture
def server() -> Iterator[Hub]:
    """A hub that fetches each feed which it is told of."""
    with hub() as found:
        yield found


@pytest.fixture
def newsroom(small_home: Path, api: BotApi, server: Hub) -> Iterator[RunningNewsroom]:
    """A served newsroom with two channels, of which one is never answered, and a hub."""
    settings = small_home / "stoppress.toml"
    settings.write_text(f'hubs = ["{server.url}"]\n{settings.read_text()}')
    token = small_home / "telegram-token"
    token.touch(mode=0o600)
    token.write_text(f"{TOKEN}\n")
    where = ("--edition", "en", "--chat", CHAT, "--api", api.url)
    stoppress(small_home, "channel", "add", "telegram", *where)
    with create_server(("127.0.0.1", 0)) as silent:
        silent_api = f"http://127.0.0.1:{silent.getsockname()[1]}"
        where = ("--edition", "en", "--chat", "@silent", "--api", silent_api)
        stoppress(small_home, "channel", "add", "telegram", "--name", "silent", *where)
        with serving(small_home) as running:
            yield running


def channel_of(newsroom: RunningNewsroom) -> Any:
    rows = json.loads(newsroom.stoppress("channel", "list", "--json"))
    return {row["name"]: row for row in rows}["telegram-en"]


def headlines(api: BotApi) -> list[str]:
    return [message.words.split("\n")[0] for message in api.standing]


def last_fetched(server: Hub, feed: str) -> str:
    """What the hub found in a feed when it was told of it last."""
    return [told.content for told in server.told if told.feed.endswith(feed)][-1]


def test_from_publish_to_post_and_a_kill_between_sending_and_writing_down(
    newsroom: RunningNewsroom, api: BotApi, server: Hub
) -> None:
    assert newsroom.stoppress("channel", "test", "telegram-en") == "telegram-en takes posts.\n"
    first = piece("The ferry is late")
    import_pieces(newsroom, first)
    written = time.monotonic()
    until(lambda: headlines(api) == ["The ferry is late"], "the post")
    print(f"from import to post: {api.standing[0].at - written:.2f} s")

    told = until(lambda: server.told[:1], "the hub is told")[0]
    assert "The ferry is late" in told.content
    print(f"from import to ping: {told.at - written:.2f} s")

    first = with_headline(first, "The ferry is here")
    import_pieces(newsroom, first)
    until(lambda: headlines(api) == ["The ferry is here"], "the edit")
    until(lambda: "The ferry is here" in last_fetched(server, "/feed.rss"), "the hub hears of it")
    assert "The ferry is late" not in last_fetched(server, "/feed.rss")
    import_pieces(newsroom, cancelled(first, "It never left."))
    until(lambda: headlines(api) == [], "the deletion")

    fault = api.fault("sendMessage", stored=True, held=Event())
    import_pieces(newsroom, piece("A bridge opens"))
    assert fault.met.wait(60)
    newsroom.part("worker").kill()
    assert fault.held
    fault.held.set()
    until(lambda: channel_of(newsroom)["unsure"] == 1, "it is not known whether it came", 180)
    import_pieces(newsroom, piece("The tide is high"))
    until(lambda: headlines(api) == ["A bridge opens", "The tide is high"], "the next post", 180)

    kept = "".join(path.read_text() for path in newsroom.home.parent.glob("*.log"))
    assert TOKEN not in kept + newsroom.stoppress("channel", "list")
