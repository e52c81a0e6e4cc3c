"""Notices of what needs nobody any more."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from stoppress.newsroom.models import Notice


def see_what_is_settled(told: QuerySet[Notice], in_need: Any) -> None:
    """Let those of ``told`` whose article is not among ``in_need`` be new to nobody any more."""
    to_send = Q(mail_due__isnull=False) | Q(telegram_due__isnull=False)
    unseen = told.filter(Q(seen=False) | to_send)
    settled = unseen.exclude(article__in=in_need)
    if settled.exists():  # SQLite has one writer at a time: nobody waits for nothing
        settled.update(seen=True, mail_due=None, telegram_due=None)
