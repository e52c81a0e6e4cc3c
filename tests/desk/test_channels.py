"""Channels at the desk: how they are, what they were told, and what editors do about it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from stoppress.channels.models import Channel, Delivery
from stoppress.desk.channels.views import SHOWN
from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.models import Article
from tests.channels.bot_api import TOKEN, BotApi
from tests.channels.conftest import Way, api, way
from tests.desk.conftest import desk_of
from tests.newsroom import factories

__all__ = ["api", "way"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def page_at(desk: Client, address: str) -> html.HtmlElement:
    """What stands on a page."""
    answer = desk.get(address, secure=True)
    assert answer.status_code == 200, address
    assert TOKEN not in answer.content.decode()
    [main] = html.fromstring(answer.content.decode()).xpath("//main")
    return main


def words_of(element: html.HtmlElement) -> str:
    """What somebody reads of it."""
    return " ".join(element.text_content().split())


def is_refused(desk: Client, address: str, sent: dict[str, str] | None = None) -> bool:
    """Whether somebody is sent away from a page, or from what would be done there."""
    if sent is None:
        answer = desk.get(address, secure=True)
    else:
        answer = desk.post(address, sent, secure=True)
    return answer.status_code == 302 and answer["Location"] == "/"


def press(desk: Client, page: html.HtmlElement, button: str, **fields: str) -> html.HtmlElement:
    """Press a button of a page; what is seen then."""
    [pressed] = [one for one in page.xpath(".//button") if words_of(one) == button]
    [form] = pressed.xpath("ancestor::form")
    sent = {**fields, pressed.get("name"): pressed.get("value")}
    answer = desk.post(form.get("action"), sent, secure=True, follow=True)
    assert answer.status_code == 200
    [main] = html.fromstring(answer.content.decode()).xpath("//main")
    return main


def test_an_editor_settles_what_nobody_knows_and_later_changes_reach_it(
    way: Way, api: BotApi
) -> None:
    api.fault("sendPhoto", "sendMessage", stored=True)  # it is there, and the answer never came
    article = factories.article("The ferry is late")
    way.work()
    desk, address = desk_of("editor"), f"/channels/{way.channel.pk}/"

    page = page_at(desk, address)
    assert "unsure: is it there?" in words_of(page)
    page = press(desk, page, "It is there", link="https://t.me/harbourgazette/11")

    assert "posted 12:00" in words_of(page)
    assert page.xpath("//a[. = 'view']/@href") == ["https://t.me/harbourgazette/11"]
    article.title = "The ferry runs again"
    publish(article, Unasked.COMMAND)
    way.change(waits_until=None, trouble="")
    way.work()
    assert [one.words.splitlines()[0] for one in api.standing] == ["The ferry runs again"]
    assert "edited 12:00" in words_of(page_at(desk, address))

    page = press(desk, page_at(desk, address), "Take away there")
    way.work()

    assert api.standing == []
    assert "withdrawn 12:00 view" not in words_of(page_at(desk, address))
    press(desk, page_at(desk, address), "Send")
    way.work()
    assert len(api.standing) == 1


def test_a_channel_says_how_it_is_and_is_tried_paused_and_resumed(way: Way, api: BotApi) -> None:
    desk, address = desk_of("editor"), f"/channels/{way.channel.pk}/"

    assert "Telegram @harbourgazette working" in words_of(page_at(desk, "/channels/"))
    assert "It takes posts." in words_of(press(desk, page_at(desk, "/channels/"), "Try"))
    api.fault("getMe", status=403, description="Forbidden: bot was kicked from the channel chat")
    tried = words_of(press(desk, page_at(desk, address), "Try"))
    assert "It takes no posts: Forbidden: bot was kicked" in tried
    assert "paused since 12:00" in words_of(press(desk, page_at(desk, address), "Pause"))
    factories.article("The ferry")
    way.work()
    assert "waits: the channel is paused" in words_of(page_at(desk, address))
    assert "working" in words_of(press(desk, page_at(desk, address), "Resume"))

    api.fault(status=403, description="Forbidden: bot was kicked from the channel chat")
    way.work()

    page = words_of(page_at(desk, address))
    assert "in trouble since 12:00" in page
    assert "bot was kicked from the channel chat" in page
    assert "1 piece waits." in page


def test_owners_add_and_remove_channels_and_nobody_else(way: Way) -> None:
    owner, editor = desk_of("owner"), desk_of("editor")
    new = {"kind": "telegram", "edition": "en", "target": "t.me?"}

    refused = owner.post("/channels/", new, secure=True)
    assert "is no channel of Telegram" in refused.content.decode()
    owner.post("/channels/", new | {"target": "https://t.me/ferrynews"}, secure=True)
    added = Channel.objects.get(target="@ferrynews")
    address = f"/channels/{added.pk}/"

    assert is_refused(editor, "/channels/", new)
    assert is_refused(editor, address, {"do": "remove"})
    assert not page_at(editor, address).xpath(".//button[@value='remove']")
    assert "is removed" in words_of(press(owner, page_at(owner, address), "Remove"))
    assert not Channel.objects.filter(pk=added.pk).exists()
    assert "Add a channel" in words_of(page_at(owner, "/channels/"))


def test_a_reporter_sees_no_channels_and_settles_nothing(way: Way) -> None:
    factories.article("The ferry")
    way.work()
    row, desk = Delivery.objects.get(), desk_of("reporter")

    assert is_refused(desk, "/channels/")
    assert is_refused(desk, f"/channels/{way.channel.pk}/")
    for do in ("pause", "resume", "try", "remove"):
        assert is_refused(desk, f"/channels/{way.channel.pk}/", {"do": do})
    for do in ("send", "there", "out"):
        assert is_refused(desk, f"/channels/deliveries/{row.pk}/", {"do": do})
    assert Delivery.objects.get().wish == ""


def test_deliveries_are_shown_page_by_page_in_as_many_queries_as_one(
    way: Way, noon: datetime
) -> None:
    desk, address = desk_of("editor"), f"/channels/{way.channel.pk}/"
    page_at(desk, address)

    def queries() -> int:
        cache.clear()
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page_at(desk, address)
        return len(asked)

    def deliver_to(article: Article, number: int, state: str) -> None:
        Delivery.objects.create(
            channel=way.channel,
            article_id=article.pk + number * 1000,
            headline=f"Ferry {number}",
            state=state,
            noticed_at=noon - timedelta(minutes=number // 2),
            due_at=noon if state == Delivery.State.WAITING else None,
        )

    article = factories.draft()
    deliver_to(article, 0, Delivery.State.WAITING)
    of_one = queries()
    for number in range(1, SHOWN + 3):
        deliver_to(article, number, Delivery.State.SENT)
    assert queries() == of_one

    first = page_at(desk, address)
    [older] = first.xpath(".//a[. = 'Older']/@href")
    second = page_at(desk, f"{address}{older}")
    shown = [words_of(one) for page in (first, second) for one in page.xpath(".//li/p[1]")]
    assert len(shown) == SHOWN + 3
    assert len(set(shown)) == SHOWN + 3
    assert not second.xpath(".//a[. = 'Older']")
