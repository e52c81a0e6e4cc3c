"""Thousands of deliveries, a fifth of the requests at fault, the worker killed again and again.

As many as ``STOPPRESS_DELIVERIES`` says, and so many kills as ``STOPPRESS_KILLS``; in a usual run a
few. What came of thousands stands in ``docs/reliability.md``.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.channels.bot_api import TOKEN, BotApi, Fault, Message, bot_api
from tests.channels.receiver import Box, Receiver, receiver
from tests.world.pieces import Piece, cancelled, piece, with_headline
from tests.world.running import own_environment, stoppress
from tests.world.waiting import until

pytestmark = [pytest.mark.slow, pytest.mark.long]

DELIVERIES = int(os.environ.get("STOPPRESS_DELIVERIES", "300"))
KILLS = int(os.environ.get("STOPPRESS_KILLS", "5"))
CHANNELS = 5 if DELIVERIES < 1000 else 20
#: So many of the channels are webhooks, the others channels of Telegram.
WEBHOOKS = CHANNELS * 2 // 5
PIECES = DELIVERIES // CHANNELS
#: Seconds for all of them, on a machine that is ten times slower.
PATIENCE = 120 + DELIVERIES

#: What goes wrong; each as often as the others.
FAULTS: tuple[dict[str, Any], ...] = (
    {"status": 429, "description": "Too Many Requests", "parameters": {"retry_after": 1}},
    {"status": 403, "description": "Forbidden: bot was kicked from the channel chat"},
    {"status": 400, "description": "Bad Request: not enough rights to send"},
    {"status": 400, "description": "Bad Request: can't parse entities"},
    {"status": 500, "description": "Internal Server Error"},
    {"status": 502, "description": None},
    {"status": 504, "description": None, "stored": True},
    {"status": 200, "description": None, "stored": True},
    {"stored": True},
    {},
)
#: The same of a receiver of events.
FAULTS_OF_A_RECEIVER: tuple[dict[str, Any], ...] = (
    {"status": 429, "parameters": {"retry_after": 1}},
    {"status": 503},
    {"status": 400},
    {"status": 403},
    {"status": 413},
    {"status": 500, "stored": True},
    {"status": 502},
    {"stored": True},
    {},
)


class AtRandom(list[Fault]):
    """Faults of which one meets each fifth request or so; none is used up."""

    def __init__(self, seed: int, faults: tuple[dict[str, Any], ...]) -> None:
        super().__init__()
        self.random = Random(seed)
        self.faults = faults
        self.met = 0

    def __iter__(self) -> Iterator[Fault]:
        if self.random.random() < 0.2:
            self.met += 1
            yield Fault(**self.random.choice(self.faults))

    def remove(self, value: Fault) -> None:
        """Keep it: the next is another."""


class Newsroom:
    """A home with channels that nobody serves; commands and a worker of its own work in it."""

    def __init__(self, home: Path, api: BotApi, hears: Receiver) -> None:
        self.home = home
        self.api = api
        self.hears = hears
        token = home / "telegram-token"
        token.touch(mode=0o600)
        token.write_text(TOKEN)
        for number in range(WEBHOOKS):
            name, path = f"hook-{number:02}", f"/{number:02}"
            where = ("--edition", "en", "--to", f"{hears.url}{path}", "--name", name)
            stoppress(home, "channel", "add", "webhook", *where, "--private-network")
            hears.boxes[path] = Box((home / f"channel-{name}-secret").read_text().strip())
        for number in range(CHANNELS - WEBHOOKS):
            api.chats.add(f"@channel{number:02}")
            where = ("--edition", "en", "--chat", f"@channel{number:02}", "--api", api.url)
            stoppress(home, "channel", "add", "telegram", *where)

    def bring(self, pieces: list[Piece]) -> None:
        """Import pieces, as an agency's feed comes in."""
        stoppress(self.home, "import", "-", given="\n".join(map(json.dumps, pieces)))

    @contextmanager
    def worker(self) -> Iterator[None]:
        """A worker for the length of the block; at its end it is killed, whatever it does."""
        with (self.home.parent / "quick-worker.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "tests.channels.quick_worker", str(self.home)],
                env=own_environment(),
                stdout=log,
                stderr=log,
            )
        try:
            yield
            assert process.poll() is None, "the worker ended by itself"
        finally:
            process.kill()
            process.wait()

    def settle(self) -> dict[str, int]:
        """Do what editors do with what is unsure or refused; what there was to do."""
        return dict(json.loads(self._program("settle", json.dumps(self.standing()))))

    def has_delivered(self) -> bool:
        """Whether nothing is to be done any more."""
        return self._program("pending") == "0\n"

    def _program(self, word: str, given: str = "") -> str:
        done = subprocess.run(
            [sys.executable, "-m", "tests.channels.quick_worker", str(self.home), word],
            input=given,
            env=own_environment(),
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    def standing(self) -> dict[str, dict[str, int]]:
        """For each chat, the number of the message of each piece."""
        found: dict[str, dict[str, int]] = {}
        for message in self.api.standing:
            found.setdefault(message.chat, {})[piece_of(message)] = message.id
        return found

    def asked(self, more: int, than: int) -> None:
        """Wait until the other side was asked ``more`` times than it was."""
        until(lambda: self.requests >= than + more, f"{more} requests", PATIENCE)

    @property
    def requests(self) -> int:
        """How often the other sides were asked."""
        return len(self.api.requests) + len(self.hears.requests)


def piece_of(message: Message) -> str:
    """The first two words of a post, which tell the piece."""
    return " ".join(message.words.split()[:2])


def test_nothing_is_lost_and_nothing_is_there_twice(small_home: Path) -> None:
    with bot_api() as api, receiver() as hears:
        newsroom = Newsroom(small_home, api, hears)
        pieces = [piece(f"Piece {number}", deck="") for number in range(PIECES)]
        again = [with_headline(one, f"Piece {n} again") for n, one in enumerate(pieces)]
        gone = range(0, PIECES, 10)
        faults = api.faults = AtRandom(DELIVERIES, FAULTS)
        misheard = hears.faults = AtRandom(DELIVERIES + 1, FAULTS_OF_A_RECEIVER)
        begun = time.monotonic()

        newsroom.bring(pieces)
        killed_while_working(newsroom, KILLS // 2, round(0.8 * DELIVERIES))
        newsroom.bring(again)
        killed_while_working(newsroom, KILLS - KILLS // 2, round(0.5 * DELIVERIES))
        newsroom.bring([cancelled(again[number], "It was wrong.") for number in gone])

        resent, left = 0, {"unsure": 1}
        while left.keys() & {"unsure", "refused"}:
            with newsroom.worker():
                until(newsroom.has_delivered, "all is delivered", PATIENCE)
            api.faults, hears.faults = [], []  # editors come when it is over
            left = newsroom.settle()
            resent += left.pop("resent")

    expected = {f"Piece {number} again" for number in range(PIECES) if number not in gone}
    for chat in api.chats:
        words = [one.words.split("\n")[0] for one in api.standing if one.chat == chat]
        assert sorted(words) == sorted(expected), chat
    posted = Counter((one.chat, piece_of(one)) for one in api.messages.values())
    doubles = [which for which, times in posted.items() if times > 1]
    for path, box in hears.boxes.items():
        assert box.headlines == sorted(expected), path
        assert (box.out_of_order, box.forged) == (0, 0), path
    events = sum(len(box.events) for box in hears.boxes.values())
    twice = sum(len(box.heard) for box in hears.boxes.values()) - events
    print(
        f"{events:,} events to {len(hears.boxes)} receivers in {len(hears.requests):,} requests,"
        f" {misheard.met:,} of them at fault; told twice, and dropped by their id, {twice:,}"
    )
    met = faults.met + misheard.met
    told = len(posted) + sum(len(box.sequences) for box in hears.boxes.values())
    print(
        f"{told:,} of {DELIVERIES:,} deliveries told in {time.monotonic() - begun:.0f} s,"
        f" {newsroom.requests:,} requests, {met:,} of them at fault, {KILLS} kills;"
        f" doubles {len(doubles)}, sent again by hand since nobody knew {resent:,}"
    )
    assert not doubles
    assert set(left) <= {"sent", "withdrawn", "kept_out"}, left


def killed_while_working(newsroom: Newsroom, kills: int, requests: int) -> None:
    """Let a worker ask so often, and kill it so often meanwhile."""
    for _ in range(kills):
        before = newsroom.requests
        with newsroom.worker():
            newsroom.asked(requests // kills, before)
