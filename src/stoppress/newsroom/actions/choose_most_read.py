"""Choose what “Most read” shows."""

from __future__ import annotations

from collections.abc import Container

from django.db import transaction
from wagtail.models import Page

from stoppress.newsroom import clock
from stoppress.newsroom.change_log.append import append, hold_the_log
from stoppress.newsroom.models import Change, MostRead
from stoppress.newsroom.most_read import SHOWN, kept_for, most_read_now, shown_now


def choose_most_read(leaving: Container[int] = ()) -> list[int]:
    """Let “Most read” follow the page views, but for pages that are to be left as they are.

    A list whose shown part stays the same is left alone too, and the change log hears nothing.
    Returns the fronts and sections, by page id, whose readers see another list.
    """
    shown = shown_now()
    wanted = most_read_now(clock.now())
    changed = [
        page
        for page, articles in wanted.items()
        if page not in leaving and articles[:SHOWN] != shown.get(page, [])
    ]
    for page in changed:
        _keep(page, wanted[page])
    return changed


def _keep(page: int, articles: list[int]) -> None:
    language = Page.objects.values_list("locale__language_code", flat=True).get(pk=page)
    with transaction.atomic():
        hold_the_log()
        before = kept_for(page)
        MostRead.objects.update_or_create(pk=page, defaults={"articles": articles})
        append(
            Change.Kind.MOST_READ,
            page,
            edition=language,
            before={"articles": before},
            after={"articles": articles},
        )
