"""Somebody else saved meanwhile: both versions side by side, and no word of either is lost."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from lxml import html

from stoppress.newsroom.models import Article
from tests.desk.conftest import user_of
from tests.desk.test_dates import form_of, shown
from tests.newsroom import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def desk_of(user: User) -> Client:
    desk = Client(headers={"host": "desk.news.example"})
    desk.force_login(user)
    return desk


def saved(article: Article, by: User, **words: str) -> int:
    """Save a version of what ``article`` says with other words; its number."""
    newest: Article = article.get_latest_revision_as_object()
    for name, text in words.items():
        setattr(newest, name, text)
    return int(newest.save_revision(user=by).pk)


def opened() -> tuple[Article, Client, dict[str, str], User]:
    """A draft, somebody's sheet of it, and somebody else, who saves a new headline."""
    article = factories.draft("The ferry waits", deck="It is late.")
    article.save_revision()
    mara, ada = user_of("editor"), user_of("owner")
    ada.first_name, ada.last_name = "Ada", "Quill"
    ada.save()
    desk = desk_of(mara)
    sheet = form_of(shown(desk, article))
    saved(article, ada, title="The ferry waits for fog")
    return article, desk, sheet, ada


def words(part: html.HtmlElement, tag: str) -> list[str]:
    return [one.text_content().strip() for one in part.iter(tag)]


def test_each_sees_what_both_changed_since_the_version_that_both_began_with() -> None:
    article, desk, sheet, _ada = opened()

    answer = desk.post(
        reverse("desk_newer", args=[article.pk]), sheet | {"deck": "It is very late."}, secure=True
    )

    page = html.fromstring(answer.content.decode())
    assert "Ada Quill saved a newer version on" in page.text_content()
    theirs, mine = {}, {}
    for part in page.iter("section"):
        [label] = words(part, "h3")
        [one, other] = part.xpath("./div/div")
        theirs[label], mine[label] = words(one, "ins"), words(other, "ins")
    assert theirs == {"Headline": ["for fog"], "Deck": []}
    assert mine == {"Headline": [], "Deck": ["very"]}


def test_who_takes_the_other_version_keeps_the_own_words_as_one_below_it() -> None:
    article, desk, sheet, _ada = opened()
    newest = str(article.revisions.order_by("-pk")[0].pk)
    take = reverse("desk_take_theirs", args=[article.pk])
    typed = sheet | {"deck": "It is very late."}

    assert desk.post(take, typed | {"newest": "1"}, secure=True).status_code == 409
    assert desk.post(take, typed | {"newest": newest}, secure=True).status_code == 204

    said = [one.as_object() for one in article.revisions.order_by("-pk")[:3]]
    assert [(one.title, one.deck) for one in said] == [
        ("The ferry waits for fog", "It is late."),
        ("The ferry waits", "It is very late."),
        ("The ferry waits for fog", "It is late."),
    ]


def test_a_sheet_asks_which_version_is_the_newest_before_it_is_sent() -> None:
    article, desk, _sheet, _ada = opened()
    newest = article.revisions.order_by("-pk")[0]

    told = desk.get(reverse("desk_newest", args=[article.pk]), secure=True).json()

    assert told == {"newest": newest.pk, "created": newest.created_at.isoformat()}


def test_a_sheet_in_which_nothing_was_written_leaves_no_version() -> None:
    article, desk, sheet, _ada = opened()
    newest = article.revisions.order_by("-pk")[0].pk

    answer = desk.post(
        reverse("desk_take_theirs", args=[article.pk]), sheet | {"newest": newest}, secure=True
    )

    assert answer.status_code == 204
    assert article.revisions.order_by("-pk")[0].pk == newest


def test_a_sheet_that_cannot_be_saved_is_not_thrown_away() -> None:
    article, desk, sheet, _ada = opened()
    newest = article.revisions.order_by("-pk")[0].pk
    wrong = sheet | {"newest": str(newest), "public_until": "yesterday"}

    answer = desk.post(reverse("desk_take_theirs", args=[article.pk]), wrong, secure=True)

    assert answer.status_code == 422
    assert article.revisions.order_by("-pk")[0].pk == newest


def test_only_who_may_change_the_piece_is_shown_either() -> None:
    article, _desk, sheet, ada = opened()
    Article.objects.filter(pk=article.pk).update(owner=ada)
    reporter = desk_of(user_of("reporter"))

    for name in ("desk_newer", "desk_take_theirs"):
        answer = reporter.post(reverse(name, args=[article.pk]), sheet, secure=True)
        assert (answer.status_code, answer["Location"]) == (302, "/")  # as everywhere at the desk
