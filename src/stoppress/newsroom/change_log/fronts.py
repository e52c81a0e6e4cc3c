"""Fronts that change though nobody saves them, and pictures that a front alone shows."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models.signals import post_delete, post_save, pre_save

from stoppress.newsroom.change_log.append import append
from stoppress.newsroom.models import Change, FrontPick, SectionPick

_KINDS: dict[type[FrontPick | SectionPick], Change.Kind] = {
    FrontPick: Change.Kind.EDITION,
    SectionPick: Change.Kind.SECTION,
}


def connect() -> None:
    """Log pictures that leave a front, so that readers cannot load them any more."""
    for model in _KINDS:
        pre_save.connect(_remember, sender=model, dispatch_uid=__name__)
        post_save.connect(_replaced, sender=model, dispatch_uid=__name__)
        post_delete.connect(_left, sender=model, dispatch_uid=__name__)


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
                _left(row)
        given_up += len(over)
    return given_up


def _log_fronts(model: type[FrontPick | SectionPick], pages: set[int], what: str) -> None:
    fronts: Any = model._meta.get_field("page").related_model  # noqa: SLF001 - Django's API
    for front in fronts.objects.filter(pk__in=pages).select_related("locale").order_by("pk"):
        append(_KINDS[model], front.pk, edition=front.locale.language_code, what=[what])


def _remember(instance: Any, raw: bool = False, **_kwargs: Any) -> None:
    instance.picture_before = None
    if instance.pk and not raw:
        rows = type(instance).objects.filter(pk=instance.pk)
        instance.picture_before = rows.values_list("picture_id", flat=True).first()


def _replaced(instance: Any, **_kwargs: Any) -> None:
    former = instance.picture_before
    if former and former != instance.picture_id:
        append(Change.Kind.IMAGE, former, what=["front"])


def _left(instance: Any, **_kwargs: Any) -> None:
    if instance.picture_id:
        append(Change.Kind.IMAGE, instance.picture_id, what=["front"])
