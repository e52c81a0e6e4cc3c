"""Moving one row at the desk moves that row, whoever made the rows."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps
from django.db.models import Model
from django.test import Client

from stoppress.newsroom.actions.correct import correct
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.models import (
    Article,
    ArticleTopic,
    Byline,
    Correction,
    EditionPage,
    FrontPick,
    Pick,
    SectionPick,
)
from stoppress.newsroom.models.ordered_rows import OrderedRow
from tests.desk.conftest import desk_of
from tests.desk.test_dates import address_of, form_of, shown
from tests.newsroom import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def front_of_seven() -> EditionPage:
    """A front whose seven picks were made by code that gave them no number."""
    front = factories.edition()
    front.front_picks.set([FrontPick(article=factories.article(f"Piece {n}")) for n in range(7)])
    front.save()
    return EditionPage.objects.get(pk=front.pk)


def piece_of_seven() -> Article:
    """A piece with seven picks."""
    picks = tuple(factories.article(f"Piece {n}") for n in range(7))
    return factories.article("The ferry is back", picks=picks)


def picked(article: Article) -> list[str]:
    picks = Pick.objects.filter(article=article).order_by("sort_order")
    return list(picks.values_list("target__title", flat=True))


def headlines(front: EditionPage) -> list[str]:
    picks = FrontPick.objects.filter(page_id=front.pk).order_by("sort_order")
    return list(picks.values_list("article__title", flat=True))


def save_with(desk: Client, article: Article, **typed: str) -> None:
    """Open ``article`` at the desk, change what is named, and publish."""
    data = form_of(shown(desk, article)) | typed | {"action-publish": "action-publish"}
    assert desk.post(address_of(article), data, secure=True).status_code == 302


@pytest.mark.slow
def test_a_row_that_is_moved_is_the_only_one_that_moves() -> None:
    article, desk = piece_of_seven(), desk_of("editor")

    save_with(desk, article, **{"picks-5-ORDER": "7", "picks-6-ORDER": "6"})

    assert picked(article) == [f"Piece {n}" for n in (0, 1, 2, 3, 4, 6, 5)]


@pytest.mark.slow
def test_the_order_holds_after_a_row_was_deleted() -> None:
    article, desk = piece_of_seven(), desk_of("editor")
    save_with(desk, article, **{"picks-1-DELETE": "on"})
    assert picked(article) == [f"Piece {n}" for n in (0, 2, 3, 4, 5, 6)]

    save_with(desk, article, **{"picks-4-ORDER": "6", "picks-5-ORDER": "5"})

    assert picked(article) == [f"Piece {n}" for n in (0, 2, 3, 4, 6, 5)]


def test_every_row_that_code_makes_has_a_number() -> None:
    first, second = factories.article("First"), factories.article("Second")
    for was in ("one", "two", "three"):
        second = correct(second, was, "right", Unasked.COMMAND)
    edition, section = factories.edition(), factories.section()
    Byline.objects.create(article=first, person=factories.person())
    for topic in ("Ferry", "Tide"):
        ArticleTopic.objects.create(article=first, topic=factories.topic(topic))
    Pick.objects.create(article=first, target=second)
    FrontPick.objects.create(page=edition, article=first)
    SectionPick.objects.create(page=section, article=first)

    rows: list[type[Model]] = [
        model for model in apps.get_models() if issubclass(model, OrderedRow)
    ]
    assert set(rows) == {ArticleTopic, Byline, Correction, FrontPick, Pick, SectionPick}
    assert [row for model in rows for row in model.objects.filter(sort_order=None)] == []  # type: ignore[attr-defined]
    numbered = ArticleTopic.objects.filter(article=first).order_by("topic__title")
    assert [link.sort_order for link in numbered] == [0, 1]
    corrections = Correction.objects.filter(article=second).order_by("sort_order")
    assert [row.was for row in corrections] == ["one", "two", "three"]
    opened = Article.objects.get(pk=second.pk).get_latest_revision_as_object()
    assert [row.was for row in opened.corrections.all()] == ["one", "two", "three"]


@pytest.mark.slow
def test_rows_that_stand_without_a_number_are_mended() -> None:
    front = front_of_seven()
    FrontPick.objects.filter(page_id=front.pk).update(sort_order=None)

    import_module("stoppress.newsroom.migrations.0011_number_ordered_rows").number(apps, None)

    assert headlines(front) == [f"Piece {n}" for n in range(7)]
    numbers = FrontPick.objects.filter(page_id=front.pk).order_by("pk")
    assert list(numbers.values_list("sort_order", flat=True)) == list(range(7))
