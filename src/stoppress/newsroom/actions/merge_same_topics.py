"""Merge topics of one edition that have the same title, but for case, width and spaces."""

from __future__ import annotations

from itertools import groupby

from django.db.models import Count

from stoppress.newsroom.actions.merge_topics import merge_topics
from stoppress.newsroom.actions.who import By
from stoppress.newsroom.models import Topic


def same_topics() -> list[list[Topic]]:
    """Topics that stand more than once, those of one title together; first the one that stays.

    That is the one with a background text, else the oldest.
    """
    titles = Topic.objects.values("locale_id", "folded_title").order_by()
    double = set(
        titles.annotate(topics=Count("pk"))
        .filter(topics__gt=1)
        .values_list("locale_id", "folded_title")
    )
    folded_titles = {title for _locale, title in double}
    topics = Topic.objects.filter(folded_title__in=folded_titles).select_related("locale")
    found = groupby(
        topics.order_by("locale_id", "folded_title", "pk"),
        key=lambda topic: (topic.locale_id, topic.folded_title),
    )
    groups = [list(group) for key, group in found if key in double]
    return [sorted(group, key=lambda topic: not topic.background) for group in groups]


def merge_same_topics(by: By) -> list[tuple[Topic, Topic]]:
    """Merge them, and give each that is gone with the one that it is merged into.

    A topic with a background text of its own stays: that text would be lost. Raises
    PermissionDenied when ``by`` may not delete topics.
    """
    done = []
    for stays, *others in same_topics():
        for other in others:
            if other.background in ("", stays.background):
                gone = Topic(title=other.title, slug=other.slug)
                done.append((gone, merge_topics(other, stays, by)))
    return done
