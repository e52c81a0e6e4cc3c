"""Until when pictures may be used, and which of them an article shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from wagtail.images import get_image_model
from wagtail.models import ReferenceIndex, get_default_page_content_type

from stoppress.newsroom import clock
from stoppress.newsroom.models import Article
from stoppress.newsroom.public import public_by_dates

#: The most places of pictures that are looked through: an emblem may stand in thousands.
_MOST_PLACES = 1000


def expired(image: Any, at: datetime) -> bool:
    """Whether the last day on which a picture may be used is over, in the newsroom's zone."""
    return expired_pictures(at).filter(pk=image.pk).exists()


def expired_pictures(at: datetime) -> QuerySet[Any]:
    """The pictures of the library that may not be used any more."""
    pictures: QuerySet[Any] = get_image_model().objects.filter(
        details__usable_until__lt=clock.day_of(at)
    )
    return pictures


def expired_in(article: Article, at: datetime) -> list[Any]:
    """Those that an article shows as it stands in hand, saved or not; each once, in its order."""
    ids = list(dict.fromkeys(pictures_in(article)))
    over = expired_pictures(at).select_related("details").in_bulk(ids)
    return [over[pk] for pk in ids if pk in over]


def shown_by(pictures: Iterable[Any], at: datetime) -> dict[int, list[Any]]:
    """Public articles that show any of ``pictures`` at ``at``, by id, each with those it shows."""
    by_id = {str(one.pk): one for one in pictures}
    content_type = ContentType.objects.get_for_model(get_image_model())
    shown: dict[int, list[Any]] = {}
    references = ReferenceIndex.objects.filter(
        to_content_type=content_type,
        to_object_id__in=by_id,
        base_content_type=get_default_page_content_type(),
    )
    rows = references.order_by("-pk").values_list("object_id", "to_object_id")[:_MOST_PLACES]
    for article, picture in dict.fromkeys(rows):
        shown.setdefault(int(article), []).append(by_id[picture])
    public = set(public_by_dates(at).filter(pk__in=shown).values_list("pk", flat=True))
    return {pk: some for pk, some in shown.items() if pk in public}


def pictures_in(article: Article) -> Iterator[int]:
    """Ids of the pictures of an article: its lead, those of its text, and those of recordings."""
    if article.lead_image_id:
        yield article.lead_image_id
    for child in article.body:
        if child.block_type == "gallery":
            values = list(child.value["pictures"])
        elif child.block_type in {"image", "audio", "video"}:
            values = [child.value]
        else:
            continue
        for value in values:
            image = value.get("image") or value.get("poster")
            if image is not None:
                yield image.pk
