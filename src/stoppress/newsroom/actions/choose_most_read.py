"""Choosing what “Most read” shows."""

from __future__ import annotations

from django.db import transaction
from wagtail.models import Page

from stoppress.newsroom import clock
from stoppress.newsroom.models import Change, MostRead
from stoppress.newsroom.most_read import SHOWN, kept_for, most_read_now, shown_now
from stoppress.newsroom.record import append


def choose_most_read() -> int:
    """Let every “Most read” follow the views; returns how many lists readers see changed.

    A list whose shown part stays the same is left alone, and the change log hears nothing.
    """
    shown = shown_now()
    wanted = most_read_now(clock.now())
    changed = [page for page, ids in wanted.items() if ids[:SHOWN] != shown.get(page, [])]
    for page in changed:
        _keep(page, wanted[page])
    return len(changed)


def _keep(page: int, articles: list[int]) -> None:
    language = Page.objects.values_list("locale__language_code", flat=True).get(pk=page)
    with transaction.atomic():
        before = kept_for(page)
        MostRead.objects.update_or_create(pk=page, defaults={"articles": articles})
        append(
            Change.Kind.MOST_READ,
            page,
            edition=language,
            before={"articles": before},
            after={"articles": articles},
        )
