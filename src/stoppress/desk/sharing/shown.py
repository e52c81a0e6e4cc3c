"""What a secret link shows: the piece as readers would get it, to whoever has the link."""

from __future__ import annotations

import re

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from wagtail.images import get_image_model

from stoppress.edge.core.policy import PAGE_POLICY
from stoppress.newsroom.actions.share_preview import shared_by
from stoppress.site.pictures import CONTENT_TYPES, PATH_OF_RENDITION, specification
from stoppress.site.preview import preview_article

#: Requests of one address in one minute; a page with all its pictures is some dozens.
MOST_A_MINUTE = 600
_PICTURES = re.compile(PATH_OF_RENDITION.encode())
_HEADERS = {
    "Cache-Control": "no-store, private",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Referrer-Policy": "no-referrer",  # the address of this page is the secret
    "X-Frame-Options": "DENY",
}


@require_safe
def shared_page(request: HttpRequest, token: str) -> HttpResponse:
    """The whole page. Raises Http404 for a token that shows nothing."""
    if _asks_too_often(request):
        return HttpResponse(status=429, headers={"Retry-After": "60", **_HEADERS})
    page = _page_of(token)
    here = request.path.encode().rstrip(b"/")
    page = _PICTURES.sub(lambda found: here + found.group(), page)
    return HttpResponse(page, headers={"Content-Security-Policy": PAGE_POLICY, **_HEADERS})


@require_safe
def shared_picture(
    request: HttpRequest, token: str, image: str, mark: str, width: str, form: str
) -> HttpResponse:
    """A picture of that page; no other is shown by its token. Raises Http404 as the page does."""
    if _asks_too_often(request):
        return HttpResponse(status=429, headers={"Retry-After": "60", **_HEADERS})
    asked = request.path.partition(token)[2].encode()
    if asked not in {found.group() for found in _PICTURES.finditer(_page_of(token))}:
        raise Http404
    row = get_image_model().objects.filter(pk=int(image)).first()
    if row is None:
        raise Http404
    rendition = row.get_rendition(specification(width, form))
    with rendition.file.open("rb") as file:
        return HttpResponse(file.read(), content_type=CONTENT_TYPES[form], headers=_HEADERS)


def _page_of(token: str) -> bytes:
    article = shared_by(token)
    if article is None:
        raise Http404
    return preview_article(article)


def _asks_too_often(request: HttpRequest) -> bool:
    """Whether an address has asked more than its share in the last minute."""
    key = f"shared-preview:{request.META.get('REMOTE_ADDR', '')}"
    if cache.add(key, 1, timeout=60):
        return False
    try:
        return cache.incr(key) > MOST_A_MINUTE
    except ValueError:  # the minute has just ended
        return False
