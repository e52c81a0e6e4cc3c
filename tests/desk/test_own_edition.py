"""What an editor chooses belongs to the edition: offered so, and anything else refused in words."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from lxml import html

from stoppress.newsroom import clock
from stoppress.newsroom.models import ArticleTopic, BreakingNews, EditionPage
from tests.desk.conftest import desk_of
from tests.desk.test_dates import address_of, form_of, sent, shown
from tests.newsroom import factories
from tests.newsroom.reader import Reader

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def desk() -> Client:
    """An editor's desk."""
    return desk_of("editor")


@pytest.fixture
def abroad() -> EditionPage:
    """Another edition."""
    return factories.edition("az", "Kuryer")


def rows(name: str, field: str, chosen: int) -> dict[str, str]:
    """What a browser sends of one new row."""
    return {
        f"{name}-TOTAL_FORMS": "1",
        f"{name}-INITIAL_FORMS": "0",
        f"{name}-0-{field}": str(chosen),
        f"{name}-0-ORDER": "1",
    }


@pytest.mark.parametrize("kind", ["topic", "pick"])
@pytest.mark.slow
def test_a_choice_of_another_edition_is_refused_in_words(
    kind: str, desk: Client, abroad: EditionPage
) -> None:
    article = factories.article("The ferry is back")
    if kind == "topic":
        row = rows("topic_links", "topic", factories.topic("Bərə", abroad).pk)
    else:
        other = factories.article("Bərə qayıtdı", into=factories.section("Liman", abroad))
        row = rows("picks", "target", other.pk)

    page = sent(desk, article, form_of(shown(desk, article)) | row)

    assert "belongs to another edition (Azərbaycan). Choose one of this edition." in page
    assert not article.topic_links.exists()
    assert not article.picks.exists()


def test_a_breaking_line_leads_to_an_article_of_its_edition(abroad: EditionPage) -> None:
    own = factories.edition()
    other = factories.article("Bərə qayıtdı", into=factories.section("Liman", abroad))
    line = BreakingNews(
        locale=own.locale, text="x", article=other, until=clock.now() + timedelta(hours=1)
    )

    with pytest.raises(ValidationError) as refused:
        line.full_clean()

    assert set(refused.value.message_dict) == {"article"}


@pytest.mark.slow
def test_choosers_offer_what_belongs_to_the_edition(desk: Client, abroad: EditionPage) -> None:
    article = factories.article("The ferry is back")
    own, other = factories.topic("Ferry"), factories.topic("Bərə", abroad)
    page = html.fromstring(shown(desk, article))
    [edition] = page.xpath("//input[@id='desk-edition']/@value")
    assert edition == str(article.locale_id)
    assert '"linkedFields": {"edition": "#desk-edition"}' in _unescaped(page)

    address = reverse("wagtailsnippetchoosers_newsroom_topic:choose")
    offered = desk.get(address, {"edition": edition}, secure=True).json()["html"]
    assert own.title in offered
    assert other.title not in offered
    pages = desk.get(
        reverse("wagtailadmin_choose_page"),
        {"edition": edition, "page_type": "newsroom.Article"},
        secure=True,
    ).json()["html"]
    assert "Kuryer" not in pages


def _unescaped(page: Any) -> str:
    raw = html.tostring(page).decode()
    return (
        json.dumps(raw).encode().decode("unicode_escape").replace("&quot;", '"').replace('\\"', '"')
    )


def test_a_topic_of_another_edition_that_stands_is_not_shown(
    abroad: EditionPage, reader: Reader
) -> None:
    article = factories.article("The ferry is back", about=(factories.topic("Ferry"),))
    ArticleTopic.objects.create(article=article, topic=factories.topic("Bərə", abroad))
    article.save()

    page = reader.get(str(article.public_path)).text

    assert "/topic/ferry/" in page
    assert "Bərə" not in page


def test_an_article_can_be_commented_on(desk: Client) -> None:
    article = factories.article("The ferry is back")

    page = html.fromstring(desk.get(address_of(article), secure=True).content.decode())

    assert page.xpath("//*[@id='comments-data']")
    assert page.xpath("//*[@data-side-panel='comments']")


def test_the_desk_offers_no_privacy_that_readers_pages_do_not_know(desk: Client) -> None:
    article = factories.article("The ferry is back")
    page = desk.get(address_of(article), secure=True).content.decode()

    assert "Change privacy" not in page
    assert "Not visible to the public" not in page
    address = reverse("wagtailadmin_pages:set_privacy", args=[article.pk])
    for method in (desk.get, desk.post):
        assert method(address, {"restriction_type": "login"}, secure=True).status_code == 404
