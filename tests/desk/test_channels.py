"""Channels at the desk: how they are, what they were told, and what editors do about it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from stoppress.channels.models import Channel, Delivery
from stoppress.channels.pings.all_pingers import all_pingers
from stoppress.channels.pings.running import Pings
from stoppress.channels.pings.standing import standing_of
from stoppress.desk.channels.views import SHOWN
from stoppress.desk.notices.refused import tell_of_channels
from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.models import Article, Notice, SectionPage
from tests.channels.bot_api import TOKEN, BotApi
from tests.channels.conftest import Way, api, hears, hook, way
from tests.channels.hub import hub
from tests.channels.receiver import Receiver
from tests.desk.conftest import desk_of
from tests.desk.test_previews import typed
from tests.newsroom import factories
from tests.newsroom.reader import Reader, at

__all__ = ["api", "hears", "hook", "way"]

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


def lines_on(desk: Client, article: Article, channel: Channel, do: str = "", link: str = "") -> str:
    """What a piece says of its channels, after a button was pressed."""
    address = f"/pieces/{article.pk}/channels/"
    sent = {"do": do, "channel": str(channel.pk), "link": link}
    answer = desk.post(address, sent, secure=True) if do else desk.get(address, secure=True)
    assert answer.status_code == 200
    return words_of(html.fromstring(f"<ul>{answer.content.decode()}</ul>"))


def saved_at(desk: Client, address: str, fields: dict[str, Any]) -> html.HtmlElement:
    """What is seen after a form was sent."""
    answer = desk.post(address, fields, secure=True, follow=True)
    [main] = html.fromstring(answer.content.decode()).xpath("//main")
    return main


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


def trail_of(desk: Client) -> list[str]:
    """What the trail says of channels: what was done, by whom, to which, the last first."""
    rows = page_at(desk, "/trail/").xpath(".//tbody/tr[td]")
    said = [[words_of(cell) for cell in row.xpath("td")] for row in rows]
    return [f"{did}: {to_what} ({who})" for _at, who, did, to_what, _why in said if "hannel" in did]


def test_what_is_done_to_a_channel_stands_in_the_trail_with_who_did_it(way: Way) -> None:
    owner, editor, address = desk_of("owner"), desk_of("editor"), f"/channels/{way.channel.pk}/"
    new = {"kind": "telegram", "edition": "en", "target": "@ferrynews"}

    owner.post("/channels/", new, secure=True)
    for do in ("pause", "pause", "resume", "resume"):  # what is so already is no entry
        editor.post(address, {"do": do}, secure=True)
    rules = {"newest_hours": "12", "hold_seconds": "0", "at_night": "silent", "template": "{link}"}
    for _twice in range(2):
        assert "Saved." in words_of(saved_at(editor, f"{address}rules/", rules))
    page = f"/channels/{Channel.objects.get(target='@ferrynews').pk}/"
    press(owner, page_at(owner, page), "Remove")

    here = "telegram-en (@harbourgazette) channel"
    there = "telegram-en-2 (@ferrynews) channel"
    changed = (
        "Not older than, in hours: 6 → 12; Pin a piece while a breaking line leads to it: ✓ → –;"
        " Words of a post; empty for the usual ones: – → {link}"
    )
    told = [
        f"Channel removed: {there} (owner@news.example)",
        f"Rules of the channel changed. {changed}: {here} (editor@news.example)",
        f"Channel resumed: {here} (editor@news.example)",
        f"Channel paused: {here} (editor@news.example)",
        f"Channel added: {there} (owner@news.example)",
        f"Channel added (by a command): {here} (nobody)",
    ]
    assert trail_of(owner) == told
    assert trail_of(editor) == told, "who publishes sees all channels"
    assert trail_of(desk_of("reporter")) == []
    exported = b"".join(owner.get("/trail/export/csv/", secure=True).streaming_content).decode()  # type: ignore[attr-defined]
    assert "stoppress.channel_set_rules" in exported
    assert changed in exported


def test_hubs_and_search_engines_say_how_they_stand(
    noon: datetime, reader: Reader, settings: Any
) -> None:
    factories.edition()
    engine = "https://engine.example/indexnow"
    settings.HOME_SETTINGS = replace(settings.HOME_SETTINGS, indexnow=engine)
    with hub(fetches=False) as server:
        settings.STOPPRESS_HUBS = (server.url,)
        desk, pings = desk_of("editor"), Pings(all_pingers()[0])

        def lines() -> list[str]:
            return [words_of(one) for one in page_at(desk, "/channels/").xpath(".//ul/li")]

        name = pings.pinger.name
        new = f"Hub of feeds {server.url} working told nothing yet · {name} Nothing waits."
        of_engine = f"{engine} working told nothing yet · indexnow Nothing waits."
        assert lines() == [new, f"Search engines, by IndexNow {of_engine}"]
        factories.article("The ferry is late")
        server.answers = [422, 204, 503]
        pings.work()

    with at(noon + timedelta(minutes=10)):
        [in_trouble, _engine] = lines()
    untold = standing_of(pings.pinger).untold
    assert in_trouble == (
        f"Hub of feeds {server.url} in trouble since 12:00 told 12:00 · {name}"
        " HTTP 503 Service Unavailable It refused an address: HTTP 422 Unprocessable Entity"
        f" {untold} changes are not told yet. The first came 10 minutes ago."
    )


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


def test_a_webhook_is_told_and_has_no_words_of_posts_that_people_read(
    hook: Way, hears: Receiver
) -> None:
    desk, address = desk_of("editor"), f"/channels/{hook.channel.pk}/"
    article, planned = factories.article("The ferry"), factories.draft("The pier")
    hook.work()

    page = words_of(page_at(desk, address))
    assert f"Webhook {hears.url}/events" in page
    assert "told 12:00" in page
    assert "told 12:00 Take away there" in lines_on(desk, article, hook.channel)
    sheet = lines_on(desk, planned, hook.channel)
    assert sheet == f"Webhook {hears.url}/events after publishing Not to this channel"
    rules = page_at(desk, f"{address}rules/")
    names = set(rules.xpath(".//form//*[@name]/@name"))
    assert "newest_hours" in names
    assert not names & {"quiet_from", "quiet_until", "at_night", "template"}
    saved = saved_at(desk, f"{address}rules/", {"newest_hours": "99", "hold_seconds": "0"})
    assert "Saved." in words_of(saved)
    for words in (page, sheet, words_of(rules)):
        assert "Telegram" not in words

    owner = desk_of("owner")
    new = {"kind": "webhook", "edition": "en", "target": "http://127.0.0.1:1/"}
    assert "--private-network" in owner.post("/channels/", new, secure=True).content.decode()
    added = saved_at(owner, "/channels/", new | {"target": "https://hooks.example/in?key=hidden"})
    assert "hidden" not in words_of(added)
    assert "Webhook https://hooks.example/in?…" in words_of(added)


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


def test_rules_are_set_by_who_runs_the_edition_and_the_newest_piece_shows_its_words(
    way: Way,
) -> None:
    factories.article("The ferry & the <pier>", deck="It runs again.")
    desk, address = desk_of("editor"), f"/channels/{way.channel.pk}/rules/"
    page = page_at(desk, address)
    assert "The ferry & the <pier>" in words_of(page.xpath(".//*[@data-example]")[0])
    section = SectionPage.objects.get()
    rules = {
        "sections": [section.pk],
        "labels": "Opinion, Storm,",
        "least_urgency": "3",
        "newest_hours": "12",
        "hold_seconds": "60",
        "quiet_from": "23:00",
        "quiet_until": "07:00",
        "at_night": "kept",
        "pins_breaking": "on",
        "template": "{headline} <b>now</b>",
    }

    shown = desk.post(address, rules | {"example": "1"}, secure=True).content.decode()
    assert "<b>The ferry &amp; the &lt;pier&gt;</b> &lt;b&gt;now&lt;/b&gt;" in shown
    assert not Channel.objects.exclude(template="").exists()

    misnamed = rules | {"template": "{headlin} & {link}"}
    said = "Nothing is called {headlin}. You can write {headline}, {deck}, {kicker},"
    for sent in (misnamed, misnamed | {"example": "1"}):
        assert said in desk.post(address, sent, secure=True).content.decode()
    assert not Channel.objects.exclude(template="").exists()
    refused = desk.post(address, rules | {"quiet_until": ""}, secure=True).content.decode()
    assert "Quiet hours have a beginning and an end." in refused
    assert "Saved." in words_of(saved_at(desk, address, rules))
    found = Channel.objects.get()
    assert (found.labels, found.least_urgency, found.hold_seconds) == (["Opinion", "Storm"], 3, 60)
    assert (found.at_night, list(found.sections.all())) == ("kept", [section])
    assert (found.quiet_from, found.pins_breaking) == (time(23), True)
    again = page_at(desk, address)
    assert again.xpath("string(.//input[@name='labels']/@value)") == "Opinion, Storm"
    assert again.xpath(".//input[@name='pins_breaking']/@checked")
    saved_at(desk, address, {**rules, "pins_breaking": ""})
    assert not Channel.objects.get().pins_breaking

    reporter = desk_of("reporter")
    assert is_refused(reporter, address)
    assert is_refused(reporter, address, {"example": "1"})


def test_today_and_the_bell_tell_whom_it_concerns_once(way: Way, api: BotApi) -> None:
    desk, reporter = desk_of("editor"), desk_of("reporter")
    assert "1 channel, all well" in words_of(page_at(desk, "/"))
    editor = get_user_model().objects.get(username="editor@news.example")
    article = factories.draft("The ferry")
    publish(article, editor)
    api.fault(
        "sendPhoto", "sendMessage", status=400, description="Bad Request: wrong file identifier"
    )
    way.work()

    assert [tell_of_channels(), tell_of_channels()] == [1, 0], "once"
    told = Notice.objects.get()
    assert (told.user, told.article, told.seen) == (editor, article, False)
    assert "refused it. Wrong file identifier" in told.words
    needs = words_of(page_at(desk, "/").get_element_by_id("today-needs-list"))
    assert "Telegram @harbourgazette refused The ferry. Wrong file" in needs
    assert "@harbourgazette" not in words_of(page_at(reporter, "/"))

    way.change(trouble="Forbidden: bot was kicked", trouble_since=way.channel.added_at)
    page = page_at(desk, "/")
    assert "takes no posts since" in words_of(page.get_element_by_id("today-needs-list"))
    assert "1 channel, 1 in trouble" in words_of(page)

    way.change(trouble="")
    row = Delivery.objects.get()
    desk.post(f"/channels/deliveries/{row.pk}/", {"do": "send"}, secure=True)
    way.work()
    assert tell_of_channels() == 0
    assert Notice.objects.get().seen, "it is settled"
    assert "@harbourgazette" not in words_of(page_at(desk, "/"))


def test_a_preview_shows_the_post_of_the_words_that_stand_in_the_sheet(way: Way) -> None:
    desk = desk_of("editor")
    address = typed(desk, factories.draft("The ferry is late"), title="The <ferry> & the pier")

    def post() -> str:
        answer = desk.get(address, {"mode": "telegram", "in_preview_panel": "true"}, secure=True)
        found = html.fromstring(answer.content.decode()).xpath("//article[@class='post']")
        return words_of(found[0])

    assert post().startswith("Telegram @harbourgazetteThe <ferry> & the pier")
    way.change(template="Now: {headline}")
    assert post().startswith("Telegram @harbourgazetteNow: The <ferry> & the pier")
    Channel.objects.all().delete()
    assert post().startswith("The <ferry> & the pier")
