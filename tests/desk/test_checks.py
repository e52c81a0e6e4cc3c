"""What the checks find before a piece goes out, and what they leave alone."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from lxml import html

from stoppress.desk.checks.registry import LONG_HEADLINE, Weight, problems_of
from stoppress.newsroom.models import Article
from tests.desk.conftest import desk_of
from tests.desk.test_dates import form_of, shown
from tests.newsroom import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

QUOTE = {"text": "Nobody put it on an agenda.", "speaker": "Ada Fairweather"}

CAUGHT: dict[str, tuple[dict[str, Any], Weight, str]] = {
    "no headline": ({"title": "  "}, Weight.ERROR, "no headline"),
    "long headline": ({"title": "ə" * (LONG_HEADLINE + 1)}, Weight.WARNING, "111 characters"),
    "picture not described": (
        {"lead_image_id": 1, "lead_credit": "Kit Sorrel"},
        Weight.WARNING,
        "no description",
    ),
    "picture of nobody": (
        {"lead_image_id": 1, "lead_alt": "A roof"},
        Weight.WARNING,
        "no credit",
    ),
    "quotation of nobody": (
        {"body": [("quote", QUOTE | {"speaker": " "})]},
        Weight.WARNING,
        "“Nobody put it on an agenda.”",
    ),
}
LEFT_ALONE: dict[str, dict[str, Any]] = {
    "headline": {"title": "ə" * LONG_HEADLINE},
    "picture": {"lead_image_id": 1, "lead_alt": "A roof", "lead_credit": "Kit Sorrel"},
    "quotation": {"body": [("quote", QUOTE)]},
    "pull quote": {"body": [("pull_quote", {"text": "Nobody.", "attribution": ""})]},
}


@pytest.mark.parametrize("case", CAUGHT)
def test_a_check_catches_what_it_is_for(case: str) -> None:
    fields, weight, words = CAUGHT[case]

    [problem] = problems_of(Article(**{"title": "The ferry is back"} | fields))

    assert problem.weight is weight
    assert words in problem.words


@pytest.mark.parametrize("case", LEFT_ALONE)
def test_a_check_leaves_alone_what_is_right(case: str) -> None:
    assert problems_of(Article(**{"title": "The ferry is back"} | LEFT_ALONE[case])) == []


@pytest.mark.parametrize("saved", [True, False], ids=["saved", "new"])
def test_the_publish_sheet_shows_what_stands_in_the_sheet(saved: bool) -> None:
    desk = desk_of("editor")
    article = factories.draft("The ferry is back")
    if saved:
        data, address = form_of(shown(desk, article)), reverse("desk_checks", args=[article.pk])
    else:
        page = desk.get(reverse("desk_new_piece"), secure=True, follow=True).content.decode()
        data = form_of(page)
        address = html.fromstring(page).xpath("//@data-checks")[0]

    answer = desk.post(address, data | {"title": ""}, secure=True)
    assert html.fromstring(answer.content).xpath("//li/text()") == ["The piece has no headline."]

    answer = desk.post(address, data | {"title": "The ferry is late"}, secure=True)
    assert "The checks found nothing." in answer.content.decode()
    assert Article.objects.get().title == "The ferry is back"


def test_nobody_looks_at_a_piece_that_they_may_not_change() -> None:
    article = factories.piece()

    answer = desk_of("reporter").post(reverse("desk_checks", args=[article.pk]), secure=True)

    assert answer.status_code in (302, 403)
