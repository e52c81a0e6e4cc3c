"""The page “Corrections” at the desk."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from lxml import html

from stoppress.desk.corrections.views import SHOWN
from stoppress.newsroom.actions.correct import correct
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.models import Correction
from tests.desk.conftest import desk_of
from tests.newsroom import factories
from tests.newsroom.reader import noon

__all__ = ["noon"]

pytestmark = pytest.mark.django_db


def test_all_corrections_are_listed_the_newest_first_page_by_page(noon: datetime) -> None:
    article = correct(factories.article("The ferry"), "1920", "1921", Unasked.COMMAND, serious=True)
    for number in range(SHOWN):
        # The last of the first page and the first of the second were written in one microsecond.
        at = noon - timedelta(minutes=min(number, SHOWN - 2) + 1)
        Correction.objects.create(article=article, at=at, was=f"was {number}", now="is")
    desk = desk_of("reporter")

    first = html.fromstring(desk.get("/corrections/", secure=True).content)
    older = first.xpath("string(//main//a[starts-with(@href, '?before')]/@href)")
    second = html.fromstring(desk.get(f"/corrections/{older}", secure=True).content)

    assert first.xpath("string(//tbody/tr[1]/td[3])") == "1920"
    assert first.xpath("string(//tbody/tr[1]/td[2])").split() == [
        "The",
        "ferry",
        "Harbour",
        "serious",
    ]
    assert len(first.xpath("//tbody/tr")) == SHOWN
    listed = [*first.xpath("//tbody/tr/td[3]/text()"), *second.xpath("//tbody/tr/td[3]/text()")]
    assert sorted(listed[-2:]) == [f"was {SHOWN - 2}", f"was {SHOWN - 1}"]
    assert len(second.xpath("//tbody/tr")) == 1


def test_a_place_that_is_none_is_no_error() -> None:
    desk = desk_of("editor")
    for given in ("x", "2026-13-45T00:00", "20260530T080000.000000-x", "20261345T000000.0-1"):
        assert desk.get(f"/corrections/?before={given}", secure=True).status_code == 200
