"""Previews at the desk: the page as readers will get it, with what the desk's checks need in it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from wagtail.admin.userbar import Userbar

from stoppress.newsroom.models import Article
from stoppress.site import assets
from stoppress.site.preview import preview_article
from stoppress.site.static_files import content_of


def preview_at_the_desk(article: Article, request: HttpRequest) -> bytes:
    """The whole page of ``article``; in the panel beside the editor with Wagtail's checks in it.

    The checks (words, reading time, accessibility) look at the page through Wagtail's user bar,
    which is hidden there.
    """
    page = preview_article(article)
    if not getattr(request, "in_preview_panel", False):
        return page
    checks = str(Userbar(object=article).render_html({"request": request})).encode()
    head, end, rest = page.rpartition(b"</body>")
    return head + checks + end + rest if end else page


@require_safe
def site_file(_request: HttpRequest, name: str) -> HttpResponse:
    """A style sheet, script, font or icon of the readers' site, which previews load."""
    content = content_of(name)
    if content is None:
        raise Http404
    answer = HttpResponse(content, content_type=assets.content_type(name))
    answer["Cache-Control"] = "max-age=31536000, immutable"
    return answer


@require_safe
def no_live_list(_request: HttpRequest, edition: str) -> HttpResponse:
    """Tell a preview's list of latest news not to wait for more (server-sent events: 204)."""
    return HttpResponse(status=204)
