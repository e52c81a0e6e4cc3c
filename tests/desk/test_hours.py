"""The hour at which a piece goes out is one and the same on Today and in the sheet."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html
from wagtail.models import PageLogEntry

from stoppress.newsroom import clock
from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.strike_due import strike_due
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.models import Article
from stoppress.newsroom.states import state_of
from tests.desk.conftest import desk_of
from tests.desk.test_dates import address_of, form_of, shown
from tests.desk.test_today import headlines, page_of
from tests.newsroom import factories
from tests.newsroom.reader import NOON, Reader, at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

HOUR = timedelta(hours=1)
PUBLISH = {"action-publish": "action-publish"}


def local(at: datetime) -> str:
    return f"{clock.local(at):%Y-%m-%dT%H:%M}"


def hour_by_today(desk: Client, article: Article, hour: datetime) -> Any:
    return desk.post(reverse("desk_when", args=[article.pk]), {"at": local(hour)})


def hour_by_sheet(desk: Client, article: Article, hour: datetime) -> Any:
    data = form_of(shown(desk, article)) | PUBLISH | {"when": "at", "public_since": local(hour)}
    return desk.post(address_of(article), data, secure=True)


def dates_of(article: Article) -> tuple[bool, datetime | None, datetime | None]:
    """Whether it is published, from when it is public, and its date line."""
    row = Article.objects.get(pk=article.pk)
    return row.live, row.public_since, row.published_at


@pytest.mark.parametrize("cancels", ["today", "sheet"])
@pytest.mark.parametrize("sets", ["today", "sheet"])
def test_an_hour_is_one_and_the_same_on_today_and_in_the_sheet(
    sets: str, cancels: str, reader: Reader
) -> None:
    article, desk = factories.draft("The slip is dry"), desk_of("editor")
    when = {"today": hour_by_today, "sheet": hour_by_sheet}
    when[sets](desk, article, NOON + HOUR)

    assert dates_of(article) == (True, NOON + HOUR, NOON + HOUR)
    page, sheet = page_of(desk), shown(desk, article)
    [card] = page.xpath(f"//*[@id='column-coming']//*[@id='piece-{article.pk}']")
    assert card.findtext("time") == f"{clock.local(NOON + HOUR):%H:%M}"
    fields = form_of(sheet)
    assert (fields["when"], fields["public_since"]) == ("at", local(NOON + HOUR))
    assert "data-locked" not in sheet
    form = html.fromstring(
        desk.get(card.xpath(".//a[@data-to='column-coming']")[0].get("href")).content
    )
    assert form.xpath("//input[@name='at']/@value") == [local(NOON + HOUR)]

    # Either gives it another, and its date line is the hour that it has then.
    for other, hour in (("sheet", NOON + 2 * HOUR), ("today", NOON + 3 * HOUR)):
        when[other](desk, article, hour)
        assert dates_of(article) == (True, hour, hour)
    for other, hour in (("sheet", NOON + 2 * HOUR), ("today", NOON + HOUR)):
        when[other](desk, article, hour)
        assert dates_of(article) == (True, hour, hour)

    cancel = {
        "today": page.xpath(f"//button[@id='move-{article.pk}']/@formaction"),
        "sheet": html.fromstring(sheet).xpath("//form[@class='desk-cancel']/@action"),
    }
    [address] = cancel[cancels]
    done = desk.post(address, follow=True).content.decode()
    assert "The schedule is cancelled" in done
    assert dates_of(article) == (False, None, None)
    assert headlines(page_of(desk))["drafts"] == ["The slip is dry"]
    [entry] = PageLogEntry.objects.filter(action="wagtail.schedule.cancel")
    assert entry.user.get_username() == "editor@news.example"
    with at(NOON + 4 * HOUR):
        strike_due()
        assert dates_of(article) == (False, None, None)
        fields = form_of(shown(desk, article))
        assert (fields["when"], fields.get("public_since")) == ("now", None)
        desk.post(address_of(article), fields | PUBLISH, secure=True)
        out = Article.objects.get(pk=article.pk)
        assert out.published_at == NOON + 4 * HOUR
        assert reader.status(str(out.public_path)) == 200


def test_another_hour_publishes_no_words_that_nobody_has_published() -> None:
    article, desk = factories.draft("The slip is dry"), desk_of("editor")
    hour_by_today(desk, article, NOON + HOUR)
    draft = Article.objects.get(pk=article.pk).get_latest_revision_as_object()
    draft.title = "The slip is wet"
    draft.save_revision()

    hour_by_today(desk, article, NOON + 2 * HOUR)

    row = Article.objects.get(pk=article.pk)
    assert (row.title, dates_of(article)) == (
        "The slip is dry",
        (True, NOON + 2 * HOUR, NOON + 2 * HOUR),
    )
    fields = form_of(shown(desk, article))
    assert fields["title"].strip() == "The slip is wet"
    assert fields["public_since"] == local(NOON + 2 * HOUR)


def test_an_embargo_is_not_broken_from_today_and_what_is_out_gets_its_new_version_later() -> None:
    desk, kept = desk_of("editor"), factories.draft("The verdict", embargo_until=NOON + 3 * HOUR)
    kept = publish(kept, Unasked.COMMAND)
    out = factories.article("The ferry is late")

    refused = hour_by_today(desk, kept, NOON + HOUR)
    assert "Its embargo ends on" in refused.content.decode()
    assert dates_of(kept) == (True, None, NOON + 3 * HOUR)
    hour_by_today(desk, kept, NOON + 4 * HOUR)
    assert dates_of(kept) == (True, NOON + 4 * HOUR, NOON + 4 * HOUR)
    desk.post(reverse("desk_not_by_itself", args=[kept.pk]))
    draft = Article.objects.get(pk=kept.pk).get_latest_revision_as_object()
    assert (draft.live, draft.public_since, draft.embargo_until) == (False, None, NOON + 3 * HOUR)

    hour_by_today(desk, out, NOON + HOUR)
    assert state_of(Article.objects.get(pk=out.pk)).next_version_at == NOON + HOUR
    hour_by_today(desk, out, NOON + 2 * HOUR)
    assert state_of(Article.objects.get(pk=out.pk)).next_version_at == NOON + 2 * HOUR
    desk.post(reverse("desk_not_by_itself", args=[out.pk]))
    after = Article.objects.get(pk=out.pk)
    assert (after.live, state_of(after).next_version_at) == (True, None)
