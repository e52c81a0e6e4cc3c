"""Pictures that a front may show in place of an article's own: found by words, and in small."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from stoppress.newsroom.models import SearchEntry
from stoppress.newsroom.search.find import find
from stoppress.site.pictures import rendition_path

#: Pictures that one search offers, and how wide they are shown, in pixels.
_OFFERED, _WIDTH = 12, 320


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """A picture in small."""

    id: int
    title: str
    src: str


def thumbnail_of(image: Any) -> Thumbnail:
    """``image`` as the desk shows it in small."""
    width = min(_WIDTH, image.width)
    return Thumbnail(image.pk, image.title, rendition_path(image, width, "webp"))


@require_safe
def pictures_view(request: HttpRequest) -> HttpResponse:
    """Pictures found by ``q``, the newest first, to be chosen among."""
    query = request.GET.get("q", "").replace("\0", " ")
    found = find(query, request.user, kinds=(SearchEntry.Kind.PICTURE,), limit=_OFFERED)
    pictures = [thumbnail_of(one.row) for one in found.rows]
    return TemplateResponse(request, "desk/front/pictures.html", {"pictures": pictures})
