"""Blocks below the slots of a front: chosen by rule at the desk, as a draft until it is shown."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client
from lxml import html

from stoppress.newsroom import clock
from stoppress.newsroom.actions.choose_most_read import choose_most_read
from stoppress.newsroom.actions.merge_topics import merge_topics
from stoppress.newsroom.actions.place_on_front import place_on_front
from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.front_slots import Front, mark_of_draft
from stoppress.newsroom.models import Article, EditionPage, PageViews
from stoppress.newsroom.most_read import hour_of
from tests.desk.conftest import desk_of
from tests.desk.test_front import discard, draft, post
from tests.desk.test_front_words import on_the_clock
from tests.newsroom import factories
from tests.newsroom.reader import Reader, at, noon, reader

__all__ = ["noon", "reader"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def change(desk: Client, front: Front, do: str, key: str = "", **fields: object) -> str:
    """Press a button of the blocks, from the draft as it is now."""
    mark = mark_of_draft(type(front).objects.get(pk=front.pk))
    return post(desk, "blocks", front, do=do, key=key, mark=mark, **fields)


def show(desk: Client, front: Front) -> None:
    """Show readers the draft."""
    mark = mark_of_draft(type(front).objects.get(pk=front.pk))
    post(desk, "show", front, seen=draft(front), mark=mark)


def blocks_on(front: str) -> dict[str, list[str]]:
    """Titles of the blocks that readers see, in their order, and the headlines in each."""
    found = html.fromstring(front).xpath("//main//section[@class='section-block']")
    return {one.xpath("string(h2)"): one.xpath(".//h3//text()") for one in found}


def at_desk(desk: Client, front: Front) -> list[str]:
    """Titles of the blocks at the desk."""
    page = desk.get(f"/front/{front.pk}/", secure=True).content.decode()
    return [
        str(one)
        for one in html.fromstring(page).xpath("//main//ol[@class='front-rules']//b/text()")
    ]


def standing(desk: Client, front: Front) -> list[list[str]]:
    """Headlines of what fills each part of the front by itself, as the desk shows it."""
    page = html.fromstring(desk.get(f"/front/{front.pk}/", secure=True).content.decode())
    lists = page.xpath("//main//ul[contains(@class, 'front-fills')]")
    return [[str(one) for one in part.xpath(".//a/text()")] for part in lists]


@pytest.fixture
def pieces(noon: datetime) -> dict[str, Article]:
    """Eight pieces of Harbour, of which five fill the top, and three of Culture, with topics."""
    ferry = factories.topic("Ferry")
    found = {}
    for number in range(8):
        found[f"h{number}"] = factories.article(
            f"Harbour {number}",
            about=(ferry,) if number in {6, 7} else (),
            published_at=noon - timedelta(hours=number),
        )
    for number in range(3):
        found[f"c{number}"] = factories.article(
            f"Culture {number}",
            into=factories.section("Culture"),
            about=(ferry,) if number == 0 else (),
            published_at=noon - timedelta(days=1, hours=number),
        )
    return found


def test_blocks_are_added_moved_and_counted_as_a_draft_and_nothing_stands_twice(
    reader: Reader, pieces: dict[str, Article]
) -> None:
    front, desk = factories.edition(), desk_of("editor")
    harbour, culture = (f"section-{pieces[one].section_id}" for one in ("h0", "c0"))
    usual = {
        "Harbour": ["Harbour 5", "Harbour 6", "Harbour 7"],
        "Culture": ["Culture 0", "Culture 1", "Culture 2"],
    }
    assert blocks_on(reader.get("/").text) == usual
    assert at_desk(desk, front) == ["Harbour", "Culture", "Most read"]

    told = change(desk, front, "add", topic="  ferry ")
    assert "1 change that readers do not see yet" in told
    assert "the blocks below the slots" in told
    [topic] = [block["of"] for block in _stored_in_draft(front) if block["rule"] == "topic"]
    change(desk, front, "to", f"topic-{topic}", at=0)
    change(desk, front, "down", harbour)
    for _ in range(3):
        change(desk, front, "fewer", culture)

    assert at_desk(desk, front) == ["Ferry", "Culture", "Harbour", "Most read"]
    assert standing(desk, front) == [
        [f"Harbour {number}" for number in range(5)],
        ["Harbour 6", "Harbour 7", "Culture 0"],
        ["Culture 1"],
        ["Harbour 5"],
    ]
    assert blocks_on(reader.get("/").text) == usual
    show(desk, front)
    assert blocks_on(reader.get("/").text) == {
        "Ferry": ["Harbour 6", "Harbour 7", "Culture 0"],
        "Culture": ["Culture 1"],
        "Harbour": ["Harbour 5"],
    }
    change(desk, front, "off", harbour)
    assert at_desk(desk, front) == ["Ferry", "Culture", "Most read"]
    discard(desk, front)
    assert at_desk(desk, front) == ["Ferry", "Culture", "Harbour", "Most read"]
    change(desk, front, "sections")
    show(desk, front)
    assert blocks_on(reader.get("/").text) == usual


def _stored_in_draft(front: EditionPage) -> list[dict[str, object]]:
    version = EditionPage.objects.get(pk=front.pk).latest_revision
    assert version is not None
    stored: list[dict[str, object]] = version.content["front_blocks"]
    return stored


def test_history_names_the_blocks_and_puts_them_back_with_one_press(
    reader: Reader, pieces: dict[str, Article], noon: datetime
) -> None:
    front, desk = factories.edition(), desk_of("editor")
    change(desk, front, "off", f"section-{pieces['h0'].section_id}")
    show(desk, front)
    with at(noon + timedelta(hours=1)):
        change(desk, front, "add", topic="Ferry")
        show(desk, front)
        assert list(blocks_on(reader.get("/").text)) == ["Culture", "Ferry"]

        history = desk.get(f"/front/{front.pk}/history/", secure=True).content.decode()
        change(desk, front, "off", f"section-{pieces['c0'].section_id}")
        then = desk.get(
            f"/front/{front.pk}/then/",
            {"at": on_the_clock(noon + timedelta(minutes=1))},
            secure=True,
        ).content.decode()

        assert "Below the slots: Culture · Ferry" in history
        stood = html.fromstring(then).xpath("//main//*[@class='front-block']/text()")
        assert [str(one).strip() for one in stood] == ["Culture"]
        [form] = html.fromstring(history).xpath("//main//td/form")
        desk.post(form.get("action"), secure=True)
        assert list(blocks_on(reader.get("/").text)) == ["Culture"]
        assert at_desk(desk, front) == ["Ferry", "Most read"]  # the draft stays one


def test_what_is_read_most_has_a_block_among_the_others_and_is_not_below_as_well(
    reader: Reader, pieces: dict[str, Article]
) -> None:
    front, desk = factories.edition(), desk_of("editor")
    for number, article in enumerate(pieces.values()):
        PageViews.objects.create(article=article, hour=hour_of(clock.now()), count=1 + number)
    choose_most_read()
    assert 'id="most-read"' in reader.get("/").text

    change(desk, front, "add", "most_read-0")
    for _ in range(2):
        change(desk, front, "up", "most_read-0")
    show(desk, front)

    page = reader.get("/").text
    assert blocks_on(page) == {
        "Most read": ["Culture 2", "Culture 1", "Culture 0", "Harbour 7"],
        "Harbour": ["Harbour 5", "Harbour 6"],
    }
    assert 'id="most-read"' not in page
    assert at_desk(desk, front) == ["Most read", "Harbour", "Culture"]
    PageViews.objects.create(
        article=pieces["h6"], hour=hour_of(clock.now()) - timedelta(hours=1), count=100
    )
    choose_most_read()
    assert blocks_on(reader.get("/").text)["Most read"][0] == "Harbour 6"


def test_a_topics_block_has_its_name_follows_a_merge_and_goes_with_the_topic(
    reader: Reader, pieces: dict[str, Article]
) -> None:
    front, desk = factories.edition(), desk_of("editor")
    ferry, boats = factories.topic("Ferry"), factories.topic("Boats")
    change(desk, front, "add", topic="Ferry")
    for _ in range(2):
        change(desk, front, "up", f"topic-{ferry.pk}")
    show(desk, front)
    on_it = ["Harbour 6", "Harbour 7", "Culture 0"]
    ferry.title = "The ferry"
    ferry.save()
    assert "The ferry" in blocks_on(reader.get("/").text)

    merge_topics(ferry, boats, Unasked.COMMAND)

    assert blocks_on(reader.get("/").text)["Boats"] == on_it
    place_on_front(front, pieces["c2"], 0, Unasked.COMMAND)
    assert blocks_on(reader.get("/").text)["Boats"] == on_it
    boats.delete()
    assert list(blocks_on(reader.get("/").text)) == ["Harbour", "Culture"]
    assert at_desk(desk, front) == ["Harbour", "Culture", "Most read"]
    change(desk, front, "up", f"section-{pieces['c0'].section_id}")
    show(desk, front)
    assert list(blocks_on(reader.get("/").text)) == ["Culture", "Harbour"]


def test_what_was_placed_at_once_leaves_the_blocks_of_a_draft_as_they_are(
    pieces: dict[str, Article],
) -> None:
    front, desk = factories.edition(), desk_of("editor")
    change(desk, front, "add", topic="Ferry")

    place_on_front(front, pieces["c2"], 0, Unasked.COMMAND)

    assert at_desk(desk, front) == ["Harbour", "Culture", "Ferry", "Most read"]
    assert EditionPage.objects.get(pk=front.pk).front_blocks is None


def test_a_sections_front_has_blocks_of_its_topics_and_of_what_is_read_most(
    reader: Reader, pieces: dict[str, Article]
) -> None:
    culture, desk = factories.section("Culture"), desk_of("editor")
    ferry = factories.topic("Ferry")
    for number, article in enumerate(pieces.values()):
        PageViews.objects.create(article=article, hour=hour_of(clock.now()), count=20 - number)
    choose_most_read()
    assert at_desk(desk, culture) == ["Culture", "Most read"]
    others = ["/", "/harbour/", "/topic/ferry/", str(pieces["c0"].public_path)]
    before = {path: reader.fragments(path) for path in others}

    assert "the blocks below the slots" in change(desk, culture, "add", topic="ferry", here="yes")
    change(desk, culture, "add", topic="Ferry")
    change(desk, culture, "add", "most_read_edition-0")
    change(desk, culture, "fewer", "most_read_edition-0")
    assert not blocks_on(reader.get("/culture/").text)
    show(desk, culture)

    assert at_desk(desk, culture) == [
        *("Ferry", "Ferry", "Most read in the edition", "Culture", "Most read")
    ]
    assert standing(desk, culture) == [
        ["Culture 0"],
        ["Harbour 6", "Harbour 7"],
        ["Harbour 0", "Harbour 1", "Harbour 2"],
    ]
    page = reader.get("/culture/").text
    found = html.fromstring(page).xpath("//main//section[@class='section-block']")
    assert [(one.xpath("string(h2)"), one.xpath(".//h3//text()")) for one in found] == [
        ("Ferry", ["Culture 0"]),
        ("Ferry", ["Harbour 6", "Harbour 7"]),
        ("Most read · The Kelmora Courier", ["Harbour 0", "Harbour 1", "Harbour 2"]),
    ]
    below = html.fromstring(page).xpath("//main//section[@class='one-day']//h3//text()")
    assert below == ["Culture 1", "Culture 2"]
    assert {path: reader.fragments(path) for path in others} == before

    pieces["h6"].title = "Harbour 6, again"
    publish(pieces["h6"], Unasked.COMMAND)
    assert "Harbour 6, again" in str(blocks_on(reader.get("/culture/").text))
    change(desk, culture, "off", f"topic-{ferry.pk}")
    show(desk, culture)
    assert "Harbour 6, again" not in str(blocks_on(reader.get("/culture/").text))
    merge_topics(ferry, factories.topic("Boats"), Unasked.COMMAND)
    assert list(blocks_on(reader.get("/culture/").text)) == [
        "Boats",
        "Most read · The Kelmora Courier",
    ]
    refused = change(desk, culture, "add", f"section-{pieces['h0'].section_id}")
    assert "no such section or topic" in refused


def test_what_cannot_be_a_block_is_refused_in_words(pieces: dict[str, Article]) -> None:
    front, desk = factories.edition(), desk_of("editor")
    liman = factories.section("Liman", factories.edition("az", "Kelmora Kuryeri"))
    harbour = pieces["h0"].section_id

    assert "There is no topic “Whales”" in change(desk, front, "add", topic="Whales")
    assert "Choose what the block shows" in change(desk, front, "add")
    assert "stands on the front already" in change(desk, front, "add", f"section-{harbour}")
    assert "no such section or topic" in change(desk, front, "add", f"section-{liman.pk}")
    assert "That is no place on the front" in change(desk, front, "up", "section-x")
    told = post(desk, "blocks", front, do="off", key=f"section-{harbour}", mark="other")
    assert "Somebody else has changed this front" in told
    assert at_desk(desk, front) == ["Harbour", "Culture", "Most read"]
    desk_of("reporter").post(f"/front/{front.pk}/blocks/", {"do": "sections"}, secure=True)
    assert not EditionPage.objects.get(pk=front.pk).has_unpublished_changes
