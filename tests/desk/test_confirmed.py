"""What is asked before a piece or a section is unpublished, deleted, copied or moved."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html
from wagtail.models import Page

from stoppress.newsroom.models import Article
from tests.desk.conftest import desk_of
from tests.desk.test_dates import address_of
from tests.newsroom import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def said_at(desk: Client, verb: str, pk: int) -> str:
    """What a page of Wagtail's asks, as its editor reads it."""
    answer = desk.get(reverse(f"wagtailadmin_pages:{verb}", args=[pk]), secure=True)
    [main] = html.fromstring(answer.content.decode()).xpath("//main")
    return " ".join(main.text_content().split())


@pytest.mark.parametrize("role", ["editor", "owner"])
def test_what_becomes_of_it_is_said_before(role: str) -> None:
    desk, out, draft = desk_of(role), factories.article("Out"), factories.draft("A draft")

    unpublish = said_at(desk, "unpublish", out.pk)
    assert "It is a draft again, and its address says that nothing is there." in unpublish
    assert "Take down…" in unpublish
    assert "and its versions are gone for good" in said_at(desk, "delete", draft.pk)
    closed = said_at(desk, "unpublish", out.section_id or 0)
    assert "Readers find neither it nor what stands in it" in closed
    copied = desk.get(reverse("wagtailadmin_pages:copy", args=[out.pk]), secure=True)
    fields = html.fromstring(copied.content.decode()).xpath("//main//form//input/@name")
    assert "new_title" in fields
    assert "publish_copies" not in fields, "what goes out is checked in the Publish dialog"


@pytest.mark.parametrize("verb", ["move", "move_confirm", "confirm_workflow_cancellation"])
def test_what_the_sheet_has_is_not_done_elsewhere(verb: str) -> None:
    desk, article = desk_of("editor"), factories.article("Out")
    target = factories.section("Culture").pk
    args = [article.pk, target] if verb == "move_confirm" else [article.pk]

    for send in (desk.get, desk.post):
        answer = send(reverse(f"wagtailadmin_pages:{verb}", args=args), secure=True)
        assert answer.headers["location"] == address_of(article)

    assert Article.objects.get(pk=article.pk).section_id == article.section_id


def test_what_stands_around_a_piece_that_was_out_is_not_deleted_either() -> None:
    desk, out = desk_of("owner"), factories.article("Out")
    empty = factories.section("Culture")
    places = [out.section_id, out.get_parent().get_parent().pk, empty.pk]

    for pk in places:
        desk.post(reverse("wagtailadmin_pages:delete", args=[pk]), secure=True)

    assert set(Page.objects.filter(pk__in=places).values_list("pk", flat=True)) == set(places[:2])
    assert Article.objects.filter(pk=out.pk).exists()


@pytest.mark.parametrize("verb", ["history", "copy", "move", "workflow_history"])
def test_the_front_of_a_section_has_its_own_history_and_no_copy(verb: str) -> None:
    desk, section = desk_of("editor"), factories.section("Culture")
    history = reverse("desk_front_history", args=[section.pk])
    own = history if "history" in verb else reverse("wagtailadmin_pages:edit", args=[section.pk])

    answer = desk.get(reverse(f"wagtailadmin_pages:{verb}", args=[section.pk]), secure=True)

    assert answer.headers["location"] == own
    page = desk.get(reverse("wagtailadmin_pages:edit", args=[section.pk]), secure=True)
    tree = html.fromstring(page.content.decode())
    assert tree.xpath("//*[@name='action-submit']") == []
    assert "live" not in tree.xpath("//*[@id='desk-state']")[0].text_content()
    assert desk.get(history, secure=True).status_code == 200


@pytest.mark.parametrize("role", ["editor", "owner"])
def test_nothing_is_done_to_many_at_once_in_the_tree(role: str) -> None:
    desk, article = desk_of(role), factories.article("Out")
    for verb in ("publish", "unpublish", "move", "delete"):
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", verb])
        for send in (desk.get, desk.post):
            assert send(f"{address}?id={article.pk}", secure=True).status_code == 404

    tree = reverse("wagtailadmin_explore", args=[article.section_id])
    page = html.fromstring(desk.get(tree, secure=True).content.decode())

    assert page.xpath("//table//input[@type='checkbox']") == []
    assert "Out" in page.xpath("//table")[0].text_content()
    assert page.xpath("//*[@data-bulk-action-button]") == []
