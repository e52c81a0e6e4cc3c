"""Pictures that a person or a front shows no more: readers must not load their files any longer."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete, post_save, pre_save

from stoppress.newsroom.change_log.append import append
from stoppress.newsroom.models import Change, FrontPick, Person, SectionPick

#: What has a picture of its own, and what the log then says of that picture. A portrait is no
#: column of ``other_objects.SEEN_ELSEWHERE``: the articles of the person do not show it.
_SHOWN_BY: dict[type[Model], str] = {
    Person: "portrait",
    FrontPick: "front",
    SectionPick: "front",
}


def connect() -> None:
    """Log the pictures of such rows when they are replaced or go with their row."""
    for model in _SHOWN_BY:
        pre_save.connect(_remember, sender=model, dispatch_uid=__name__)
        post_save.connect(_replaced, sender=model, dispatch_uid=__name__)
        post_delete.connect(log_given_up, sender=model, dispatch_uid=__name__)


def log_given_up(instance: Any, **_kwargs: Any) -> None:
    """Log the picture of ``instance``, which shows it no more."""
    _log(instance, instance.picture_id)


def _remember(instance: Any, raw: bool = False, **_kwargs: Any) -> None:
    instance.picture_before = None
    if instance.pk and not raw:
        rows = type(instance).objects.filter(pk=instance.pk)
        instance.picture_before = rows.values_list("picture_id", flat=True).first()


def _replaced(instance: Any, **_kwargs: Any) -> None:
    if instance.picture_before != instance.picture_id:
        _log(instance, instance.picture_before)


def _log(instance: Any, picture: int | None) -> None:
    if picture:
        append(Change.Kind.IMAGE, picture, what=[_SHOWN_BY[type(instance)]])
