"""Fronts that change though nobody saves them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from stoppress.newsroom.change_log.append import append
from stoppress.newsroom.change_log.replaced_pictures import log_given_up
from stoppress.newsroom.models import Change, FrontPick, SectionPick

_KINDS: dict[type[FrontPick | SectionPick], Change.Kind] = {
    FrontPick: Change.Kind.EDITION,
    SectionPick: Change.Kind.SECTION,
}


def log_fronts_with(picture: Any) -> None:
    """Log the fronts that show ``picture`` in place of an article's own."""
    for model in _KINDS:
        rows = model.objects.filter(picture=picture)
        _log_fronts(model, set(rows.values_list("page", flat=True)), "picture")


def log_slots_given_up(at: datetime) -> int:
    """Log the fronts on which a slot's time is over by ``at``; returns how many slots that was."""
    given_up = 0
    for model in _KINDS:
        over = list(model.objects.filter(next_due__lte=at))
        if over:
            model.objects.filter(pk__in=[row.pk for row in over]).update(next_due=None)
            _log_fronts(model, {row.page_id for row in over}, "until")
            for row in over:
                log_given_up(row)
        given_up += len(over)
    return given_up


def _log_fronts(model: type[FrontPick | SectionPick], pages: set[int], what: str) -> None:
    fronts: Any = model._meta.get_field("page").related_model  # noqa: SLF001 - Django's API
    for front in fronts.objects.filter(pk__in=pages).select_related("locale").order_by("pk"):
        append(_KINDS[model], front.pk, edition=front.locale.language_code, what=[what])
