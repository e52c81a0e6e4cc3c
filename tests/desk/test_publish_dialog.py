"""The Publish dialog: what goes out along with a piece, all at once or not at all."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html
from wagtail.models import PageLogEntry

from stoppress.newsroom import clock
from stoppress.newsroom.actions.arrange_front import arrange_front
from stoppress.newsroom.actions.break_news import break_news
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.front_slots import slots_in_draft, slots_on
from stoppress.newsroom.models import Article, EditionPage
from stoppress.newsroom.on_air import on_air
from stoppress.newsroom.public import for_the_front
from tests.desk.conftest import desk_of
from tests.desk.test_dates import address_of, form_of, shown
from tests.newsroom import factories
from tests.newsroom.reader import NOON, Reader, at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

HOUR = timedelta(hours=1)
PUBLISH = {"action-publish": "action-publish", "front_place": "1"}


@pytest.fixture
def desk() -> Client:
    """An editor's desk."""
    return desk_of("editor")


def sent(desk: Client, article: Article, **more: str) -> Any:
    """What the desk shows after the piece was sent to be published."""
    data = form_of(shown(desk, article)) | PUBLISH | more
    return desk.post(address_of(article), data, secure=True, follow=True)


def front() -> EditionPage:
    return EditionPage.objects.get()


def on_the_front() -> list[int]:
    return [slot.article for slot in slots_on(front())]


def test_a_piece_goes_out_and_stays_away_from_the_front(desk: Client) -> None:
    lead, article = factories.article("The lead"), factories.draft("The minutes of May")

    sent(desk, article, front_place="off")

    out = Article.objects.get(pk=article.pk)
    assert (out.live, out.off_front) == (True, True)
    assert list(for_the_front(front().locale)) == [lead]
    page = html.fromstring(shown(desk, article))
    assert page.xpath("//select[@name='front_place']/option[@selected]/@value") == ["off"]
    assert page.xpath("//input[@name='off_front']/@checked") == ["checked"]
    # The rail asks the same, and either is enough.
    data = form_of(shown(desk, article)) | {"action-publish": "action-publish"}
    del data["off_front"]
    desk.post(address_of(article), data, secure=True)
    assert not Article.objects.get(pk=article.pk).off_front
    sent(desk, article, front_place="", off_front="on")
    assert Article.objects.get(pk=article.pk).off_front


def test_a_piece_takes_its_place_on_the_front_and_its_line_is_on_air_as_it_goes_out(
    desk: Client, reader: Reader
) -> None:
    lead, second = factories.article("The lead"), factories.article("The second")
    article = factories.draft("The ferry is back")
    arrange_front(front(), [lead.pk, second.pk], Unasked.COMMAND, seen=[])
    front().latest_revision.publish()
    draft = [second.pk, lead.pk]
    arrange_front(front(), draft, Unasked.COMMAND, seen=[lead.pk, second.pk])

    sent(desk, article, breaking_line="The ferry is back at last", breaking_lasts="30")

    article.refresh_from_db()
    assert article.live
    assert article.published_at
    # The draft that somebody had made of the front is still a draft, with the piece in it.
    assert on_the_front() == [lead.pk, article.pk, second.pk]
    assert [slot.article for slot in slots_in_draft(front())] == [second.pk, article.pk, lead.pk]
    [line] = on_air()
    assert (line.article, line.until - article.published_at) == (article, HOUR / 2)
    assert "The ferry is back at last" in reader.get("/").text


def test_a_part_that_is_refused_keeps_everything_back(desk: Client, reader: Reader) -> None:
    lead, article = factories.article("The lead"), factories.draft("The ferry is back")
    break_news("Storm warning", [lead.locale], HOUR, Unasked.COMMAND)
    line = {"breaking_line": "The ferry is back", "breaking_lasts": "60"}

    page = sent(desk, article, **line).content.decode()
    assert "“Storm warning” is on air. Tick this" in page
    assert html.fromstring(page).xpath("//dialog[@id='desk-publish']/@data-open") == [""]
    assert (on_the_front(), Article.objects.get(pk=article.pk).live) == ([], False)

    later = {"when": "at", "public_since": "2026-05-30T15:00"}
    assert (
        "on air at once, and the piece is not"
        in sent(desk, article, **line, **later).content.decode()
    )
    assert (on_the_front(), Article.objects.get(pk=article.pk).live) == ([], False)

    sent(desk, article, **line, breaking_instead="on")
    assert [one.text for one in on_air()] == ["The ferry is back"]
    assert on_the_front() == [article.pk]


def test_who_may_not_publish_is_offered_no_place_and_no_line() -> None:
    factories.section()
    reporter = desk_of("reporter")
    page = reporter.get(reverse("desk_new_piece"), secure=True, follow=True).content.decode()

    assert not {"front_place", "breaking_line"} & form_of(page).keys()
    assert not PageLogEntry.objects.filter(action="wagtail.publish").exists()


@pytest.mark.parametrize(("way", "field"), [("at", "public_since"), ("embargo", "embargo_until")])
def test_an_hour_that_is_over_is_refused_and_nothing_goes_out(
    desk: Client, way: str, field: str
) -> None:
    article = factories.draft("The minutes of May")
    over = f"{clock.local(clock.now() - HOUR):%Y-%m-%dT%H:%M}"

    answer = sent(desk, article, when=way, front_place="", **{field: over})

    assert "This hour is over." in answer.text
    assert not Article.objects.get(pk=article.pk).live


def test_a_sheet_that_stood_open_over_its_hour_updates_what_is_out(desk: Client) -> None:
    article = factories.draft("The minutes of May")
    soon = f"{clock.local(NOON + HOUR):%Y-%m-%dT%H:%M}"
    sent(desk, article, when="embargo", front_place="", embargo_until=soon)
    open_before = form_of(shown(desk, article)) | PUBLISH | {"front_place": ""}
    assert open_before["when"] == "embargo"

    with at(NOON + 2 * HOUR):
        desk.post(address_of(article), open_before | {"title": "The minutes of June"}, secure=True)

    assert Article.objects.get(pk=article.pk).title == "The minutes of June"
