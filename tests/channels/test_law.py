"""The law of channels: after any history, with any faults, a channel has what readers have.

Each public piece stands there once, with its last words; nothing else stands there. What is unsure
is settled as an editor would, who looks. A program that hears events knows the same, and heard them
in order. ``LAW_HISTORIES`` and ``LAW_LENGTH`` make it longer.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from random import Random
from typing import Any
from unittest import mock

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from stoppress.channels.actions.add_channel import add_channel
from stoppress.channels.actions.pause_channel import pause_channel
from stoppress.channels.actions.replay import replay
from stoppress.channels.actions.resend import resend
from stoppress.channels.actions.resume_channel import resume_channel
from stoppress.channels.actions.set_rules import set_rules
from stoppress.channels.actions.settle_as_there import settle_as_there
from stoppress.channels.deliver import Line, recover
from stoppress.channels.models import Channel, Delivery
from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.restore import restore
from stoppress.newsroom.actions.strike_due import strike_due
from stoppress.newsroom.actions.take_down import take_down
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.models import Article
from stoppress.newsroom.public import public_articles
from tests.channels.bot_api import CHAT, TOKEN, BotApi, bot_api
from tests.channels.conftest import Way, add_webhook
from tests.channels.receiver import Receiver, receiver
from tests.newsroom import factories
from tests.newsroom.media import image
from tests.newsroom.reader import NOON, at

LONG = "LAW_HISTORIES" in os.environ
HISTORIES = int(os.environ.get("LAW_HISTORIES", "5"))
LENGTH = int(os.environ.get("LAW_LENGTH", "14"))
_C = Unasked.COMMAND


#: What Telegram answers in place of what is documented for a request.
FAULTS: tuple[dict[str, Any], ...] = (
    {"stored": True},
    {},
    {"status": 200, "description": None, "stored": True},
    {"status": 429, "description": "Too Many Requests", "parameters": {"retry_after": 40}},
    {"status": 500, "description": "Internal Server Error"},
    {"status": 502, "description": None, "stored": True},
    {"status": 502, "description": None},
    {"status": 403, "description": "Forbidden: bot was kicked"},
    {"status": 400, "description": "Bad Request: chat not found"},
)
#: What a receiver of events answers.
FAULTS_OF_A_RECEIVER: tuple[dict[str, Any], ...] = (
    {"stored": True},
    {},
    {"status": 429, "parameters": {"retry_after": 40}},
    {"status": 500, "stored": True},
    {"status": 502},
    {"status": 503},
    {"status": 400},
    {"status": 403},
    {"status": 410},
)


class Crash(BaseException):
    """The worker ends here."""


class History:
    """A newsroom and its channel, and what may happen to them."""

    faults = FAULTS

    def __init__(self, seed: int, api: BotApi | Receiver) -> None:
        self.random = Random(seed)
        self.api = api
        self.now = NOON
        factories.edition()
        self.way = Way.of(self.add())

    def add(self) -> Channel:
        """Add its channel."""
        return add_channel("telegram", "en", CHAT, _C, api=self.api.url)

    def play(self, steps: int) -> None:
        """Let so many things happen, then have it quiet, and everything settled."""
        for _step in range(steps):
            self.now += timedelta(seconds=self.random.choice((0, 1, 30, 300)))
            with at(self.now):
                self.random.choice(OPERATIONS)(self)
        self.api.faults.clear()
        with at(self.now):
            resume_channel(self.way.channel, _C)
        for _time in range(3):
            self.now += timedelta(minutes=15)
            with at(self.now):
                strike_due()
                self.work()
                self.settle()
                self.work()

    def work(self) -> None:
        """The worker works, and may end in the middle of it."""
        try:
            self.way.work()
        except Crash:
            self.way.line.close()
            self.way = Way.of(self.way.channel)
            recover(self.way.channel, self.way.line)

    def settle(self) -> None:
        """An editor looks at the channel for what nobody is sure of."""
        for row in self.way.channel.deliveries.filter(state=Delivery.State.UNSURE):
            words = row.asking["text"] if row.asking else ""
            there = [message for message in self.telegram.standing if message.html == words]
            if there:
                settle_as_there(row, _C, link=str(there[-1].id))
            else:
                resend(row, _C)

    def one(self) -> Article | None:
        """One of the articles."""
        ids = list(Article.objects.order_by("pk").values_list("pk", flat=True))
        return Article.objects.get(pk=self.random.choice(ids)) if ids else None

    @property
    def wanted(self) -> list[str]:
        """The headlines that readers have."""
        return sorted(public_articles().values_list("title", flat=True))

    @property
    def standing(self) -> list[str]:
        """The headlines that the channel has."""
        return sorted(message.words.split("\n")[0] for message in self.telegram.standing)

    @property
    def telegram(self) -> BotApi:
        """The server."""
        assert isinstance(self.api, BotApi)
        return self.api


class HistoryOfEvents(History):
    """The same of a program that hears events."""

    faults = FAULTS_OF_A_RECEIVER

    def add(self) -> Channel:
        """Add its webhook."""
        assert isinstance(self.api, Receiver)
        return add_webhook(self.api)

    @property
    def standing(self) -> list[str]:
        """The headlines that the program has; it heard everything in order."""
        assert isinstance(self.api, Receiver)
        box = self.api.boxes["/events"]
        assert (box.out_of_order, box.forged) == (0, 0)
        return box.headlines


def publishes(history: History) -> None:
    pictured = {"lead_image": image()} if history.random.random() < 0.3 else {}
    factories.article(**pictured)


def publishes_under_embargo(history: History) -> None:
    ends = history.now + timedelta(minutes=10)
    publish(factories.draft(embargo_until=ends), _C)


def rewords(history: History) -> None:
    article = history.one()
    if article is not None and article.live:
        article.title = f"{article.title.split(',')[0]}, {history.random.random():.6f}"
        publish(article, _C)


def takes_down(history: History) -> None:
    article = history.one()
    if article is not None and article.live:
        take_down(article, "It was wrong.", _C)


def restores(history: History) -> None:
    article = history.one()
    if article is not None and article.taken_down_at:
        restore(article, _C)


def works(history: History) -> None:
    strike_due()
    history.work()


def fails(history: History) -> None:
    history.api.fault(**history.random.choice(history.faults))


def crashes(history: History) -> None:
    with crashing(before=history.random.random() < 0.5):
        history.work()


def replays(history: History) -> None:
    if isinstance(history, HistoryOfEvents):
        replay(history.way.channel, history.random.choice((0, 3, 10)), _C)


def rewords_back(history: History) -> None:
    article = history.one()
    if article is not None and article.live:
        article.title = article.title.split(",")[0]
        publish(article, _C)


def settles(history: History) -> None:
    history.settle()


def pauses_or_resumes(history: History) -> None:
    history.random.choice((pause_channel, resume_channel))(history.way.channel, _C)


def holds(history: History) -> None:
    set_rules(history.way.channel, _C, hold_seconds=history.random.choice((0, 60)))


OPERATIONS = (
    *[publishes] * 4,
    publishes_under_embargo,
    *[rewords] * 3,
    rewords_back,
    takes_down,
    restores,
    *[works] * 6,
    *[fails] * 3,
    *[crashes] * 2,
    settles,
    replays,
    pauses_or_resumes,
    holds,
)


@contextmanager
def crashing(*, before: bool) -> Iterator[None]:
    """The worker ends at its next request: before it goes out, or when it was answered."""
    ask = Line.ask
    crashed = False

    def crash(line: Line, request: Any) -> Any:
        nonlocal crashed
        if crashed:
            return ask(line, request)
        crashed = True
        if not before:
            ask(line, request)
        raise Crash

    with mock.patch.object(Line, "ask", crash):
        yield


class LawOfChannels(TestCase):
    # The same histories each time, unless longer ones are asked for.
    @settings(max_examples=HISTORIES, derandomize=not LONG, database=None, deadline=None)
    @given(st.integers(0, 1 << 32))
    def test_after_any_history_a_channel_has_what_readers_have(self, seed: int) -> None:
        environment = {"STOPPRESS_TELEGRAM_TOKEN": TOKEN}
        with bot_api() as api, mock.patch.dict(os.environ, environment), at(NOON):
            check(History(seed, api))

    @settings(max_examples=HISTORIES, derandomize=not LONG, database=None, deadline=None)
    @given(st.integers(0, 1 << 32))
    def test_after_any_history_a_program_knows_what_readers_have(self, seed: int) -> None:
        with receiver() as hears, at(NOON):
            check(HistoryOfEvents(seed, hears))


def check(history: History) -> None:
    """Play a history, and compare."""
    try:
        history.play(LENGTH)
        with at(history.now):
            assert history.standing == history.wanted
            states = set(history.way.channel.deliveries.values_list("state", flat=True))
            assert not states & {"sending", "unsure", "waiting"}
    finally:
        history.way.line.close()
