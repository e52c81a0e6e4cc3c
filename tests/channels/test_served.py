"""A served newsroom and Telegram beside it: seconds from publish to post, and a worker killed.

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
def newsroom(small_home: Path, api: BotApi) -> Iterator[RunningNewsroom]:
    """A served newsroom with two channels, of which one is never answered."""
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


def test_from_publish_to_post_and_a_kill_between_sending_and_writing_down(
    newsroom: RunningNewsroom, api: BotApi
) -> None:
    assert newsroom.stoppress("channel", "test", "telegram-en") == "telegram-en takes posts.\n"
    first = piece("The ferry is late")
    import_pieces(newsroom, first)
    written = time.monotonic()
    until(lambda: headlines(api) == ["The ferry is late"], "the post")
    print(f"from import to post: {api.standing[0].at - written:.2f} s")

    first = with_headline(first, "The ferry is here")
    import_pieces(newsroom, first)
    until(lambda: headlines(api) == ["The ferry is here"], "the edit")
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
