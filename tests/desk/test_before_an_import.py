"""What a reporter prepares at the desk does not come to readers with an agency's item."""

from __future__ import annotations

import pytest
from django.urls import reverse

from stoppress.newsroom.models import Article, Topic
from tests.desk.conftest import desk_of
from tests.desk.published import filled_in
from tests.intake.conftest import Feed, feed, noon, reader
from tests.intake.items import plain_item
from tests.newsroom import factories

__all__ = ["feed", "noon", "reader"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.mark.parametrize("role", ["reporter", "editor"])
@pytest.mark.slow
def test_nobody_gives_a_draft_the_identifier_of_an_item(role: str, feed: Feed) -> None:
    desk, section = desk_of(role), factories.section("News")
    add = reverse("wagtailadmin_pages:add", args=["newsroom", "article", section.pk])
    form = filled_in(desk.get(add, secure=True).content.decode())
    prepared = {"title": "Mine", "slug": "mine", "kicker": "Mine", "uri": "urn:example:1"}
    desk.post(add, {**form, **prepared, "body-count": "0"}, secure=True)

    filed = feed(plain_item())

    assert filed.paths == ["/news/2026/05/30/ferry-returns/"]
    assert not Article.objects.get(slug="mine").live
    assert Article.objects.get(live=True).kicker == ""


@pytest.mark.slow
def test_the_identifier_that_an_import_gave_is_shown(feed: Feed) -> None:
    feed(plain_item())
    article = Article.objects.get()

    edited = desk_of("editor").get(
        reverse("wagtailadmin_pages:edit", args=[article.pk]), secure=True
    )

    assert "urn:example:1" in edited.content.decode()


@pytest.mark.parametrize(
    ("role", "address", "background"),
    [("reporter", "ferries", ""), ("editor", "mine", "What I think of it.")],
)
def test_address_and_background_of_a_topic_are_given_by_who_may_change_topics(
    role: str, address: str, background: str
) -> None:
    locale = factories.edition().locale

    desk_of(role).post(
        reverse("wagtailsnippets_newsroom_topic:add"),
        {
            "title": "Ferries",
            "slug": "mine",
            "background": "What I think of it.",
            "locale": locale.pk,
        },
        secure=True,
    )

    topic = Topic.objects.get()
    assert (topic.title, topic.slug, topic.background) == ("Ferries", address, background)
