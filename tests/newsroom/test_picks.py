"""“Read also”: picks named by uri before their piece has come, and what becomes of them later."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from stoppress.newsroom.models import Article
from tests.desk.conftest import desk_of
from tests.intake.conftest import Feed, feed
from tests.intake.items import plain_item
from tests.newsroom import factories
from tests.newsroom.reader import Reader

__all__ = ["feed"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

TIDE = "urn:example:tide"


def item_with_pick(**more: Any) -> dict[str, Any]:
    return plain_item(associations=[{"name": "x", "rel": "readAlso", "uri": TIDE}], **more)


def tide(**more: Any) -> dict[str, Any]:
    return plain_item(uri=TIDE, headlines=[{"value": "Tide table"}], **more)


@pytest.fixture
def desk() -> Client:
    """An editor's desk."""
    return desk_of("editor")


def address_of_editor(article: Article) -> str:
    return reverse("wagtailadmin_pages:edit", args=[article.pk])


def shown_at(desk: Client, article: Article) -> str:
    return desk.get(address_of_editor(article), secure=True).content.decode()


def saved_at(desk: Client, article: Article, **typed: str) -> str:
    """What the desk says after an editor typed something into the form and saved it."""
    [form] = html.fromstring(shown_at(desk, article)).xpath("//form[@data-edit-form]")
    text = streamfield([("paragraph", rich_text("<p>Twenty people waited.</p>"))])
    data = dict(form.form_values()) | nested_form_data({"body": text}) | typed
    answer = desk.post(address_of_editor(article), data, secure=True, follow=True)
    said = html.fromstring(answer.content.decode()).xpath("//*[contains(@class, 'messages')]//li")
    return " ".join(" ".join(line.text_content().split()) for line in said)


def picking() -> Article:
    return Article.objects.get(uri="urn:example:1")


@pytest.mark.slow
def test_a_version_from_before_the_pick_came_leads_to_it(
    feed: Feed, reader: Reader, desk: Client
) -> None:
    path = feed(item_with_pick()).paths[0]
    feed(tide())
    assert "Tide table" in reader.get(path).text
    assert TIDE not in shown_at(desk, picking())

    picking().latest_revision.publish()

    assert "Tide table" in reader.get(path).text
    assert picking().picks.get().target.uri == TIDE


def test_a_pick_that_has_not_come_waits_on_after_a_publish(feed: Feed, reader: Reader) -> None:
    path = feed(item_with_pick()).paths[0]

    picking().latest_revision.publish()
    feed(tide())

    assert "Tide table" in reader.get(path).text


@pytest.mark.slow
def test_a_piece_with_a_waiting_pick_can_be_saved_at_the_desk(
    feed: Feed, reader: Reader, desk: Client
) -> None:
    path = feed(item_with_pick()).paths[0]
    assert TIDE in shown_at(desk, picking())

    said = saved_at(desk, picking(), title="Ferry is back", **{"action-publish": "yes"})
    feed(tide())

    assert ": published" in said
    assert "Ferry is back" in reader.get(path).text
    assert "Tide table" in reader.get(path).text


@pytest.mark.slow
def test_what_an_editor_picks_instead_stays_when_the_source_sends_the_piece_again(
    feed: Feed, reader: Reader, desk: Client
) -> None:
    path = feed(item_with_pick(version="1"), tide()).paths[0]
    other = factories.article("Boats for hire")

    typed = {"picks-0-target": str(other.pk), "action-publish": "yes"}
    assert ": published" in saved_at(desk, picking(), **typed)
    feed(item_with_pick(version="2"))

    assert "Boats for hire" in reader.get(path).text
    assert other in [pick.target for pick in picking().picks.all()]


@pytest.mark.slow
def test_a_pick_that_is_emptied_is_asked_for_again(desk: Client) -> None:
    article = factories.article("Ferry returns", picks=(factories.article("Tide table"),))

    said = saved_at(desk, article, **{"picks-0-target": ""})

    assert "could not be saved" in said


@pytest.mark.parametrize("first", ["the pick", "what it leads to"])
def test_a_pick_that_names_an_article_of_another_edition_leads_nowhere(
    first: str, feed: Feed, reader: Reader
) -> None:
    items = [item_with_pick(), tide(language="az")]
    for item in items if first == "the pick" else reversed(items):
        feed(item)
    assert picking().picks.get().target is None

    picking().latest_revision.publish()

    assert picking().picks.get().target is None
    assert "Tide table" not in reader.get(str(picking().public_path)).text
