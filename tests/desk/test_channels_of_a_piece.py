"""The channels of a piece at the desk: what goes where, and what an editor decides about it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from lxml import html

from stoppress.channels.models import Delivery
from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.models import Article
from tests.channels.bot_api import BotApi
from tests.channels.conftest import Way, api, hears, way
from tests.desk.conftest import desk_of
from tests.desk.test_channels import is_refused, lines_on, page_at, words_of
from tests.newsroom import factories
from tests.newsroom.reader import at

__all__ = ["api", "hears", "way"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def page_of_sheet(desk: Client, article: Article) -> list[str]:
    """What the sheet of a piece says of its channels, in each place."""
    answer = desk.get(f"/pages/{article.pk}/edit/", secure=True)
    lists = html.fromstring(answer.content.decode()).xpath("//desk-channels/ul")
    return [words_of(one) for one in lists]


def test_a_draft_says_what_will_go_where_and_an_editor_decides(way: Way, api: BotApi) -> None:
    desk, article = desk_of("editor"), factories.draft("The ferry")
    sheet = page_of_sheet(desk, article)
    assert len(sheet) == 2, "in the rail, and in the Publish dialog"
    assert "Telegram @harbourgazette after publishing Not to this channelSilently" in sheet[0]

    def press_on(do: str = "") -> str:
        return lines_on(desk, article, way.channel, do)

    assert "after publishing, without a sound" in press_on("silently")
    assert "kept out An editor keeps it out. Let it go there" in press_on("out")
    way.work()
    assert "kept out An editor keeps it out." in press_on()
    assert "after publishing Not" in press_on("rules")
    way.change(by_hand=True)
    assert "Nobody chose it for this channel. Send it all the same" in press_on()
    assert "after publishing Not" in press_on("send")
    assert "Nothing yet" in words_of(page_at(desk, f"/channels/{way.channel.pk}/"))

    publish(article, Unasked.COMMAND)
    way.work()

    assert len(api.standing) == 1
    assert "posted 12:00 view Take away there" in press_on()


def test_a_publish_is_recalled_while_it_is_held(way: Way, api: BotApi, noon: datetime) -> None:
    way.change(hold_seconds=120)
    desk, article = desk_of("editor"), factories.article("The ferry")
    way.work()

    assert "waits until 12:02:00 Send nowRecall" in lines_on(desk, article, way.channel)
    assert "Recall" not in lines_on(desk, article, way.channel, "out")
    with at(noon + timedelta(minutes=3)):
        way.work()
        assert "kept out An editor keeps it out. Send" in lines_on(desk, article, way.channel)
    assert api.messages == {}

    # What was decided of a draft is not what becomes of it once it is out.
    silent = factories.draft("The pier")
    lines_on(desk, silent, way.channel, "silently")
    way.work()
    publish(silent, Unasked.COMMAND)
    way.work()
    shown = lines_on(desk, silent, way.channel)
    assert shown == "Telegram @harbourgazette waits until 12:02:00 Send nowRecall"


def test_a_piece_asks_whether_it_is_there(way: Way, api: BotApi) -> None:
    api.fault("sendPhoto", "sendMessage", stored=True)
    desk, article = desk_of("editor"), factories.article("The ferry")
    way.work()

    assert "unsure: is it there?" in lines_on(desk, article, way.channel)
    link = "https://t.me/harbourgazette/11"
    assert "posted 12:00 view" in lines_on(desk, article, way.channel, "there", link)


def test_a_reporter_reads_the_lines_of_an_own_piece_and_decides_nothing(way: Way) -> None:
    desk, article = desk_of("reporter"), factories.draft("The ferry")
    article.owner = get_user_model().objects.get()
    article.save()

    assert lines_on(desk, article, way.channel) == "Telegram @harbourgazette after publishing"
    for do in ("out", "silently", "send", "rules"):
        sent = {"do": do, "channel": str(way.channel.pk)}
        assert is_refused(desk, f"/pieces/{article.pk}/channels/", sent)
    assert not Delivery.objects.exists()
