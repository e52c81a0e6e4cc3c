"""Topics are merged: what was saved of a piece and is not public names the one that stays."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from stoppress.newsroom.actions.merge_topics import merge_topics
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.models import Article, ArticleTopic, Topic
from tests.newsroom import factories

pytestmark = pytest.mark.django_db


def topics_of(article: Article) -> list[Topic]:
    return [link.topic for link in Article.objects.get(pk=article.pk).topic_links.all()]


def test_a_topic_that_only_a_draft_names_is_merged_in_it(noon: datetime) -> None:
    ferry, boats = factories.topic("Ferry"), factories.topic("Boats")
    article = factories.piece("One")
    article.topic_links.add(ArticleTopic(topic=ferry))
    revision = article.save_revision()

    merge_topics(ferry, boats, Unasked.COMMAND)
    revision.refresh_from_db()
    revision.publish()

    assert topics_of(article) == [boats]


def test_a_scheduled_version_behind_a_newer_draft_keeps_the_topic(noon: datetime) -> None:
    ferry, boats = factories.topic("Ferry"), factories.topic("Boats")
    article = factories.piece("One", about=(ferry,))
    article.go_live_at = noon + timedelta(hours=1)
    scheduled = article.save_revision()
    scheduled.publish()
    article.save_revision()

    merge_topics(ferry, boats, Unasked.COMMAND)
    scheduled.refresh_from_db()
    scheduled.as_object().save()

    assert topics_of(article) == [boats]
