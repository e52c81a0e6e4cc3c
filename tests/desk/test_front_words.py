"""What a front alone says of an article: its headline, deck and picture, and how long it stays."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user
from django.test import Client
from django.urls import reverse
from lxml import html

from stoppress.newsroom import clock
from stoppress.newsroom.actions.reword_slot import reword_slot
from stoppress.newsroom.actions.strike_due import strike_due
from stoppress.newsroom.actions.take_down import take_down
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.front_slots import Placed, mark_of_draft, slots_in_draft
from stoppress.newsroom.models import Article, EditionPage, PictureDetails, RecentPageViews
from stoppress.newsroom.search import follow as search
from tests.desk.conftest import desk_of
from tests.desk.test_front import draft, order_on, post, put
from tests.newsroom import factories, media
from tests.newsroom.reader import Reader, at, noon, reader

__all__ = ["noon", "reader"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def slot_of(front: EditionPage, article: Article) -> Placed:
    """The slot of ``article`` in the draft as it is now."""
    again = EditionPage.objects.get(pk=front.pk)
    return next(slot for slot in slots_in_draft(again) if slot.article == article.pk)


def reword(desk: Client, front: EditionPage, article: Article, **fields: object) -> str:
    """Send the form of the slot with ``article``, as it is now."""
    was = slot_of(front, article).mark
    return post(desk, "reword", front, **{"article": article.pk, "was": was} | fields)


def on_the_clock(moment: datetime) -> str:
    """``moment`` as the form's field has it."""
    return f"{clock.local(moment):%Y-%m-%dT%H:%M}"


def lead_of(page: str) -> str:
    """The markup of the front's lead."""
    [lead] = html.fromstring(page).xpath("//main//article")
    return html.tostring(lead, encoding="unicode")


def test_words_and_picture_of_the_front_stand_on_the_front_alone(reader: Reader) -> None:
    article, front = factories.article("The ferry is back"), factories.edition()
    desk, picture = desk_of("editor"), media.image("Ferry at the quay")
    elsewhere = [str(article.public_path), "/harbour/", "/all-news/"]
    before = {path: reader.get(path).text for path in elsewhere}
    put(desk, front, article, 0)
    post(desk, "show", front, seen=draft(front))

    told = reword(
        desk, front, article, headline="Boat!", deck="After three years.", picture=picture.pk
    )

    assert "“The ferry is back” changed" in told
    assert "The ferry is back" in lead_of(reader.get("/").text)
    post(desk, "show", front, seen=draft(front))
    lead = lead_of(reader.get("/").text)
    assert "Boat!" in lead
    assert "After three years." in lead
    assert "The ferry is back" not in lead
    [shown] = set(re.findall(r"/media/pictures/[^\s\"]+jpg", lead))
    assert shown.startswith(f"/media/pictures/{picture.pk}-")
    assert reader.status(shown) == 200
    assert {path: reader.get(path).text for path in elsewhere} == before

    take_down(article, "It was another boat.", Unasked.COMMAND)

    assert "Boat!" not in reader.get("/").text
    assert reader.status(shown) == 404


def test_a_picture_that_may_not_be_used_any_more_stops_the_front(
    reader: Reader, noon: datetime
) -> None:
    article, front = factories.article("The ferry is back"), factories.edition()
    desk, picture = desk_of("editor"), media.image("Ferry at the quay")
    details = PictureDetails.objects.create(image=picture, usable_until=noon.date())
    put(desk, front, article, 0)
    reword(desk, front, article, picture=picture.pk)
    before = reader.get("/").text

    with at(noon + timedelta(days=1)):
        told = post(desk, "show", front, seen=draft(front))
        assert "30 May 2026 was the last day: “Ferry at the quay”" in told
        assert "did not go out" in told
    assert reader.get("/").text == before

    details.delete()
    with at(noon + timedelta(days=1)):
        assert "Readers see this front now." in post(desk, "show", front, seen=draft(front))


def test_moving_a_slot_and_putting_a_front_back_keep_its_words(reader: Reader) -> None:
    one, two = factories.article("Piece one"), factories.article("Piece two")
    front, desk = factories.edition(), desk_of("editor")
    put(desk, front, one, 0)
    reword(desk, front, one, headline="One, in short")
    put(desk, front, two, 0)
    post(desk, "show", front, seen=draft(front))
    put(desk, front, one, "")
    post(desk, "show", front, seen=draft(front))
    assert "One, in short" not in reader.get("/").text

    history = desk.get(f"/front/{front.pk}/history/", secure=True).content.decode()
    [form] = html.fromstring(history).xpath("//main//td/form")
    desk.post(form.get("action"), secure=True)

    assert order_on(reader.get("/").text, [two.title, "One, in short"]) == [
        two.title,
        "One, in short",
    ]


def test_a_slot_gives_its_place_up_at_its_second(reader: Reader, noon: datetime) -> None:
    old, new = factories.article("The quay is swept"), factories.article("The ferry is back")
    front, desk, ends = factories.edition(), desk_of("editor"), noon + timedelta(minutes=30)
    put(desk, front, old, 0)

    assert "stays until" in reword(desk, front, old, until=on_the_clock(ends))
    post(desk, "show", front, seen=draft(front))

    with at(ends - timedelta(seconds=1)):
        strike_due()
        assert old.title in lead_of(reader.get("/").text)
    with at(ends):
        assert strike_due() == 1
        assert strike_due() == 0
        assert new.title in lead_of(reader.get("/").text)
        page = desk.get(f"/front/{front.pk}/", secure=True).content.decode()
        assert "gave its place up" in page


def test_times_that_cannot_be_are_refused_and_what_was_typed_stays(noon: datetime) -> None:
    later = noon + timedelta(hours=3)
    article = factories.article("The auditor’s report", embargo_until=later)
    front, desk = factories.edition(), desk_of("editor")
    put(desk, front, article, 0)

    assert "is over already" in reword(desk, front, article, until=on_the_clock(noon))
    assert "would leave the front before it stands there" in reword(
        desk, front, article, until=on_the_clock(later)
    )
    was = slot_of(front, article).mark
    fields = {"article": article.pk, "was": was, "headline": "Typed", "until": "yesterday"}
    answer = desk.post(f"/front/{front.pk}/reword/", fields, secure=True).content.decode()
    assert "Typed" in html.fromstring(answer).xpath("//input[@name='headline']/@value")
    assert slot_of(front, article) == Placed(article.pk)


def test_words_that_somebody_else_changed_are_not_overwritten() -> None:
    article, front, desk = factories.article("Piece one"), factories.edition(), desk_of("editor")
    put(desk, front, article, 0)
    was = slot_of(front, article).mark
    page = desk.get(f"/front/{front.pk}/", secure=True).content.decode()
    [mark] = set(html.fromstring(page).xpath("//input[@name='mark']/@value"))
    reword(desk_of("owner"), front, article, headline="Theirs")

    told = post(desk, "reword", front, article=article.pk, was=was, headline="Mine")

    assert "Somebody else has changed this front" in told
    assert slot_of(front, article).headline == "Theirs"
    assert "Somebody else has changed" in post(desk, "show", front, seen=draft(front), mark=mark)
    assert not EditionPage.objects.get(pk=front.pk).front_picks.exists()


def beside(desk: Client, front: EditionPage, article: Article, do: str = "on") -> str:
    """Place ``article`` beside the lead, or do what is said, from the draft as it is now."""
    mark = mark_of_draft(EditionPage.objects.get(pk=front.pk))
    return post(desk, "beside", front, article=article.pk, do=do, mark=mark)


def test_related_pieces_stand_beside_the_lead_and_nowhere_else_on_the_front(
    reader: Reader,
) -> None:
    lead, *others = (factories.article(f"Piece {word}") for word in ("one", "two", "three", "four"))
    front, desk = factories.edition(), desk_of("editor")
    assert "There is no lead yet" in beside(desk, front, others[0])
    put(desk, front, lead, 0)
    for article in others[:2]:
        beside(desk, front, article)
    beside(desk, front, others[1], "up")

    assert "has a slot on this front already" in beside(desk, front, lead)
    post(desk, "show", front, seen=draft(front))

    page = html.fromstring(reader.get("/").text)
    assert page.xpath("//main//article//ul[@class='beside']//a/text()") == [
        others[1].title,
        others[0].title,
    ]
    stands = [str(link) for link in page.xpath("//main//div[@class='first']//a/@href")]
    for article in others[:2]:
        assert stands.count(str(article.public_path)) == 1
        assert not page.xpath(f"//main//section//a[@href='{article.public_path}']")
    put(desk, front, others[0], 1)
    assert slot_of(front, lead).beside == (others[1].pk,)
    beside(desk, front, others[1], "off")
    post(desk, "show", front, seen=draft(front))
    assert 'class="beside"' not in reader.get("/").text


def test_pieces_to_place_are_found_by_words() -> None:
    for headline in ("The ferry is back", "The quay is swept"):
        factories.article(headline)
    front, desk = factories.edition(), desk_of("editor")
    while search.follow(1.0):
        pass

    page = desk.get(f"/front/{front.pk}/", {"q": "ferry"}, secure=True).content.decode()
    listed = desk.get(f"/front/{front.pk}/newest/", {"q": "nothing"}, secure=True).content.decode()

    assert html.fromstring(page).xpath("//main//li//h3/a/text()") == ["The ferry is back"]
    assert "Nothing is found by these words." in listed


def test_two_editors_see_each_other_and_what_is_read() -> None:
    article, front, desk = factories.article("Piece one"), factories.edition(), desk_of("editor")
    put(desk, front, article, 0)
    minute = clock.now().replace(second=0, microsecond=0)
    recent = [(minute, 1200), (minute - timedelta(minutes=29), 34)]
    for at_minute, count in (*recent, (minute - timedelta(minutes=31), 1)):
        RecentPageViews.objects.create(article=article, minute=at_minute, count=count)
    here = f"/front/{front.pk}/here/"

    assert desk.post(here, secure=True).json()["others"] == ""
    other = desk_of("owner")
    told = other.post(here, secure=True).json()
    assert told["others"] == "Looking at this front too: editor@news.example."
    assert told["read"] == {str(article.pk): "Last 30 min: 1,234"}
    assert told["mark"] == mark_of_draft(EditionPage.objects.get(pk=front.pk))
    page = desk.get(f"/front/{front.pk}/", secure=True).content.decode()
    assert "Looking at this front too: owner@news.example." in page
    assert "Last 30 min: 1,234" in page
    with at(clock.now() + timedelta(minutes=2)):
        assert other.post(here, secure=True).json()["others"] == ""


@pytest.mark.parametrize("of_a_section", [False, True])
def test_the_form_of_an_edition_or_a_section_leaves_its_front_and_the_draft_as_they_are(
    reader: Reader, of_a_section: bool
) -> None:
    article, picture = factories.article("The ferry is back"), media.image("Ferry at the quay")
    desk, owner = desk_of("editor"), desk_of("owner")
    front: Any = article.section if of_a_section else factories.edition()
    path = "/harbour/" if of_a_section else "/"
    seen = {"article": article.pk, "to": 0, "seen": ""}
    desk.post(f"/front/{front.pk}/arrange/", seen, secure=True)
    slot = Placed(article.pk, "Boat!", "After three years.", picture.pk)
    reword_slot(front, slot, get_user(desk), seen=Placed(article.pk).mark)
    desk.post(f"/front/{front.pk}/show/", {"seen": article.pk}, secure=True)
    assert "Boat!" in lead_of(reader.get(path).text)

    other = factories.article("The quay is swept")
    arranged = {"article": other.pk, "to": 0, "seen": article.pk}
    desk.post(f"/front/{front.pk}/arrange/", arranged, secure=True)
    address = reverse("wagtailadmin_pages:edit", args=[front.pk])
    page = html.fromstring(owner.get(address, secure=True).content.decode())
    [form] = page.xpath("//form[@data-edit-form]")
    typed = {"description": "All of the quay."} if of_a_section else {"tagline": "Since 1891"}
    data = dict(form.form_values()) | typed | {"action-publish": "action-publish"}
    assert owner.post(address, data, secure=True).status_code == 302

    assert typed.items() <= vars(type(front).objects.get(pk=front.pk)).items()
    assert slots_in_draft(type(front).objects.get(pk=front.pk)) == [Placed(other.pk), slot]
    lead = lead_of(reader.get(path).text)
    assert "Boat!" in lead
    assert "After three years." in lead
