"""Merging topics at the desk: who may, what is shown before, what readers get after."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from stoppress.newsroom.models import Topic
from tests.desk.conftest import desk_of
from tests.newsroom import factories
from tests.newsroom.reader import Reader

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def address(view: str, topic: Topic) -> str:
    return reverse(f"wagtailsnippets_newsroom_topic:{view}", args=[topic.pk])


def text_of(page: bytes) -> str:
    return " ".join(html.fromstring(page.decode()).xpath("string(//main)").split())


def choices(desk: Client, topic: Topic, search: str = "") -> list[str]:
    """Titles that the chooser offers on the page that merges ``topic``."""
    page = html.fromstring(desk.get(address("merge", topic), secure=True).content.decode())
    modal = page.xpath("string(//*[@data-chooser-url]/@data-chooser-url)")
    shown = desk.get(modal, secure=True).json()["html"]
    if search:
        results = html.fromstring(shown).xpath("string(//form[@data-chooser-modal-search]/@action)")
        shown = desk.get(f"{results}&q={search}", secure=True).content.decode()
    return [
        link.text_content().strip()
        for link in html.fromstring(shown).xpath("//a[@data-chooser-modal-choice]")
    ]


@pytest.mark.slow
def test_an_editor_merges_a_topic_and_its_address_leads_to_the_other(reader: Reader) -> None:
    ferry, boats = factories.topic("Ferry"), factories.topic("Boats")
    factories.article("One", about=(ferry,))
    factories.article("Two", about=(ferry, boats))
    factories.article("Three", about=(boats,))
    desk = desk_of("editor")

    before = desk.get(address("merge", ferry), {"into": boats.pk}, secure=True)

    assert "2 pieces move. 1 of them carries both topics already." in text_of(before.content)
    assert Topic.objects.count() == 2

    done = desk.post(address("merge", ferry), {"into": boats.pk}, secure=True, follow=True)

    assert done.redirect_chain == [(address("edit", boats), 302)]
    assert "“Ferry” is merged into “Boats”: 2 pieces have moved." in done.content.decode()
    moved = reader.get("/topic/ferry/")
    assert (moved.status, moved.location) == (301, "/topic/boats/")
    for headline in ("One", "Two", "Three"):
        assert headline in reader.get("/topic/boats/").text


def test_background_that_would_be_lost_is_shown_before() -> None:
    ferry, boats = factories.topic("Ferry"), factories.topic("Boats")
    ferry.background = "It has crossed since 1904."
    ferry.save()

    before = desk_of("editor").get(address("merge", ferry), {"into": boats.pk}, secure=True)

    assert "It has crossed since 1904." in text_of(before.content)
    assert "is lost: copy from it what you want to keep" in text_of(before.content)


def test_only_others_of_the_same_edition_can_be_chosen() -> None:
    ferry, boats = factories.topic("Ferry"), factories.topic("Boats")
    abroad = factories.topic("Boats abroad", factories.edition("az", "Kuryer"))
    desk = desk_of("editor")

    assert choices(desk, ferry) == ["Boats"]
    assert choices(desk, ferry, search="bo") == ["Boats"]
    for wrong in (ferry, abroad):
        for method in (desk.get, desk.post):
            answer = method(address("merge", ferry), {"into": wrong.pk}, secure=True)
            assert "Choose another topic of the same edition." in text_of(answer.content)
    assert set(Topic.objects.all()) == {ferry, boats, abroad}


def test_the_chooser_says_the_edition_of_each() -> None:
    factories.topic("Qatar"), factories.topic("Qatar", factories.edition("az", "Kuryer"))
    address = reverse("wagtailsnippetchoosers_newsroom_topic:choose")

    shown = html.fromstring(desk_of("editor").get(address, secure=True).json()["html"])

    cells = [" ".join(row.text_content().split()) for row in shown.xpath("//tbody/tr")]
    assert sorted(cells) == ["Qatar Azərbaycan", "Qatar English"]


def test_the_way_to_merge_stands_in_the_list_and_the_editor() -> None:
    ferry = factories.topic("Ferry")
    desk = desk_of("editor")

    for place in (reverse("wagtailsnippets_newsroom_topic:list"), address("edit", ferry)):
        assert address("merge", ferry) in desk.get(place, secure=True).content.decode()


def test_others_may_not() -> None:
    ferry, boats = factories.topic("Ferry"), factories.topic("Boats")
    reporter = desk_of("reporter")

    for desk in (reporter, Client()):
        for method in (desk.get, desk.post):
            assert method(address("merge", ferry), {"into": boats.pk}, secure=True).status_code in (
                302,
                403,
            )
    assert Topic.objects.count() == 2
    shown = reporter.get(reverse("wagtailsnippets_newsroom_topic:list"), secure=True)
    assert "Ferry" in shown.content.decode()
    assert address("merge", ferry) not in shown.content.decode()
