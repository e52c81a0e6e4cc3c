"""The change log tells what a change means to readers, in words that a follower can act on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from wagtail.models import Page

from stoppress.newsroom.actions.correct import correct
from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.restore import restore
from stoppress.newsroom.actions.strike_due import strike_due
from stoppress.newsroom.actions.take_down import take_down
from stoppress.newsroom.actions.unpublish import unpublish
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.models import (
    Article,
    ArticleTopic,
    Byline,
    Change,
    Pick,
    PublicState,
)
from tests.newsroom import factories, media
from tests.newsroom.reader import at

pytestmark = pytest.mark.django_db

REASON = "The account could not be confirmed."


def words_of(act: Callable[[], object]) -> list[list[str]]:
    """The words of each row of what readers see that is written while this happens."""
    start = Change.newest_sequence()
    act()
    later = Change.objects.filter(sequence__gt=start).exclude(kind=Change.Kind.DRAFT)
    return [change.what for change in later]


def changed(article: Article, **fields: Any) -> Callable[[], object]:
    """Publish the article with other values."""

    def act() -> object:
        fresh = Article.objects.get(pk=article.pk)
        for name, value in fields.items():
            setattr(fresh, name, value)
        return publish(fresh, Unasked.COMMAND)

    return act


def test_an_article_comes_goes_and_comes_back(noon: datetime) -> None:
    article = factories.draft("The ferry is back")

    assert words_of(lambda: publish(article, Unasked.COMMAND)) == [["first published"]]
    assert words_of(lambda: take_down(article, REASON, Unasked.COMMAND)) == [["taken down"]]
    assert words_of(lambda: take_down(article, "Another reason.", Unasked.COMMAND)) == [
        ["reason changed"]
    ]
    assert words_of(lambda: restore(article, Unasked.COMMAND)) == [["restored"]]
    assert words_of(lambda: unpublish(Article.objects.get(pk=article.pk), Unasked.COMMAND)) == [
        ["withdrawn"]
    ]
    again = Article.objects.get(pk=article.pk)
    again.title = "The ferry is late"
    assert words_of(lambda: publish(again, Unasked.COMMAND)) == [
        ["published again", "headline changed"]
    ]
    assert words_of(again.delete) == [["deleted"]]


@pytest.mark.slow
def test_each_part_has_its_word(noon: datetime) -> None:
    other = factories.article("Another")
    factories.topic()
    article = factories.article("The ferry is back")
    hour = noon - timedelta(hours=1)

    assert words_of(changed(article)) == [[]]
    assert words_of(changed(article, title="The ferry is late")) == [["headline changed"]]
    assert words_of(changed(article, deck="By noon.")) == [["deck changed"]]
    assert words_of(changed(article, kicker="Harbour")) == [["details changed"]]
    assert words_of(changed(article, slug="late")) == [["moved"]]
    assert words_of(changed(article, published_at=hour)) == [["date changed"]]
    assert words_of(changed(article, lead_credit="M. E.")) == [["lead picture changed"]]
    text = [("paragraph", "<p>It came at one.</p>")]
    assert words_of(changed(article, body=text)) == [["text changed"]]
    assert words_of(changed(article, lead_image=media.image())) == [
        ["pictures changed", "lead picture changed"]
    ]
    picks = [Pick(target=other, sort_order=0)]
    assert words_of(changed(article, picks=picks)) == [["picks changed"]]
    topics = [ArticleTopic(topic=factories.topic(), sort_order=0)]
    assert words_of(changed(article, topic_links=topics)) == [["topics changed"]]
    person = factories.person("Tobias Renn")
    assert ["byline changed"] in words_of(changed(article, bylines=[Byline(person=person)]))
    photographer = [Byline(person=person, role=Byline.Role.PHOTOGRAPHER)]
    assert words_of(changed(article, bylines=photographer)) == [["byline changed"]]


def test_a_new_address_in_another_section_is_told_as_such(noon: datetime) -> None:
    article = factories.article("The ferry is back")
    culture = Page.objects.get(pk=factories.section("Culture").pk)

    assert words_of(lambda: article.move(culture, pos="last-child")) == [
        ["moved", "section changed"]
    ]


def test_a_correction_is_told_as_one(noon: datetime) -> None:
    article = factories.article("The ferry is back")

    [words] = words_of(lambda: correct(article, "It said sixty.", "It is fifty.", Unasked.COMMAND))

    assert "corrected" in words
    assert "text changed" not in words


def test_what_the_clock_brings_is_told_like_anything_else(noon: datetime) -> None:
    article = factories.article("Budget speech", embargo_until=noon + timedelta(hours=1))

    def strike() -> None:
        with at(noon + timedelta(hours=1)):
            strike_due()

    assert words_of(strike) == [["first published"]]
    assert PublicState.objects.get(pk=article.pk).parts


def test_a_picture_that_changes_is_told_of_the_articles_that_show_it(
    django_capture_on_commit_callbacks: Any,
) -> None:
    picture = media.image()
    with django_capture_on_commit_callbacks(execute=True):
        factories.article(lead_image=picture)

    assert words_of(picture.save) == [["changed"], ["around it"]]


def test_of_an_article_of_an_earlier_release_no_part_is_named(noon: datetime) -> None:
    article = factories.article("The ferry is back")
    PublicState.objects.update(parts=None)

    assert words_of(changed(article, title="The ferry is late")) == [["content"]]
    assert words_of(changed(article, title="The ferry is early")) == [["headline changed"]]


def test_another_row_names_its_columns() -> None:
    person, section = factories.person(), factories.section()
    person.name = "Mara Renn"
    section.title = "Port"

    assert words_of(person.save) == [["name"]]
    assert words_of(person.save) == [[]]
    assert ["title"] in words_of(lambda: section.save_revision().publish())
    assert words_of(person.delete) == [["deleted"]]
