"""Until when pictures may be used, and which of them an article shows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from wagtail.images import get_image_model

from stoppress.newsroom import clock
from stoppress.newsroom.models import Article


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
