"""Merge a topic into another of its edition."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import transaction
from django.db.models import Q
from wagtail.log_actions import log
from wagtail.models import Revision

from stoppress.newsroom.actions.who import By, ask, user_of
from stoppress.newsroom.change_log.append import hold_the_log
from stoppress.newsroom.change_log.articles import log_article
from stoppress.newsroom.front_blocks import give_blocks_another_topic
from stoppress.newsroom.models import Article, ArticleTopic, FormerTopic, Topic


def may_merge_topics(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether ``user`` may: one topic is deleted, the other changed."""
    return user.has_perms(["newsroom.delete_topic", "newsroom.change_topic"])  # type: ignore[union-attr]


def merge_topics(topic: Topic, into: Topic, by: By) -> Topic:
    """Give the articles of ``topic`` to ``into``, and let its addresses lead there.

    Published articles, drafts and scheduled versions carry ``into`` from then on, and blocks of
    fronts are of it; ``topic`` is deleted, its background text with it. Raises PermissionDenied
    when ``by`` may not delete topics, ValueError for a topic of another edition or the topic
    itself.
    """
    if topic.pk == into.pk:
        raise ValueError(f"“{topic}” cannot be merged into itself. Choose another topic.")
    if topic.locale_id != into.locale_id:
        raise ValueError(
            f"“{topic}” and “{into}” are topics of different editions, whose pages are apart. "
            "Choose a topic of the same edition."
        )
    ask(by, may_merge_topics, "You may not merge topics.")
    with transaction.atomic():
        hold_the_log()
        links = ArticleTopic.objects.filter(topic=topic)
        articles = list(links.values_list("article_id", flat=True))
        links.filter(article__topic_links__topic=into).delete()
        links.update(topic=into)
        _merge_in_drafts(articles, topic, into)
        give_blocks_another_topic(topic.pk, into.pk)
        FormerTopic.objects.filter(topic=topic).update(topic=into)
        former = FormerTopic(locale_id=topic.locale_id, slug=topic.slug, topic=into)
        log(into, "stoppress.merge_topics", user=user_of(by), data={"topic": topic.title})
        topic.delete()
        former.save()
        into.save()  # so that the log says its addresses have changed
        for article in articles:
            log_article(article)
    return into


def _merge_in_drafts(articles: list[int], topic: Topic, into: Topic) -> None:
    """Let what is still to be published name ``into``, or publishing it would lose the topic.

    That is the latest version of each article, and every scheduled one. The topic may stand in them
    alone: a draft's topics are not rows before it is published.
    """
    latest = Article.objects.filter(
        Q(pk__in=articles) | Q(has_unpublished_changes=True), latest_revision__isnull=False
    ).values("latest_revision_id")
    scheduled = Q(approved_go_live_at__isnull=False)
    for revision in Revision.objects.filter(Q(pk__in=latest) | scheduled).iterator(chunk_size=100):
        links = revision.content.get("topic_links", ())
        if all(link["topic"] != topic.pk for link in links):
            continue
        kept: dict[int, dict[str, Any]] = {}
        for link in links:
            named = into.pk if link["topic"] == topic.pk else link["topic"]
            kept.setdefault(named, {**link, "topic": named})
        revision.content["topic_links"] = list(kept.values())
        revision.save(update_fields=["content"])
