"""The page “Front” at the desk: a draft until it is shown, and shown on the front alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from lxml import html
from pytest_django import DjangoAssertNumQueries

from stoppress.newsroom.actions.strike_due import strike_due
from stoppress.newsroom.front_slots import Front, mark_of_draft, slots_in_draft, slots_on
from stoppress.newsroom.models import Article, EditionPage
from tests.desk.conftest import desk_of
from tests.newsroom import factories
from tests.newsroom.reader import Reader, at, noon, reader

__all__ = ["noon", "reader"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def post(desk: Client, what: str, front: Front, **fields: object) -> str:
    """Press a button of the page; the text of the page that follows."""
    answer = desk.post(f"/front/{front.pk}/{what}/", fields, secure=True, follow=True)
    assert answer.status_code == 200, (what, answer.status_code)
    return text_of(answer.content.decode())


def text_of(page: str) -> str:
    """The words of a page's main part."""
    return str(html.fromstring(page).xpath("string(//main)"))


def put(desk: Client, front: Front, article: Article, to: int | str) -> str:
    """Put ``article`` into a slot, from the draft as it is now."""
    return post(desk, "arrange", front, article=article.pk, to=to, seen=draft(front))


def draft(front: Front) -> str:
    """The ids of the draft, as the page's buttons send them."""
    again = type(front).objects.get(pk=front.pk)
    return ",".join(str(slot.article) for slot in slots_in_draft(again))


def discard(desk: Client, front: Front) -> str:
    """Drop the draft as it is now."""
    return post(desk, "discard", front, mark=mark_of_draft(type(front).objects.get(pk=front.pk)))


def order_on(front: str, headlines: Iterable[str]) -> list[str]:
    """``headlines`` in the order in which the front's main part has them."""
    main = text_of(front)
    return sorted((one for one in headlines if one in main), key=main.index)


def test_what_is_arranged_is_a_draft_until_it_is_shown(reader: Reader) -> None:
    old, new = factories.article("The quay is swept"), factories.article("The ferry is back")
    front, desk = factories.edition(), desk_of("editor")
    both = [old.title, new.title]
    assert order_on(reader.get("/").text, both) == [new.title, old.title]

    told = put(desk, front, old, 0)

    assert "1 change that readers do not see yet" in told
    assert "“The quay is swept” to lead" in told
    assert order_on(reader.get("/").text, both) == [new.title, old.title]
    assert "Readers see this front now." in post(desk, "show", front, seen=draft(front))
    assert order_on(reader.get("/").text, both) == [old.title, new.title]


def test_showing_a_front_touches_no_page_but_the_front(reader: Reader) -> None:
    old, new = factories.article("The quay is swept"), factories.article("The ferry is back")
    front, desk = factories.edition(), desk_of("editor")
    pages = [old.public_path, new.public_path, "/harbour/", "/all-news/"]
    before = {path: reader.fragments(str(path)) for path in pages}
    at_first = reader.fragments("/")
    put(desk, front, old, 0)

    post(desk, "show", front, seen=draft(front))

    assert {path: reader.fragments(str(path)) for path in pages} == before
    assert reader.fragments("/") != at_first


def test_articles_are_moved_and_taken_off_and_the_draft_is_dropped() -> None:
    one, two, three = (factories.article(f"Piece {word}") for word in ("one", "two", "three"))
    front, desk = factories.edition(), desk_of("editor")
    for place, article in enumerate((one, two, three)):
        put(desk, front, article, place)
    post(desk, "show", front, seen=draft(front))

    put(desk, front, three, 0)
    told = put(desk, front, one, "")

    assert draft(front) == f"{three.pk},{two.pk}"
    assert "2 changes that readers do not see yet" in told
    assert "“Piece one” off" in told
    assert "as it stands here" in discard(desk, front)
    assert draft(front) == f"{one.pk},{two.pk},{three.pk}"


def test_a_draft_that_somebody_else_changed_is_shown_and_not_overwritten() -> None:
    one, two = factories.article("Piece one"), factories.article("Piece two")
    front, desk = factories.edition(), desk_of("editor")
    seen = draft(front)
    put(desk_of("owner"), front, one, 0)

    told = post(desk, "arrange", front, article=two.pk, to=0, seen=seen)

    assert "Somebody else has changed this front" in told
    assert draft(front) == str(one.pk)
    assert "Somebody else has changed this front" in post(desk, "show", front, seen=seen)
    assert EditionPage.objects.get(pk=front.pk).front_picks.count() == 0


@pytest.mark.parametrize("of_a_section", [False, True])
def test_the_second_editor_sees_what_the_first_changed_before_anything_is_overwritten(
    of_a_section: bool,
) -> None:
    one, two = factories.article("Piece one"), factories.article("Piece two")
    front: Front = factories.section("Harbour") if of_a_section else factories.edition()
    first, second = desk_of("owner"), desk_of("editor")
    put(second, front, one, 0)
    page = html.fromstring(second.get(f"/front/{front.pk}/", secure=True).content)
    forms = page.xpath("//main//form[@action]")
    sent = {form.action.split("/")[-2]: dict(form.form_values()) for form in forms}
    first.get(f"/front/{front.pk}/", secure=True)
    put(first, front, two, 0)

    for what in ("show", "discard"):
        told = post(second, what, front, **sent[what])
        assert "Somebody else has changed this front" in told
        assert "“Piece two” to lead" in told
        assert "Last changed by owner@news.example." in told
    assert draft(front) == f"{two.pk},{one.pk}"
    assert slots_on(type(front).objects.get(pk=front.pk)) == []


def test_a_front_that_readers_had_is_put_back_with_one_press(reader: Reader) -> None:
    one, two = factories.article("Piece one"), factories.article("Piece two")
    front, desk = factories.edition(), desk_of("editor")
    both = [one.title, two.title]
    put(desk, front, one, 0)
    post(desk, "show", front, seen=draft(front))
    put(desk, front, two, 0)
    post(desk, "show", front, seen=draft(front))
    assert order_on(reader.get("/").text, both) == [two.title, one.title]

    history = desk.get(f"/front/{front.pk}/history/", secure=True).content.decode()
    [form] = html.fromstring(history).xpath("//main//td/form")
    desk.post(form.get("action"), secure=True)

    assert order_on(reader.get("/").text, both) == [one.title, two.title]
    assert draft(front) == str(one.pk)


def test_an_article_under_embargo_is_placed_and_shows_itself_at_its_second(
    reader: Reader, noon: datetime
) -> None:
    factories.article("The quay is swept")
    ends = noon + timedelta(hours=3)
    report = factories.article("The auditor’s report", embargo_until=ends)
    front, desk = factories.edition(), desk_of("editor")

    assert "embargo until" in put(desk, front, report, 0)
    post(desk, "show", front, seen=draft(front))

    assert report.title not in reader.get("/").text
    with at(ends + timedelta(seconds=1)):
        strike_due()
        assert (
            order_on(reader.get("/").text, [report.title, "The quay is swept"])[0] == report.title
        )


def test_another_editions_article_is_refused_in_words() -> None:
    factories.article("Piece one")
    away = factories.article("Parça", into=factories.section("Liman", factories.edition("az", "K")))
    front, desk = factories.edition(), desk_of("editor")

    assert "belongs to another edition" in put(desk, front, away, 0)
    assert draft(front) == ""


@pytest.mark.parametrize("fields", [{}, {"article": "x"}, {"article": "1", "seen": "a"}])
def test_what_no_button_sends_is_refused(fields: dict[str, str]) -> None:
    front, desk = factories.edition(), desk_of("editor")

    assert desk.post(f"/front/{front.pk}/arrange/", fields, secure=True).status_code == 400


def test_a_reporter_neither_sees_nor_changes_a_front() -> None:
    article, front = factories.article("Piece one"), factories.edition()
    desk, version = desk_of("reporter"), front.latest_revision_id

    assert desk.get("/front/", secure=True).status_code == 302
    for what in ("arrange", "show", "discard"):
        desk.post(f"/front/{front.pk}/{what}/", {"article": article.pk, "to": 0}, secure=True)

    assert draft(front) == ""
    assert EditionPage.objects.get(pk=front.pk).latest_revision_id == version


def test_a_sections_front_offers_its_own_articles() -> None:
    factories.article("In the harbour")
    factories.article("In the theatre", into=factories.section("Culture"))
    desk = desk_of("editor")

    page = desk.get(f"/front/{factories.section('Culture').pk}/", secure=True).content.decode()

    assert "In the theatre" in page
    assert "In the harbour" not in page


def test_the_page_asks_as_much_for_many_pieces_as_for_few(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    front, desk = factories.edition(), desk_of("editor")
    for number in range(12):
        article = factories.article(f"Piece {number}")
        if number % 2:
            put(desk, front, article, 0)

    desk.get("/front/", secure=True)
    with django_assert_max_num_queries(42):
        desk.get("/front/", secure=True)
