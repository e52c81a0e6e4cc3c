"""Ideas with an owner and an hour, noted on Today."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from lxml import html

from stoppress.newsroom import clock
from stoppress.newsroom.models import Article
from tests.desk.conftest import user_of
from tests.desk.test_today import desk_as, headlines, needs, page_of
from tests.newsroom import factories
from tests.newsroom.reader import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

IN_AN_HOUR = NOON + timedelta(minutes=50)


class Desk:
    """A desk with one reporter and one editor."""

    def __init__(self) -> None:
        self.users = {role: user_of(role) for role in ("reporter", "editor")}

    def of(self, role: str) -> Client:
        return desk_as(self.users[role])

    def idea(self, by: str, to: str, headline: str, due: str = "") -> Any:
        """What the desk answers to an idea that ``by`` notes for ``to``."""
        words = {"headline": headline, "section": factories.section().pk}
        words |= {"to": self.users[to].pk, "due": due}
        return self.of(by).post(reverse("desk_idea"), words)

    def noted(self, by: str, to: str, due: str = "") -> Article:
        assert self.idea(by, to, "Who mends the pier?", due).status_code == 302
        return Article.objects.get(title="Who mends the pier?")


@pytest.fixture
def desk() -> Desk:
    cache.clear()  # the words of another test's piece with the same number
    return Desk()


def typed(at: datetime = IN_AN_HOUR) -> str:
    """An hour as a browser sends it."""
    return f"{clock.local(at):%Y-%m-%dT%H:%M}"


def test_an_idea_stands_on_the_board_with_who_has_it_and_its_hour(desk: Desk) -> None:
    desk.noted("editor", "reporter", typed())

    page = page_of(desk.of("reporter"))

    assert headlines(page)["drafts"] == ["Who mends the pier?"]
    [card] = page.xpath("//section[@id='column-drafts']//article")
    said = " ".join(card.text_content().split())
    assert "idea" in said
    assert f"due {clock.local(IN_AN_HOUR):%H:%M}" in said
    assert "Who mends the pier? is due" in needs(page)["Due"]
    assert "Due" not in needs(page_of(desk.of("editor")))


def test_who_is_given_an_idea_may_write_it(desk: Desk) -> None:
    article = desk.noted("editor", "reporter")

    assert article.permissions_for_user(desk.users["reporter"]).can_edit()


def test_a_missed_hour_is_said_until_the_piece_is_out(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.noted("reporter", "reporter", typed())
    later = IN_AN_HOUR + timedelta(hours=2)
    monkeypatch.setattr(clock, "now", lambda: later)

    assert "was due" in needs(page_of(desk.of("reporter")))["Due"]


def test_an_hour_that_is_over_or_none_is_refused_in_words(desk: Desk) -> None:
    for due, words in ((typed(NOON - timedelta(hours=1)), "over"), ("soon", "Write the day")):
        answer = desk.idea("editor", "editor", "Too late", due)

        assert words in html.fromstring(answer.content).text_content()
    assert not Article.objects.filter(title="Too late").exists()


def test_a_reporter_gives_work_to_nobody_else_and_takes_nobody_elses(desk: Desk) -> None:
    assert desk.idea("reporter", "editor", "Yours").status_code == 200
    assert not Article.objects.filter(title="Yours").exists()

    other = desk.noted("editor", "editor")
    own = {"to": desk.users["reporter"].pk, "due": ""}
    assert desk.of("reporter").post(reverse("desk_assign", args=[other.pk]), own).status_code != 200
    other.refresh_from_db()
    assert other.owner == desk.users["editor"]


def test_a_piece_is_given_to_another_with_an_hour_and_without_again(desk: Desk) -> None:
    article = desk.noted("editor", "editor", typed())
    address = reverse("desk_assign", args=[article.pk])
    assert typed() in desk.of("editor").get(address).content.decode()

    answer = desk.of("editor").post(address, {"to": desk.users["reporter"].pk, "due": ""})

    assert answer.status_code == 302
    article = Article.objects.get(pk=article.pk)
    assert article.owner == desk.users["reporter"]
    assert not hasattr(article, "deadline")


def test_a_piece_that_is_out_has_no_hour(desk: Desk) -> None:
    article = factories.article("Out")

    answer = desk.of("editor").get(reverse("desk_assign", args=[article.pk]))

    assert answer.status_code in {302, 403}
