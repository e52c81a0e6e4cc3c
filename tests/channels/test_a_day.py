"""A day of a newsroom that brings out a piece every nine minutes, and what readers have at its end.

Pieces are edited, corrected and taken down, one is under embargo; Telegram cannot be reached for
two hours, and the worker is killed while a request is under way. Site, feed, sitemap and channel
tell the same at the end, and the channel told each piece once.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

import pytest

from stoppress.channels.actions.resend import resend
from stoppress.channels.deliver import recover
from stoppress.channels.models import Channel, Delivery
from stoppress.newsroom.actions.correct import correct
from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.strike_due import strike_due
from stoppress.newsroom.actions.take_down import take_down
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.models import Article
from stoppress.newsroom.public import public_articles
from tests.channels.bot_api import BotApi
from tests.channels.conftest import Way
from tests.newsroom import factories
from tests.newsroom.reader import NOON, Reader, at

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.long]

#: Midnight in the zone of the tests' newsroom.
BEGINS = NOON - timedelta(hours=12)
EVERY = timedelta(minutes=9)
PIECES = 160
SECTIONS = ("Harbour", "Town", "Sport", "Council")
#: The pieces, by number, to which something happens, and how many pieces later it does.
EDITED = {number: number + 3 for number in range(2, PIECES - 3, 11)}
CORRECTED = {number: number + 5 for number in range(6, PIECES - 5, 29)}
TAKEN_DOWN = {40: 44, 100: 130}
EMBARGOED, ENDS_AFTER = 60, timedelta(minutes=100)
SECRET = "The bridge is sold"
#: Between these pieces Telegram answers nothing; at that one the worker dies in a request.
OUTAGE = (70, 83)
KILLED = 120


def test_site_feed_sitemap_and_channel_tell_the_same_at_the_end_of_a_day(
    way: Way, api: BotApi, reader: Reader
) -> None:
    day = Day(way, api)
    for number, hour in day.hours():
        with at(hour):
            day.bring_out(number)
            day.change(number)
            day.telegram(number)
            strike_due()
            way.work()
            if hour < day.secret_until:
                assert not [one for one in api.messages.values() if SECRET in one.words]
            if number == KILLED:
                day.restart()
    with at(BEGINS + timedelta(hours=24, minutes=30)):
        way.work()
        unsure = list(Delivery.objects.filter(state=Delivery.State.UNSURE))
        assert len(unsure) == 1  # the first post of the outage
        there = {headline(one.html) for one in api.standing}
        for row in unsure:
            assert row.headline not in there  # an editor has looked: it did not arrive
            resend(row, Unasked.COMMAND)
        way.work()

        public = list(public_articles().order_by("-published_at", "-pk"))
        assert len(public) == PIECES - len(TAKEN_DOWN)
        told = [headline(one.html) for one in api.standing]
        assert sorted(told) == sorted(article.title for article in public)
        assert len(api.messages) == PIECES  # each was posted once, those taken down among them
        assert SECRET in told

        feed = json.loads(reader.get("/feed.json").body)
        titles = [item["title"] for item in feed["items"]]
        assert titles == [article.title for article in public[: len(titles)]]
        sitemap = reader.get("/sitemap-news.xml").text
        assert len(re.findall("<loc>", sitemap)) == len(public)
        assert all(f"{article.public_path}</loc>" in sitemap for article in public)
        assert public[0].title in reader.get("/").text
        assert {reader.status(article.public_path or "") for article in public} == {200}
        assert {reader.status(day.articles[n].public_path or "") for n in TAKEN_DOWN} == {410}
    final = (Delivery.State.SENT, Delivery.State.WITHDRAWN)
    assert not Delivery.objects.exclude(state__in=final).exists()


class Day:
    """What the newsroom does on that day, piece by piece."""

    def __init__(self, way: Way, api: BotApi) -> None:
        self.way = way
        self.api = api
        self.articles: dict[int, Article] = {}
        self.random = Random(12)
        self.secret_until = BEGINS + EMBARGOED * EVERY + ENDS_AFTER
        self.sections = [factories.section(title) for title in SECTIONS]

    def hours(self) -> Iterator[tuple[int, datetime]]:
        """Each piece by its number, with when it comes out."""
        for number in range(PIECES):
            yield number, BEGINS + number * EVERY

    def bring_out(self, number: int) -> None:
        """Publish a piece, one of them under an embargo."""
        title = SECRET if number == EMBARGOED else f"Piece {number} of the day"
        until = self.secret_until if number == EMBARGOED else None
        section = self.random.choice(self.sections)
        self.articles[number] = factories.article(title, into=section, embargo_until=until)

    def change(self, number: int) -> None:
        """Edit, correct and take down the earlier pieces whose turn it is."""
        for which, when in EDITED.items():
            if when == number:
                article = self.latest(which)
                article.title = f"Piece {which}, with what is new"
                publish(article, Unasked.COMMAND)
        for which, when in CORRECTED.items():
            if when == number:
                correct(self.latest(which), "four roofs", "five roofs", Unasked.COMMAND)
        for which, when in TAKEN_DOWN.items():
            if when == number:
                self.articles[which] = take_down(
                    self.latest(which), "It was wrong.", Unasked.COMMAND
                )

    def latest(self, number: int) -> Article:
        """A piece as the newsroom has it now."""
        return Article.objects.get(pk=self.articles[number].pk)

    def telegram(self, number: int) -> None:
        """Begin and end the outage; let the request fail in which the worker is killed."""
        if number == OUTAGE[0]:
            self.api.fault(times=10_000, status=502, description=None)
        elif number == OUTAGE[1]:
            self.api.faults.clear()

    def restart(self) -> None:
        """The worker dies in a request to edit, which did not arrive; another takes its place."""
        edited = self.latest(KILLED - 1)
        edited.title = f"Piece {KILLED - 1}, changed as the worker died"
        publish(edited, Unasked.COMMAND)
        fault = self.api.fault("editMessageText")
        self.way.work()
        assert fault.met.is_set()
        # As it stands between the request and its answer.
        rows = Delivery.objects.filter(article_id=edited.pk)
        rows.update(state=Delivery.State.SENDING, due_at=None)
        Channel.objects.update(trouble="", waits_until=None, failures=0)
        recover(self.way.channel, self.way.line)


def headline(html: str) -> str:
    """The headline of a post."""
    found = re.match(r"<b>(.*?)</b>", html.partition("\n")[0])
    assert found, html
    return found[1]
