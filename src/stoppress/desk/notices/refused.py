"""Notices about pieces that a channel refused, or of which nobody knows whether they are there."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.utils.translation import gettext, override
from wagtail.models import PageLogEntry

from stoppress.channels.models import Delivery
from stoppress.desk.channels.seen import title_of
from stoppress.desk.notices.languages import language_of_account
from stoppress.desk.notices.settled import see_what_is_settled
from stoppress.newsroom import clock
from stoppress.newsroom.models import Article, Notice
from stoppress.newsroom.notices.tell import wished

#: What happened before is told to nobody any more.
_SINCE = timedelta(days=2)
_PUBLISHED = ("wagtail.publish", "wagtail.publish.schedule", "wagtail.publish.scheduled")


def tell_of_channels() -> int:
    """Tell who published each such piece, once for each request; how many notices.

    What is settled is new to nobody any more.
    """
    found = Delivery.objects.filter(state__in=Delivery.IN_NEED)
    told = Notice.objects.filter(kind=Notice.Kind.CHANNEL)
    see_what_is_settled(told, found.values("article_id"))
    lately = found.filter(asked_at__gte=clock.now() - _SINCE).select_related("channel")
    new = [
        row
        for row in lately.order_by("asked_at", "pk")
        if not told.filter(article=row.article_id, at__gte=row.asked_at).exists()
    ]
    there = Article.objects.filter(pk__in={row.article_id for row in new})
    people = _who_published(set(there.values_list("pk", flat=True))) if new else {}
    notices = [_notice(row, people[row.article_id]) for row in new if row.article_id in people]
    if notices:
        Notice.objects.bulk_create(wished(notices))
    return len(notices)


def _who_published(articles: Collection[int]) -> dict[int, Any]:
    """Who published each of ``articles`` last; not those that nobody did."""
    entries = PageLogEntry.objects.filter(
        page__in=articles, action__in=_PUBLISHED, user__isnull=False
    )
    last = dict(entries.order_by("pk").values_list("page_id", "user_id"))
    users = get_user_model().objects.filter(is_active=True).in_bulk(set(last.values()))
    return {page: users[user] for page, user in last.items() if user in users}


def _notice(row: Delivery, user: Any) -> Notice:
    with override(language_of_account(user)):
        words = gettext("Nobody knows whether it is in %(channel)s.")
        if row.state == Delivery.State.REFUSED:
            words = gettext("%(channel)s refused it. %(said)s")
        said = gettext(row.answer) if row.answer else ""
        told = words % {"channel": title_of(row.channel), "said": said}
    return Notice(
        user=user,
        kind=Notice.Kind.CHANNEL,
        article_id=row.article_id,
        at=clock.now(),
        words=told.strip(),
    )
