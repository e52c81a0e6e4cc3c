"""The front at another moment: ahead by what is due, back by what was noted."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client
from lxml import html

from stoppress.newsroom.actions.move import move
from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.schedule import schedule
from stoppress.newsroom.actions.take_down import take_down
from stoppress.newsroom.actions.unpublish import unpublish
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.models import EditionPage
from tests.desk.conftest import desk_of
from tests.desk.test_front import draft, post, put, text_of
from tests.desk.test_front_words import on_the_clock, reword
from tests.newsroom import factories
from tests.newsroom.reader import Reader, at, noon, reader

__all__ = ["noon", "reader"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def slots_at(desk: Client, front: EditionPage, moment: datetime) -> list[str]:
    """Headlines of the slots that readers see at ``moment``, as the desk says."""
    asked = {"at": on_the_clock(moment)}
    page = desk.get(f"/front/{front.pk}/then/", asked, secure=True).content.decode()
    return [str(one) for one in html.fromstring(page).xpath("//main//ol//h3/a/text()")]


def test_ahead_stands_what_is_due_by_then(noon: datetime) -> None:
    ends, goes, leaves = (noon + timedelta(hours=hours) for hours in (1, 2, 3))
    plain = factories.article("The quay is swept")
    report = factories.article("The auditor’s report", embargo_until=ends)
    new = factories.draft("The new timetable")
    schedule(new, goes, Unasked.COMMAND)
    front, desk = factories.edition(), desk_of("editor")
    put(desk, front, report, 0)
    reword(desk, front, report, headline="Auditor: roofs", until=on_the_clock(leaves))
    post(desk, "show", front, seen=draft(front))

    assert slots_at(desk, front, noon) == [plain.title]
    assert slots_at(desk, front, ends) == ["Auditor: roofs", plain.title]
    assert slots_at(desk, front, goes) == ["Auditor: roofs", new.title, plain.title]
    assert slots_at(desk, front, leaves) == [new.title, report.title, plain.title]
    due = desk.get(f"/front/{front.pk}/then/", secure=True).content.decode()
    told = [
        " ".join(str(one.text_content()).split()[2:])
        for one in html.fromstring(due).xpath("//main//nav//a")
    ]
    assert [words.partition("“")[2] for words in told] == [
        "The auditor’s report”: the embargo ends",
        "The new timetable” goes out",
        "The auditor’s report” gives its place up",
    ]


def test_what_is_not_for_the_front_stands_there_only_where_it_is_placed(
    reader: Reader, noon: datetime
) -> None:
    hour = noon + timedelta(hours=1)
    shown = [factories.article(f"The ferry, part {number}") for number in range(9)]
    tide = factories.article("The tide table", off_front=True)
    coming = factories.draft("The tide table of tomorrow", off_front=True)
    schedule(coming, hour, Unasked.COMMAND)
    front, desk = factories.edition(), desk_of("editor")

    assert tide.title not in text_of(reader.get("/").text)
    assert text_of(reader.get("/").text).count("The ferry, part") == len(shown)
    for path in ("/harbour/", "/all-news/"):
        assert tide.title in reader.get(path).text, path
    for moment in (noon, hour):
        asked = {"at": on_the_clock(moment)}
        page = desk.get(f"/front/{front.pk}/then/", asked, secure=True).content.decode()
        assert "The ferry, part 1" in page
        assert tide.title not in str(html.fromstring(page).xpath("string(//main//ol)"))

    put(desk, front, tide, 0)
    post(desk, "show", front, seen=draft(front))
    assert tide.title in text_of(reader.get("/").text)

    put(desk, front, tide, "")
    post(desk, "show", front, seen=draft(front))
    assert tide.title not in text_of(reader.get("/").text)
    tide.off_front = False
    publish(tide, Unasked.COMMAND)
    assert tide.title in text_of(reader.get("/").text)


def test_back_stands_what_readers_had(noon: datetime) -> None:
    first, front, desk = factories.article("Piece one"), factories.edition(), desk_of("editor")
    put(desk, front, first, 0)
    post(desk, "show", front, seen=draft(front))
    later = noon + timedelta(hours=1)
    with at(later):
        second = factories.article("Piece two")
        put(desk, front, second, 0)
        post(desk, "show", front, seen=draft(front))
        withdrawn = factories.article("Piece three")
    latest = later + timedelta(hours=1)
    with at(latest):
        second.title = "Piece two, corrected"
        publish(second, Unasked.COMMAND)
        take_down(first, "It was another.", Unasked.COMMAND)
        unpublish(withdrawn, Unasked.COMMAND)

        assert slots_at(desk, front, noon + timedelta(minutes=1)) == [first.title]
        assert slots_at(desk, front, later + timedelta(minutes=1)) == [
            "Piece two",
            first.title,
            withdrawn.title,
        ]
        assert slots_at(desk, front, latest + timedelta(minutes=1)) == [second.title]


def test_what_fills_the_rest_is_said_by_rule() -> None:
    factories.section("Culture")
    factories.article("Piece one")
    front, desk = factories.edition(), desk_of("editor")

    page = html.fromstring(desk.get(f"/front/{front.pk}/", secure=True).content.decode())

    assert page.xpath("//ol[@class='front-rules']//b/text()") == ["Culture", "Harbour", "Most read"]
    assert page.xpath("string(//ol[@class='front-rules']//span)") == (
        "by rule: the newest of the section, 4, nothing twice"
    )


def test_a_sections_front_has_its_newest_below(noon: datetime) -> None:
    one, desk = factories.article("Piece one"), desk_of("editor")
    asked = {"at": on_the_clock(noon)}

    page = desk.get(f"/front/{one.section_id}/then/", asked, secure=True).content.decode()

    assert html.fromstring(page).xpath("//main//ol[@class='front-block-items']//a/text()") == [
        one.title
    ]
    refused = desk.get(f"/front/{one.section_id}/then/", {"at": "yesterday"}, secure=True)
    assert "desk-message error" in refused.content.decode()


def test_back_stands_a_piece_in_the_section_that_it_had_then(noon: datetime) -> None:
    culture, desk = factories.section("Culture"), desk_of("editor")
    one = factories.article("Piece one")
    harbour, front = one.section_id, factories.edition()
    with at(noon + timedelta(hours=2)):
        move(one, culture, Unasked.COMMAND)
        before, after = noon + timedelta(hours=1), noon + timedelta(hours=3)

        def listed(page: int, moment: datetime) -> list[str]:
            asked = {"at": on_the_clock(moment)}
            then = desk.get(f"/front/{page}/then/", asked, secure=True).content.decode()
            return [str(a) for a in html.fromstring(then).xpath("//main//ol//a/text()")]

        assert listed(harbour or 0, before) == [one.title]
        assert listed(culture.pk, before) == []
        assert slots_at(desk, front, before) == [one.title]
    with at(after + timedelta(hours=1)):
        assert listed(harbour or 0, after) == []
        assert listed(culture.pk, after) == [one.title]
