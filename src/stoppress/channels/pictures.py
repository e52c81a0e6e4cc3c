"""The files of pictures that posts show."""

from __future__ import annotations

import logging
from pathlib import Path

from wagtail.images import get_image_model

from stoppress.channels.post import Picture
from stoppress.site.article.share_card import card_of
from stoppress.site.article.shown import public_article
from stoppress.site.pictures import FALLBACK, specification

log = logging.getLogger(__name__)

#: Pixels; readers' pages have the same file.
WIDTH = 1280


def file_of(picture: Picture, article: int) -> bytes | None:
    """A picture as readers get it, as JPEG, or the card of ``article`` as PNG.

    None when there is no such picture, or its file cannot be read.
    """
    if picture.image is None:
        found = public_article(article)
        return card_of(found.article, found.edition) if found else None
    row = get_image_model().objects.filter(pk=picture.image).first()
    if row is None:
        return None
    try:
        rendition = row.get_rendition(specification(str(min(row.width, WIDTH)), FALLBACK))
        return Path(rendition.file.path).read_bytes()
    except Exception as error:  # noqa: BLE001 - Pillow raises many kinds; the post goes without
        log.warning("picture %d cannot be posted: %s", picture.image, error)
        return None
