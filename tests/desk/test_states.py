"""The state that the desk shows of an article is what readers have of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from stoppress.newsroom.actions.correct import correct
from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.take_down import take_down
from stoppress.newsroom.actions.unpublish import unpublish
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.models import Article
from tests.desk.conftest import desk_of, user_of
from tests.newsroom import factories
from tests.newsroom.reader import NOON, Reader

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon"), pytest.mark.slow]

HOUR = timedelta(hours=1)


def changed(article: Article) -> Article:
    """``article`` with a newer version that is not published."""
    article.title = "The ferry is late"
    article.save_revision()
    return article


def submitted(article: Article) -> Article:
    """``article`` as its reporter has submitted it."""
    workflow = article.get_workflow()
    assert workflow
    workflow.start(article, user_of("reporter"))
    return article


def scheduled(article: Article) -> Article:
    article.go_live_at = NOON + HOUR
    return publish(article, Unasked.COMMAND)


def in_closed_section(article: Article) -> Article:
    assert article.section
    article.section.unpublish()
    return article


def in_closed_edition(article: Article) -> Article:
    assert article.section
    unpublish(article.section.get_parent().specific, Unasked.COMMAND)
    return article


STATES: dict[str, Callable[[], Article]] = {
    "draft": factories.draft,
    "with an editor": lambda: submitted(factories.draft()),
    "goes out on 30 May 2026, 13:00": lambda: scheduled(factories.draft()),
    "goes out on 30 May 2026, 14:00": lambda: factories.article(public_since=NOON + 2 * HOUR),
    "embargo until 30 May 2026, 15:00": lambda: factories.article(embargo_until=NOON + 3 * HOUR),
    "out": factories.article,
    "out, corrected": lambda: correct(
        factories.article(), "It said 60.", "It is 50.", Unasked.COMMAND
    ),
    "out, unpublished changes": lambda: changed(factories.article()),
    "out, another version goes out on 30 May 2026, 13:00": lambda: scheduled(factories.article()),
    "taken down": lambda: take_down(
        factories.article(), "It could not be confirmed.", Unasked.COMMAND
    ),
    "expired": lambda: factories.article(public_until=NOON - HOUR),
    "not public, since its section is closed": lambda: in_closed_section(factories.article()),
    "not public, since its edition is closed": lambda: in_closed_edition(factories.article()),
}


@pytest.fixture
def desk() -> Client:
    """An editor's desk."""
    return desk_of("editor")


def shown(desk: Client, address: str) -> Any:
    return html.fromstring(desk.get(address, secure=True).content.decode())


def words(element: Any) -> str:
    return " ".join(element.text_content().split())


@pytest.mark.parametrize("label", STATES)
def test_every_place_of_the_desk_shows_the_true_state(
    label: str, desk: Client, reader: Reader
) -> None:
    article = STATES[label]()
    section = article.get_parent()
    reader.get("/")  # the press follows at the end of a transaction, which a test never comes to

    places = (
        reverse("desk_pieces"),
        reverse("wagtailadmin_explore", args=[section.pk]),
        reverse("wagtailadmin_choose_page_child", args=[section.pk]),
    )
    for place in places:
        answer = desk.get(place, secure=True)
        page = answer.json()["html"] if "choose" in place else answer.content.decode()
        tags = html.fromstring(page).xpath("//*[contains(@class, 'w-status')] | //td/*[@class]")
        found = [words(tag).removeprefix("Status:").strip() for tag in tags]
        assert label in found, place
    editor = shown(desk, reverse("wagtailadmin_pages:edit", args=[article.pk]))
    [header] = editor.xpath("//*[@id='desk-state']")
    assert words(header) == label
    [panel] = editor.xpath("//*[@data-side-panel='status']")
    assert label in words(panel)
    is_public = label.startswith("out")
    assert ("Status: Out " in f"{words(panel)} ") == is_public
    assert bool(header.xpath(".//a")) == is_public
    path = article.public_path
    assert bool(path and reader.status(path) == 200) == is_public


def test_after_publishing_the_desk_says_what_readers_have(desk: Client) -> None:
    from tests.desk.test_dates import form_of

    article = factories.draft("The ferry is back")
    address = reverse("wagtailadmin_pages:edit", args=[article.pk])
    data = form_of(desk.get(address, secure=True).content.decode())
    data |= {"embargo_until": "2026-05-30 15:00", "action-publish": "action-publish"}

    page = desk.post(address, data, secure=True, follow=True).content.decode()

    said, *_templates = html.fromstring(page).xpath("//div[@class='messages']//li")
    assert "“The ferry is back”: embargo until 30 May 2026, 15:00." in words(said)
    assert "published" not in words(said)


def test_after_saving_itself_a_live_article_says_that_readers_have_the_old_text(
    desk: Client, reader: Reader
) -> None:
    from tests.desk.test_dates import form_of

    article = factories.article("The ferry is back")
    reader.get("/")
    address = reverse("wagtailadmin_pages:edit", args=[article.pk])
    data = form_of(desk.get(address, secure=True).content.decode()) | {"title": "It is late"}

    answer = desk.post(address, data, secure=True, headers={"accept": "application/json"})

    assert answer.json()["success"], answer.json()
    drawn = html.fromstring(f"<div>{answer.json()['html']}</div>")
    [state] = drawn.xpath("//*[@id='desk-state']")
    assert words(state) == "out, unpublished changes"


def test_what_the_press_has_not_brought_to_readers_is_not_called_live(
    desk: Client, reader: Reader
) -> None:
    article = factories.article("The ferry is back")
    address = reverse("wagtailadmin_pages:edit", args=[article.pk])

    [before] = shown(desk, address).xpath("//*[@id='desk-state']")
    reader.get("/")
    [after] = shown(desk, address).xpath("//*[@id='desk-state']")

    assert (words(before), words(after)) == ("published, not visible yet", "out")


def test_a_list_asks_no_more_for_more_articles(desk: Client) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            desk.get(reverse("desk_pieces"), secure=True)
        return len(queries)

    for _number in range(3):
        factories.article()
    asked()
    before = asked()
    for _number in range(5):
        correct(factories.article(), "It said 60.", "It is 50.", Unasked.COMMAND)

    assert asked() <= before


def test_an_unpublished_article_is_a_draft_again(desk: Client) -> None:
    article = unpublish(factories.article(), Unasked.COMMAND)

    [header] = shown(desk, reverse("wagtailadmin_pages:edit", args=[article.pk])).xpath(
        "//*[@id='desk-state']"
    )
    assert words(header) == "draft"


def test_sections_and_editions_have_the_same_words() -> None:
    factories.article()
    section = Article.objects.get().section
    assert section
    desk = desk_of("editor")

    for place in (section.get_parent(), section.get_parent().get_parent()):
        page = desk.get(reverse("wagtailadmin_explore", args=[place.pk])).content.decode()
        shown = html.fromstring(page).xpath("//td//*[contains(@class, 'w-status')]")
        said = {one.text_content().split()[-1] for one in shown}
        assert "out" in said
        assert "live" not in said
    root = desk.get(reverse("wagtailadmin_explore_root"), follow=True).content.decode()
    assert "All editions" in html.fromstring(root).xpath("string(//title)")
    assert not html.fromstring(root).xpath("//*[@id='desk-state']/*")
