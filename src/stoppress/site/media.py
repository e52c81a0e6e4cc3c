"""Pictures and documents: served only while something public shows them."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Iterator
from pathlib import Path

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Exists, OuterRef
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.models import Filter

from stoppress.newsroom.change_log.references import articles_showing
from stoppress.newsroom.models import (
    Byline,
    Change,
    FrontPick,
    NewsroomSettings,
    Person,
    SectionPick,
)
from stoppress.newsroom.public import public_articles, standing_rows
from stoppress.press.change_set import ChangeSet
from stoppress.press.registry import NotReady, page
from stoppress.site.addresses import ID
from stoppress.site.pictures import (
    CONTENT_TYPES,
    PATH_OF_RENDITION,
    mark_of,
    specification,
    widths_offered,
)
from stoppress.store import Asset

_FOREVER = "max-age=31536000, immutable"
_INLINE_DOCUMENTS = re.compile(r"^(audio|video|image)/|^application/pdf$|^text/")


def files_withdrawn(change_set: ChangeSet) -> Iterator[str]:
    """Pictures and documents that a change took off an article, or that were changed themselves.

    With a byline goes the portrait, unless others are left: then it is put there again. With an
    article goes the picture that a front shows of it.
    """
    images = change_set.ids(Change.Kind.IMAGE)
    documents = change_set.ids(Change.Kind.DOCUMENT)
    people: set[int] = set()
    withdrawn: set[int] = set()
    for change in change_set.changes:
        before, after = change.before or {}, change.after or {}
        if after.get("gone"):
            after = {}
        images.update(set(before.get("images", ())) - set(after.get("images", ())))
        documents.update(set(before.get("documents", ())) - set(after.get("documents", ())))
        people.update(set(before.get("people", ())) - set(after.get("people", ())))
        if "article" in before and not after:
            withdrawn.add(before["article"])
    if people:
        portraits = Person.objects.filter(pk__in=people, picture__isnull=False)
        images.update(portraits.values_list("picture_id", flat=True))
    for rows in (FrontPick, SectionPick) if withdrawn else ():
        placed = rows.objects.filter(article__in=withdrawn, picture__isnull=False)
        images.update(placed.values_list("picture_id", flat=True))
    yield from (f"/media/pictures/{image}-*" for image in images)
    yield from (f"/media/documents/{document}/*" for document in documents)


@page("picture", PATH_OF_RENDITION, touched_by=(files_withdrawn,), in_edition=False)
def picture(image: str, mark: str, width: str, form: str) -> Asset | None:
    """A picture that readers may see, in one width and format; made when it is not there yet."""
    try:
        row = get_image_model().objects.get(pk=int(image))
    except ObjectDoesNotExist:
        return None
    if mark_of(row) != mark or not _may_be_seen(row):
        return None
    if int(width) not in widths_offered(row):
        return None
    rule = specification(width, form)
    try:
        rendition = row.find_existing_rendition(Filter(spec=rule))
    except ObjectDoesNotExist:
        raise NotReady(lambda: row.get_rendition(rule)) from None
    path = Path(rendition.file.path)
    return Asset(
        file=rendition.file.name,
        content_type=CONTENT_TYPES[form],
        length=path.stat().st_size,
        etag=f"{mark}-{width}-{form}-{rendition.pk}",
        cache_control=_FOREVER,
    )


@page("document", rf"/media/documents/(?P<number>{ID})/(?P<filename>[^/]+)", in_edition=False)
def document(number: str, filename: str) -> Asset | None:
    """A document that readers may open."""
    try:
        row = get_document_model().objects.get(pk=int(number))
    except ObjectDoesNotExist:
        return None
    if row.filename != filename or not _in_public_article(row):
        return None
    content_type = mimetypes.guess_type(filename)[0] or "application/octet-stream"
    if not _INLINE_DOCUMENTS.match(content_type) or content_type in {"text/html", "image/svg+xml"}:
        content_type = "application/octet-stream"
    path = Path(row.file.path)
    return Asset(
        file=row.file.name,
        content_type=content_type,
        length=path.stat().st_size,
        etag=row.get_file_hash() or str(path.stat().st_mtime_ns),
    )


def _may_be_seen(image: object) -> bool:
    return (
        _in_public_article(image)
        or _on_a_front(image)
        or NewsroomSettings.objects.filter(logo=image).exists()
        or Person.objects.filter(picture=image)
        .filter(Exists(Byline.objects.filter(person=OuterRef("pk"), article__in=public_articles())))
        .exists()
    )


def _on_a_front(image: object) -> bool:
    """Whether a front shows the picture of a public article in place of the article's own."""
    public = Exists(public_articles().filter(pk=OuterRef("article")))
    return any(
        standing_rows(rows.objects.filter(public, picture=image, page__live=True))
        for rows in (FrontPick, SectionPick)
    )


def _in_public_article(media: object) -> bool:
    return public_articles().filter(pk__in=articles_showing(media)).exists()  # type: ignore[arg-type]
