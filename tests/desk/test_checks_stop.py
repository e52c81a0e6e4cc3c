"""What the checks stop, in every way of publishing at the desk, and how somebody answers them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html
from wagtail.models import PageLogEntry, Revision

from stoppress.desk.checks import registry
from stoppress.desk.checks.check import Check, Level
from stoppress.desk.checks.registry import CHECKS
from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.models import Article, CheckSettings, SetAside
from tests.desk.conftest import desk_of, user_of
from tests.desk.test_dates import address_of, form_of, shown
from tests.desk.test_held import fails
from tests.newsroom import factories
from tests.newsroom.media import image

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

PUBLISH = {"action-publish": "action-publish"}


def by_the_sheet(desk: Client, article: Article) -> Any:
    return desk.post(
        address_of(article), form_of(shown(desk, article)) | PUBLISH, secure=True, follow=True
    )


def later(desk: Client, article: Article) -> Any:
    data = form_of(shown(desk, article)) | {"when": "at", "public_since": "2026-05-30T15:00"}
    return desk.post(address_of(article), data | PUBLISH, secure=True, follow=True)


def approve(desk: Client, article: Article) -> Any:
    article.get_workflow().start(article, user_of("reporter"))
    task = article.current_workflow_state.current_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[article.pk, "approve", task.pk])
    return desk.post(address, {"comment": ""}, secure=True, follow=True)


def approve_in_the_sheet(desk: Client, article: Article) -> Any:
    article.get_workflow().start(article, user_of("reporter"))
    said = {"action-workflow-action": "true", "workflow-action-name": "approve"}
    data = form_of(shown(desk, article)) | said
    return desk.post(address_of(article), data, secure=True, follow=True)


WAYS: dict[str, Callable[[Client, Article], Any]] = {
    "sheet": by_the_sheet,
    "later": later,
    "approval": approve,
    "approval in the sheet": approve_in_the_sheet,
}


@pytest.mark.parametrize("way", WAYS)
def test_no_way_to_publish_leads_around_the_checks(way: str) -> None:
    desk = desk_of("editor")
    article = factories.draft("The ferry is back", lead_image=image(), lead_credit="Kit Sorrel")

    answer = WAYS[way](desk, article)

    assert "The lead picture has no description" in answer.content.decode()
    article.refresh_from_db()
    assert not article.live
    assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()
    assert not PageLogEntry.objects.filter(action__startswith="wagtail.publish").exists()


def test_a_check_that_fails_stops_neither_a_publish_nor_the_other_checks(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    broken = Check("headline-length", CHECKS[0].label, Level.ERROR, fails)
    others = tuple(check for check in CHECKS if check.name != broken.name)
    monkeypatch.setattr(registry, "CHECKS", (broken, *others))
    desk = desk_of("editor")
    fine = factories.draft("The ferry is back")
    not_fine = factories.draft("The ferry is late", lead_image=image(), lead_credit="Kit Sorrel")

    assert by_the_sheet(desk, fine).status_code == 200
    assert "The lead picture has no description" in by_the_sheet(desk, not_fine).content.decode()

    assert Article.objects.get(pk=fine.pk).live
    assert not Article.objects.get(pk=not_fine.pk).live
    assert "the check headline-length of article" in caplog.text


def test_a_warning_is_set_aside_with_a_reason_that_the_history_keeps() -> None:
    desk = desk_of("editor")
    article = factories.draft("The ferry is back", lead_image=image(), lead_credit="Kit Sorrel")
    data = form_of(shown(desk, article))
    told = desk.post(reverse("desk_checks", args=[article.pk]), data, secure=True)
    [field] = html.fromstring(told.content.decode()).xpath("//input[@data-desk-reason]/@name")

    desk.post(address_of(article), data | PUBLISH | {field: " "}, secure=True)
    assert not Article.objects.get().live

    desk.post(address_of(article), data | PUBLISH | {field: "A drawing of nothing."}, secure=True)
    assert Article.objects.get().live
    [entry] = PageLogEntry.objects.filter(action="stoppress.set_aside")
    assert "“A drawing of nothing.”" in entry.message
    assert entry.user.get_username() == "editor@news.example"
    assert SetAside.objects.count() == 1

    # An update is not asked again about what was answered.
    assert by_the_sheet(desk, article).redirect_chain
    assert not Article.objects.get().has_unpublished_changes


def test_an_import_and_a_command_are_not_asked() -> None:
    article = factories.draft(lead_image=image())

    publish(article, Unasked.IMPORT)

    assert Article.objects.get().live


@pytest.mark.parametrize("saved", [True, False], ids=["saved", "new"])
def test_the_publish_sheet_shows_what_stands_in_the_sheet(saved: bool) -> None:
    desk = desk_of("editor")
    article = factories.draft("The ferry is back")
    if saved:
        data, address = form_of(shown(desk, article)), reverse("desk_checks", args=[article.pk])
    else:
        page = desk.get(reverse("desk_new_piece"), secure=True, follow=True).content.decode()
        data = form_of(page)
        address = html.fromstring(page).xpath("//@data-checks")[0]

    answer = desk.post(address, data | {"title": ""}, secure=True)
    assert html.fromstring(answer.content).xpath("//li/text()") == ["The piece has no headline."]

    answer = desk.post(address, data | {"title": "The ferry is late"}, secure=True)
    assert "The checks found nothing." in answer.content.decode()
    assert Article.objects.get().title == "The ferry is back"


def test_nobody_looks_at_a_piece_that_they_may_not_change() -> None:
    article = factories.article()

    answer = desk_of("reporter").post(reverse("desk_checks", args=[article.pk]), secure=True)

    assert answer.status_code in (302, 403)


def test_owners_set_how_much_a_check_weighs_and_editors_do_not() -> None:
    opinion, address = factories.section("Opinion"), reverse("desk_check_settings")
    desk = desk_of("owner")
    page = html.fromstring(desk.get(address, secure=True).content.decode())
    [form] = page.xpath("//form[.//input[@name='sections']]")
    data = dict(form.form_values())

    chosen: dict[str, Any] = {"headline-length": "off", "sections": [opinion.pk]}
    assert desk.post(address, data | chosen, secure=True).status_code == 302

    again = html.fromstring(desk.get(address, secure=True).content.decode())
    assert again.xpath("//select[@name='headline-length']//option[@selected]/@value") == ["off"]
    assert again.xpath("//input[@name='sections'][@checked]/@value") == [str(opinion.pk)]
    assert CheckSettings.load().levels == {"headline-length": "off"}
    assert desk_of("editor").get(address, secure=True).status_code in (302, 403)
