"""The verbs of a piece: which stand in its sheet in each state, and what becomes of words."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from lxml import html
from wagtail.models import PageLogEntry, Revision

from stoppress.newsroom.actions.cancel_schedule import cancel_schedule
from stoppress.newsroom.actions.delete import delete
from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.schedule import schedule
from stoppress.newsroom.actions.strike_due import strike_due
from stoppress.newsroom.actions.take_down import take_down
from stoppress.newsroom.actions.unpublish import unpublish
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.models import Article
from tests.desk.conftest import desk_of, user_of
from tests.desk.test_dates import address_of, form_of, shown
from tests.newsroom import factories
from tests.newsroom.reader import NOON, Reader, at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

HOUR = timedelta(hours=1)
SCRIPT = {"accept": "application/json"}
PUBLISH = {"action-publish": "action-publish"}


@pytest.fixture
def desk() -> Client:
    """An editor's desk."""
    return desk_of("editor")


def scheduled(article: Article) -> Article:
    """The article, whose latest version goes out in three hours."""
    version = Article.objects.get(pk=article.pk).get_latest_revision_as_object()
    return schedule(version, NOON + 3 * HOUR, Unasked.COMMAND)


def verbs_in(page: str) -> tuple[list[str], list[str]]:
    """The verbs of a sheet: those in its bar and its footer, and those under *More…*."""
    tree = html.fromstring(page)
    bar = tree.xpath(
        "//header//*[self::button or self::a][contains(@class, 'btn')][not(@hidden)]"
        " | //footer//*[self::button or self::a]"
    )
    more = tree.xpath("//dialog[@id='desk-more']//li/a")
    return ([" ".join(one.text_content().split()) for one in parts] for parts in (bar, more))  # type: ignore[return-value]


STATES: dict[str, tuple[Any, list[str], list[str]]] = {
    "draft": (factories.draft, ["Preview", "Publish…"], ["Copy", "Delete"]),
    "out": (
        factories.article,
        ["Preview", "Update", "Correct…", "Breaking…", "Take down…"],
        ["Copy", "Unpublish"],
    ),
    "taken down": (
        lambda: take_down(factories.article(), "It was wrong.", Unasked.COMMAND),
        ["Preview", "Taken down…"],
        ["Copy"],
    ),
    "a draft again": (
        lambda: unpublish(factories.article(), Unasked.COMMAND),
        ["Preview", "Publish…"],
        ["Copy"],
    ),
    "goes out at its hour": (
        lambda: scheduled(factories.draft()),
        ["Preview", "Cancel the schedule"],
        ["Copy", "Delete"],
    ),
    "out, another version goes out at its hour": (
        lambda: scheduled(factories.article()),
        ["Preview", "Cancel the schedule", "Breaking…", "Take down…"],
        ["Copy", "Unpublish"],
    ),
}


@pytest.mark.parametrize("state", STATES)
def test_the_sheet_has_the_verbs_of_its_state(state: str, desk: Client) -> None:
    make, in_bar, under_more = STATES[state]

    bar, more = verbs_in(shown(desk, make()))

    assert bar == ["Versions", "Notes", "More…", *in_bar]
    assert more == under_more


def test_what_was_out_is_never_deleted_by_anybody(desk: Client) -> None:
    article = factories.article()
    owner = user_of("owner")

    desk.post(reverse("wagtailadmin_pages:delete", args=[article.pk]), secure=True)
    with pytest.raises(PermissionDenied):
        delete(unpublish(article, Unasked.COMMAND), owner)
    assert Article.objects.filter(pk=article.pk).exists()

    delete(factories.draft("A note"), owner)
    assert not Article.objects.filter(title="A note").exists()


def test_rows_of_lists_name_what_becomes_of_a_piece(desk: Client) -> None:
    article = factories.article("The ferry is back")
    draft = factories.draft("The ferry waits")

    page = desk.get(reverse("wagtailadmin_explore", args=[article.section_id]), secure=True)

    tree = html.fromstring(page.content.decode())
    links = {
        one.get("href").partition("?")[0]: " ".join(one.text_content().split())
        for one in tree.xpath("//table//a[@href]")
    }
    assert links[reverse("stoppress_take_down", args=[article.pk])] == "Take down…"
    told = links[reverse("wagtailadmin_pages:unpublish", args=[article.pk])]
    assert told == "Unpublish: a draft again, readers get no reason"
    assert reverse("wagtailadmin_pages:delete", args=[article.pk]) not in links
    assert links[reverse("wagtailadmin_pages:delete", args=[draft.pk])] == "Delete the draft"
    assert links[reverse("wagtailadmin_pages:view_draft", args=[draft.pk])] == "Preview"
    assert links[reverse("wagtailadmin_pages:history", args=[draft.pk])] == "Versions"
    assert "As readers see it" in links.values()
    assert reverse("wagtailadmin_pages:move", args=[draft.pk]) not in links
    assert tree.xpath("string(//title)").strip().startswith("Sections: ")
    assert not tree.xpath("//script[contains(@src, 'bulk-actions.js')]"), "it fails without boxes"


def test_wagtails_lists_of_all_pages_of_a_kind_lead_to_the_desks_own(desk: Client) -> None:
    factories.article()
    lead = {"article": "/pieces/", "sectionpage": "/pages/", "editionpage": "/pages/"}
    for name in ("type_use", "type_use_results"):
        for kind, there in lead.items():
            address = reverse(f"wagtailadmin_pages:{name}", args=["newsroom", kind])
            assert desk.get(address, secure=True)["Location"] == there


def test_a_sheet_that_goes_out_at_its_hour_says_so_and_takes_no_words(desk: Client) -> None:
    article = scheduled(factories.draft("The ferry is back"))
    page = shown(desk, article)

    assert "Goes out on 30 May 2026, 15:00." in page
    assert "Cancel the schedule to change it." in page
    assert html.fromstring(page).xpath("//*[@data-desk-writing]/@data-locked") == [""]
    answer = desk.post(
        address_of(article), form_of(page) | {"title": "Lost?"}, secure=True, headers=SCRIPT
    )
    assert json.loads(answer.content)["error_code"] == "locked"
    assert "data-locked" not in shown(desk, factories.draft())


def test_a_cancelled_schedule_is_cancelled_and_the_piece_can_be_changed(
    desk: Client, reader: Reader
) -> None:
    article = scheduled(factories.draft("The ferry is back"))

    cancel = reverse("desk_cancel_schedule", args=[article.pk])
    page = desk.post(cancel, secure=True, follow=True).content.decode()

    assert "The schedule is cancelled" in page
    assert "data-locked" not in page
    assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()
    [entry] = PageLogEntry.objects.filter(action="wagtail.schedule.cancel")
    assert (entry.message, entry.user.get_username()) == (
        "Schedule cancelled",
        "editor@news.example",
    )
    with at(NOON + 4 * HOUR):
        strike_due()
    assert not Article.objects.get(pk=article.pk).live

    # And to publish it means now: nothing of the hour is left in it.
    desk.post(address_of(article), form_of(page) | PUBLISH, secure=True)
    out = Article.objects.get(pk=article.pk)
    assert out.live
    assert reader.status(str(out.public_path)) == 200


def test_a_reporter_does_not_cancel_a_schedule() -> None:
    article = scheduled(factories.draft())

    with pytest.raises(PermissionDenied):
        cancel_schedule(article, user_of("reporter"))

    assert Article.objects.get(pk=article.pk).approved_schedule


def new_sheet(desk: Client) -> tuple[str, dict[str, str]]:
    """Where a new piece is sent, and what a browser sends of one without a headline."""
    factories.section()
    answer = desk.get(reverse("desk_new_piece"), secure=True, follow=True)
    return answer.redirect_chain[-1][0], form_of(answer.content.decode())


def test_a_piece_without_a_headline_saves_itself_and_is_found_again(desk: Client) -> None:
    address, data = new_sheet(desk)

    answer = desk.post(address, data, secure=True, headers=SCRIPT)

    said = json.loads(answer.content)
    assert said["success"], said
    article = Article.objects.get(pk=said["pk"])
    assert "The boat came in at noon." in str(article.body)
    for page in (reverse("desk_pieces"), reverse("desk_today")):
        listed = html.fromstring(desk.get(page, secure=True).content.decode())
        assert listed.xpath("//a[normalize-space()='Without headline']"), page

    # Its address is made when it has a headline.
    data = form_of(shown(desk, article))
    assert not data.get("slug")
    desk.post(address_of(article), data | {"title": "The ferry is back"}, secure=True)
    assert Article.objects.get(pk=article.pk).slug == "the-ferry-is-back"


@pytest.mark.parametrize("way", ["action-publish", "action-submit"])
def test_a_piece_without_a_headline_goes_no_further(way: str, desk: Client) -> None:
    address, data = new_sheet(desk)
    pk = json.loads(desk.post(address, data, secure=True, headers=SCRIPT).content)["pk"]

    page = desk.post(address_of(Article.objects.get(pk=pk)), data | {way: way}, secure=True)

    article = Article.objects.get(pk=pk)
    assert "This field is required." in page.content.decode()
    assert (article.live, article.current_workflow_state) == (False, None)
    for by in (user_of("owner"), Unasked.COMMAND):
        with pytest.raises(ValidationError):
            schedule(Article.objects.get(pk=pk), NOON + HOUR, by)
        with pytest.raises(ValidationError):
            publish(Article.objects.get(pk=pk), by)
    assert not Article.objects.get(pk=pk).live
