"""Taking a piece down at the desk: who may, what is asked, what readers then get."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from stoppress.newsroom.models import Article
from tests.desk.conftest import desk_of
from tests.newsroom import factories
from tests.newsroom.reader import Reader

pytestmark = pytest.mark.django_db

REASON = "The account could not be confirmed."


def address(verb: str, article: Article) -> str:
    return reverse(f"stoppress_{verb}", args=[article.pk])


@pytest.mark.slow
def test_an_editor_takes_a_piece_down_with_a_reason_and_puts_it_back(
    noon: datetime, reader: Reader
) -> None:
    article, desk = factories.article("The ferry is back"), desk_of("editor")
    path = str(article.public_path)
    form = desk.get(address("take_down", article), secure=True)
    assert "as readers will see it" in form.content.decode()

    done = desk.post(address("take_down", article), {"reason": REASON}, secure=True)

    assert done.status_code == 302
    assert reader.status(path) == 410
    assert REASON in reader.get(path).text

    desk.post(address("restore", article), secure=True)

    assert reader.status(path) == 200


@pytest.mark.slow
def test_the_desk_does_not_call_a_piece_live_that_is_taken_down(noon: datetime) -> None:
    article, desk = factories.article("The ferry is back"), desk_of("editor")
    desk.post(address("take_down", article), {"reason": REASON}, secure=True)

    shown = html.fromstring(desk.get(reverse("desk_pieces"), secure=True).content.decode())
    assert shown.xpath("//td/span[contains(@class, 'tag')]/text()") == ["taken down"]
    editor = reverse("wagtailadmin_pages:edit", args=[article.pk])
    assert "taken down on 30 May 2026, 12:00" in desk.get(editor, secure=True).content.decode()

    desk.post(address("restore", article), secure=True)

    assert "taken down on" not in desk.get(editor, secure=True).content.decode()


def test_a_takedown_without_a_reason_is_asked_again(noon: datetime, reader: Reader) -> None:
    article, desk = factories.article("The ferry is back"), desk_of("editor")

    answer = desk.post(address("take_down", article), {"reason": " "}, secure=True)

    assert answer.status_code == 200
    assert reader.status(str(article.public_path)) == 200


@pytest.mark.parametrize("role", ["reporter", "nobody"])
@pytest.mark.parametrize("verb", ["take_down", "restore"])
@pytest.mark.slow
def test_others_may_not(role: str, verb: str, noon: datetime, reader: Reader) -> None:
    article = factories.article("The ferry is back")
    desk = desk_of(role) if role == "reporter" else Client()

    answer = desk.post(address(verb, article), {"reason": REASON}, secure=True)

    assert answer.status_code in (302, 403)
    assert Article.objects.get(pk=article.pk).taken_down_at is None
    assert reader.status(str(article.public_path)) == 200


def test_a_reporter_cannot_put_a_piece_back(noon: datetime, reader: Reader) -> None:
    from stoppress.newsroom.actions.take_down import take_down
    from stoppress.newsroom.actions.who import Unasked

    article = take_down(factories.article("The ferry is back"), REASON, Unasked.COMMAND)

    desk_of("reporter").post(address("restore", article), secure=True)

    assert reader.status(str(article.public_path)) == 410


@pytest.mark.slow
def test_the_way_to_take_down_stands_in_the_menu_of_a_public_piece_only(noon: datetime) -> None:
    public, draft = factories.article("Public"), factories.draft("Draft")
    desk = desk_of("editor")

    pages = {
        article: desk.get(
            reverse("wagtailadmin_pages:edit", args=[article.pk]), secure=True
        ).content.decode()
        for article in (public, draft)
    }

    assert address("take_down", public) in pages[public]
    assert address("take_down", draft) not in pages[draft]
