"""Counts of lists by month are what one would count, whatever happens to pieces."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.restore import restore
from stoppress.newsroom.actions.take_down import take_down
from stoppress.newsroom.actions.unpublish import unpublish
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.list_counts import topic_list
from stoppress.newsroom.models import Article, ArticleTopic, Byline, ListCount, SectionPage
from stoppress.newsroom.public import about_topic, by_person
from tests.newsroom import factories
from tests.newsroom.true_counts import true_counts

pytestmark = pytest.mark.django_db


def counted() -> dict[tuple[str, object], int]:
    rows = ListCount.objects.exclude(articles=0).values_list("list", "start", "articles")
    return {(name, start): pieces for name, start, pieces in rows}


def dated_back(article: Article) -> None:
    assert article.published_at
    article.published_at -= timedelta(days=40)
    publish(article, Unasked.COMMAND)


def taken_down(article: Article) -> None:
    take_down(article, "The account could not be confirmed.", Unasked.COMMAND)


def restored(article: Article) -> None:
    taken_down(article)
    restore(article, Unasked.COMMAND)


def withdrawn(article: Article) -> None:
    unpublish(article, Unasked.COMMAND)


def deleted(article: Article) -> None:
    article.delete()


def without_topics(article: Article) -> None:
    article.topic_links.set([])
    publish(article, Unasked.COMMAND)


def section_closed(article: Article) -> None:
    section = SectionPage.objects.get(pk=article.section_id)
    section.unpublish()


def section_renamed(article: Article) -> None:
    section = SectionPage.objects.get(pk=article.section_id)
    section.slug = "port"
    section.save_revision().publish()


@pytest.mark.parametrize(
    "happens",
    [
        *(dated_back, taken_down, restored, withdrawn, deleted, without_topics),
        *(section_closed, section_renamed),
    ],
)
@pytest.mark.slow
def test_counts_follow_what_readers_see(noon: datetime, happens: Callable[[Article], None]) -> None:
    person, topic = factories.person(), factories.topic()
    factories.article(by=(person,), about=(topic,), published_at=noon - timedelta(days=1))
    article = factories.article(by=(person,), about=(topic,), published_at=noon)
    assert counted() == true_counts()
    assert counted()[topic_list(topic.pk), noon.date().replace(day=1)] == 2

    happens(Article.objects.get(pk=article.pk))

    assert counted() == true_counts()


def test_a_person_named_twice_has_the_piece_once(noon: datetime) -> None:
    person, topic = factories.person(), factories.topic()
    article = factories.draft(by=(person,), about=(topic,))
    article.bylines.add(Byline(person=person, role=Byline.Role.PHOTOGRAPHER, sort_order=1))
    article.topic_links.add(ArticleTopic(topic=topic, sort_order=1))

    publish(article, Unasked.COMMAND)

    assert list(by_person(person.pk, article.locale).values_list("pk", flat=True)) == [article.pk]
    assert list(about_topic(topic.pk).values_list("pk", flat=True)) == [article.pk]


def test_lists_of_topics_and_people_are_in_the_order_of_date_lines(noon: datetime) -> None:
    person, topic = factories.person(), factories.topic()
    old, new = (
        factories.article(by=(person,), about=(topic,), published_at=noon - timedelta(days=age))
        for age in (2, 1)
    )
    old.published_at = noon
    publish(old, Unasked.COMMAND)

    assert list(about_topic(topic.pk).values_list("pk", flat=True)) == [old.pk, new.pk]
    assert list(by_person(person.pk, old.locale).values_list("pk", flat=True)) == [old.pk, new.pk]
