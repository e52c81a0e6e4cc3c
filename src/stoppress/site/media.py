"""Pictures and documents: served only while something public shows them."""

from __future__ import annotations

import mimetypes
import re
from pathlib import Path

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Exists, OuterRef
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.models import Filter

from stoppress.newsroom.change_log.references import articles_showing
from stoppress.newsroom.models import Byline, NewsroomSettings, Person
from stoppress.newsroom.pictures.published import bare_specification
from stoppress.newsroom.public import public_articles
from stoppress.press.registry import NotReady
from stoppress.site.pictures import CONTENT_TYPES, mark_of, widths_offered
from stoppress.store import Asset

_FOREVER = "max-age=31536000, immutable"
_QUALITY = {"avif": "avifquality-55", "webp": "webpquality-78", "jpg": "jpegquality-80"}
_FORMAT = {"avif": "avif", "webp": "webp", "jpg": "jpeg"}
_INLINE_DOCUMENTS = re.compile(r"^(audio|video|image)/|^application/pdf$|^text/")


def picture_asset(image_id: int, mark: str, width: int, form: str) -> Asset | None:
    """The rendition of a picture that readers may see; made when it is not there yet."""
    try:
        image = get_image_model().objects.get(pk=image_id)
    except ObjectDoesNotExist:
        return None
    if mark_of(image) != mark or not _may_be_seen(image):
        return None
    if width not in widths_offered(image):
        return None
    rule = f"width-{width}|format-{_FORMAT[form]}|{_QUALITY[form]}|{bare_specification()}"
    try:
        rendition = image.find_existing_rendition(Filter(spec=rule))
    except ObjectDoesNotExist:
        raise NotReady(lambda: image.get_rendition(rule)) from None
    path = Path(rendition.file.path)
    return Asset(
        file=rendition.file.name,
        content_type=CONTENT_TYPES[form],
        length=path.stat().st_size,
        etag=f"{mark}-{width}-{form}-{rendition.pk}",
        cache_control=_FOREVER,
    )


def document_asset(document_id: int, filename: str) -> Asset | None:
    """A document that readers may open."""
    try:
        document = get_document_model().objects.get(pk=document_id)
    except ObjectDoesNotExist:
        return None
    if document.filename != filename or not _in_public_article(document):
        return None
    content_type = mimetypes.guess_type(filename)[0] or "application/octet-stream"
    if not _INLINE_DOCUMENTS.match(content_type) or content_type in {"text/html", "image/svg+xml"}:
        content_type = "application/octet-stream"
    path = Path(document.file.path)
    return Asset(
        file=document.file.name,
        content_type=content_type,
        length=path.stat().st_size,
        etag=document.get_file_hash() or str(path.stat().st_mtime_ns),
    )


def _may_be_seen(image: object) -> bool:
    return (
        _in_public_article(image)
        or NewsroomSettings.objects.filter(logo=image).exists()
        or Person.objects.filter(picture=image)
        .filter(Exists(Byline.objects.filter(person=OuterRef("pk"), article__in=public_articles())))
        .exists()
    )


def _in_public_article(media: object) -> bool:
    return public_articles().filter(pk__in=articles_showing(media)).exists()  # type: ignore[arg-type]
