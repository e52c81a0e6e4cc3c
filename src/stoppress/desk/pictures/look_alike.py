"""Wagtail says at an upload that the same file is there already; here also what looks like it."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, When
from wagtail.images.views import chooser, multiple

from stoppress.newsroom.pictures.alike import pictures_like


def notice_what_looks_alike() -> None:
    """Put ``duplicates_of`` in the place of Wagtail's own in both views that ask for it."""
    for view in (chooser, multiple):
        view.find_image_duplicates = duplicates_of


def duplicates_of(image: Any, user: Any, permission_policy: Any) -> QuerySet[Any]:
    """The pictures that ``user`` may choose instead of this one: the same file, then others."""
    alike = pictures_like(image)
    pictures: QuerySet[Any] = permission_policy.instances_user_has_permission_for(user, "choose")
    same = Q(file_hash=image.file_hash)
    order = [When(same, then=-1), *(When(pk=pk, then=place) for place, pk in enumerate(alike))]
    return (
        pictures.exclude(pk=image.pk)
        .filter(same | Q(pk__in=alike))
        .order_by(Case(*order, output_field=IntegerField()), "pk")
    )
