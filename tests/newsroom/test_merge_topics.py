"""Topics are merged: what was saved of a piece and is not public names the one that stays."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from stoppress.newsroom.actions.merge_same_topics import merge_same_topics, same_topics
from stoppress.newsroom.actions.merge_topics import merge_topics
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.folding import folded
from stoppress.newsroom.models import Article, ArticleTopic, Topic
from tests.newsroom import factories
from tests.newsroom.reader import Reader

pytestmark = pytest.mark.django_db


def same_title(*titles: str, background: str = "") -> list[Topic]:
    """Topics of one title, as releases without folding made them; the last has the background."""
    found = [factories.topic(f"Topic {number}") for number, _title in enumerate(titles)]
    for topic, title in zip(found, titles, strict=True):
        folded_title = folded(title, "ru")
        Topic.objects.filter(pk=topic.pk).update(title=title, folded_title=folded_title)
    Topic.objects.filter(pk=found[-1].pk).update(background=background)
    return [Topic.objects.get(pk=topic.pk) for topic in found]


def topics_of(article: Article) -> list[Topic]:
    return [link.topic for link in Article.objects.get(pk=article.pk).topic_links.all()]


def test_a_topic_that_only_a_draft_names_is_merged_in_it(noon: datetime) -> None:
    ferry, boats = factories.topic("Ferry"), factories.topic("Boats")
    article = factories.article("One")
    article.topic_links.add(ArticleTopic(topic=ferry))
    revision = article.save_revision()

    merge_topics(ferry, boats, Unasked.COMMAND)
    revision.refresh_from_db()
    revision.publish()

    assert topics_of(article) == [boats]


def test_a_scheduled_version_behind_a_newer_draft_keeps_the_topic(noon: datetime) -> None:
    ferry, boats = factories.topic("Ferry"), factories.topic("Boats")
    article = factories.article("One", about=(ferry,))
    article.go_live_at = noon + timedelta(hours=1)
    scheduled = article.save_revision()
    scheduled.publish()
    article.save_revision()

    merge_topics(ferry, boats, Unasked.COMMAND)
    scheduled.refresh_from_db()
    scheduled.as_object().save()

    assert topics_of(article) == [boats]


def test_topics_that_stand_twice_become_one_and_their_addresses_lead_on(
    noon: datetime, reader: Reader
) -> None:
    oldest, second, third = same_title("Экономика", "экономика", "ЭКОНОМИКА")
    other = factories.topic("Порт")
    articles = [factories.article(about=(topic,)) for topic in (oldest, second, third, other)]

    done = merge_same_topics(Unasked.COMMAND)

    assert [(gone.slug, stays) for gone, stays in done] == [
        (second.slug, oldest),
        (third.slug, oldest),
    ]
    assert [topics_of(article) for article in articles] == [[oldest]] * 3 + [[other]]
    for gone in (second, third):
        assert reader.status(f"/topic/{gone.slug}/") == 301
    assert merge_same_topics(Unasked.COMMAND) == []


def test_the_topic_with_a_text_stays_and_two_with_texts_are_left_to_an_editor(
    noon: datetime,
) -> None:
    _first, last = same_title("Ferry", "FERRY", background="Since 1890.")
    [(_gone, stays)] = merge_same_topics(Unasked.COMMAND)
    assert stays == last
    _third, fourth = same_title("Boats", "BOATS", background="Many.")
    Topic.objects.filter(title="Boats").update(background="Few.")

    assert merge_same_topics(Unasked.COMMAND) == []
    assert [len(group) for group in same_topics()] == [2]
    assert fourth in same_topics()[0]


def test_a_second_topic_of_the_same_title_is_refused_in_words(noon: datetime) -> None:
    topic = factories.topic("Ferry")
    second = Topic(locale=topic.locale, title=" FERRY")

    with pytest.raises(ValidationError, match="There is a topic “Ferry” in this edition"):
        second.full_clean(exclude=["folded_title"])
    topic.full_clean()
