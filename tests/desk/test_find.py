"""“Find” at the desk: one box for everything, and only what one may see and open."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.search.follow import follow
from tests.desk.conftest import desk_of
from tests.newsroom import factories
from tests.newsroom.media import image
from tests.newsroom.reader import NOON, Reader

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

QUOTE = {"text": "The ferry is ours.", "speaker": "Orla Fenn", "role": "", "occasion": ""}
IN_THE_BOX = {"X-Requested-With": "XMLHttpRequest"}


def groups(desk: Client, query: str, **options: Any) -> dict[str, list[tuple[str, str, str]]]:
    """What the box shows: by group, the name, what stands beside it, and where it leads."""
    follow()
    answer = desk.get("/find/", {"q": query, **options}, secure=True, headers=IN_THE_BOX)
    assert answer.status_code == 200
    text = answer.content.decode().strip()
    assert not text.startswith("<!")
    return {
        group.get("aria-label"): [
            (
                line.xpath("string(.//b)"),
                line.xpath("string(.//span)"),
                line.xpath("string(.//a/@href)"),
            )
            for line in group.xpath("./ol/li")
        ]
        for group in html.fragment_fromstring(text, create_parent="div").xpath("./section")
    }


def test_one_word_finds_everything_that_carries_it() -> None:
    person, topic = factories.person("Ferry Holm"), factories.topic("The ferry")
    article = factories.draft("The ferry is back", by=(person,), about=(topic,))
    article.body = [("quote", QUOTE)]
    article = publish(article, Unasked.COMMAND)
    picture = image("The ferry at the quay")

    shown = groups(desk_of("editor"), "FERR")

    edit = reverse("desk_piece", args=[article.pk])
    assert list(shown) == ["Pieces", "People", "Topics", "Pictures", "Quotations"]
    [(headline, about, url)] = shown["Pieces"]
    assert (headline, url) == ("The ferry is back", edit)
    assert about.split(" · ")[1:] == ["Harbour", "Ferry Holm", "30 May 2026"]
    assert shown["People"][0][0] == "Ferry Holm"
    assert shown["Topics"][0][0] == "The ferry"
    assert shown["Pictures"][0][2] == reverse("wagtailimages:edit", args=[picture.pk])
    assert shown["Quotations"] == [("The ferry is ours.", "Orla Fenn · The ferry is back", edit)]


def test_each_piece_says_its_state() -> None:
    factories.draft("Ferry one")
    factories.article("Ferry two", embargo_until=NOON + timedelta(hours=1))

    shown = groups(desk_of("editor"), "ferry")["Pieces"]

    states = {name: about.split(" · ")[0] for name, about, _url in shown}
    assert states == {"Ferry one": "draft", "Ferry two": "embargo until 30 May 2026, 13:00"}


def test_nothing_leads_where_one_may_not_go(reader: Reader) -> None:
    draft = factories.draft("Ferry draft")
    out = factories.article("Ferry out", by=(factories.person("Ferry Holm"),))
    image("Ferry")
    reader.get(str(out.public_path))  # the press has followed

    shown = groups(desk_of("reporter"), "ferry")

    urls = {name: url for lines in shown.values() for name, _about, url in lines}
    read = {one.title: reverse("desk_piece", args=[one.pk]) for one in (draft, out)}
    assert urls == {**read, "Ferry Holm": "", "Ferry": ""}


def test_without_scripts_it_is_a_page_that_pages() -> None:
    for number in range(31):
        factories.draft(f"Ferry {number}")
    desk = desk_of("editor")
    follow()

    page = desk.get("/find/", {"q": "ferry"}, secure=True)
    shown = html.fromstring(page.content.decode())
    assert "X-Requested-With" in page.headers["Vary"]
    assert shown.xpath("//input[@name='q']/@value") == ["ferry"]
    assert len(shown.xpath("//section/ol/li")) == 6
    [more] = shown.xpath("//section/p/a/@href")
    assert len(groups_of(desk.get(more, secure=True))) == 30
    [more] = html.fromstring(desk.get(more, secure=True).content.decode()).xpath(
        "//section/p/a/@href"
    )
    assert len(groups_of(desk.get(more, secure=True))) == 1


def groups_of(answer: Any) -> list[Any]:
    return list(html.fromstring(answer.content.decode()).xpath("//section/ol/li"))


@pytest.mark.parametrize("query", ["", "   ", "xyzzy", "<script>alert(1)</script>", "\0", "%"])
def test_nothing_is_said_in_words(query: str) -> None:
    desk = desk_of("editor")
    for headers in (IN_THE_BOX, {}):
        answer = desk.get("/find/", {"q": query}, secure=True, headers=headers)
        assert answer.status_code == 200
        assert "<script>alert" not in answer.content.decode()
    assert groups(desk, query) == {}


def test_nobody_finds_without_signing_in() -> None:
    answer = Client(headers={"host": "desk.news.example"}).get("/find/?q=ferry", secure=True)
    assert answer.status_code in (302, 401)
