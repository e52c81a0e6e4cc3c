"""What tests of channels share: Telegram and a receiver of events here, and a channel there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import pytest

from stoppress.channels.actions.add_channel import add_channel
from stoppress.channels.deliver import Line, deliver
from stoppress.channels.follow import follow
from stoppress.channels.models import Channel, Delivery
from stoppress.channels.pace import Pace
from stoppress.channels.secrets import secret
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.models import Article
from tests.channels.bot_api import CHAT, TOKEN, BotApi, bot_api
from tests.channels.receiver import Box, Receiver, receiver
from tests.newsroom import factories
from tests.newsroom.reader import noon, reader

__all__ = ["noon", "reader"]


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> Iterator[BotApi]:
    """Telegram, and the token of a bot that may post there."""
    monkeypatch.setenv("STOPPRESS_TELEGRAM_TOKEN", TOKEN)
    with bot_api() as server:
        yield server


@dataclass
class Way:
    """A channel of the English edition, and what the worker does for it, step by step."""

    channel: Channel
    line: Line

    @classmethod
    def of(cls, channel: Channel) -> Way:
        """A channel that may be asked at any pace."""
        return cls(channel, Line(channel, Pace(())))

    def work(self) -> None:
        """Follow the log and deliver what is due by the newsroom's clock."""
        while follow(self.channel):
            pass
        while deliver(self.channel, self.line):
            pass
        self.channel.refresh_from_db()

    def change(self, **columns: Any) -> None:
        """Give the channel other rules."""
        Channel.objects.filter(pk=self.channel.pk).update(**columns)
        self.channel.refresh_from_db()

    def delivery(self, article: Article) -> Delivery:
        """What the channel was told of an article."""
        return Delivery.objects.get(channel=self.channel, article_id=article.pk)


@pytest.fixture
def way(api: BotApi, db: None) -> Iterator[Way]:
    """A channel of Telegram; requests are made at any pace."""
    factories.edition()
    channel = add_channel("telegram", "en", CHAT, Unasked.COMMAND, api=api.url)
    opened = Way.of(channel)
    with closing(opened.line):
        yield opened


@pytest.fixture
def hears() -> Iterator[Receiver]:
    """A program of the newsroom that hears events."""
    with receiver() as server:
        yield server


@pytest.fixture
def hook(hears: Receiver, db: None) -> Iterator[Way]:
    """A webhook of the English edition, of which ``hears`` has the box ``/events``."""
    factories.edition()
    opened = Way.of(add_webhook(hears))
    with closing(opened.line):
        yield opened


def add_webhook(hears: Receiver, path: str = "/events") -> Channel:
    """A webhook of the English edition that tells its events to a path of ``hears``."""
    added = add_channel(
        "webhook", "en", f"{hears.url}{path}", Unasked.COMMAND, private_network=True
    )
    hears.boxes[path] = Box(secret(f"channel-{added.name}-secret").split()[0])
    return added


def gallery(*images: Any) -> list[tuple[str, Any]]:
    """A body with these pictures in a gallery."""
    words = {"alt": "The quay", "caption": "", "credit": ""}
    pictures = [{"image": one, **words} for one in images]
    return [("gallery", {"title": "The quay", "pictures": pictures})]
