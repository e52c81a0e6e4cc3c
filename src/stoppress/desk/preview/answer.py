"""What a preview shows: the page as readers will get it, or what others will show of it."""

from __future__ import annotations

import re
from base64 import b64encode
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.template.loader import render_to_string
from wagtail.admin.userbar import Userbar

from stoppress.desk.channels.post_shown import posts_of
from stoppress.desk.preview.head import Head, head_of
from stoppress.desk.preview.shapes import Shape, shape_of
from stoppress.newsroom.models import Article
from stoppress.site.pictures import PATH_OF_RENDITION
from stoppress.site.preview import NotOpen, preview_article, preview_card, preview_head


def preview_at_the_desk(article: Article, request: HttpRequest, mode: str) -> bytes:
    """``article`` in the shape that ``mode`` names, or its whole page.

    In the panel beside the editor Wagtail's checks are in the page. They (words, reading time,
    accessibility) look at it through Wagtail's user bar, which is hidden there.
    """
    shape = shape_of(mode)
    if shape is not None:
        return _shown_by_others(article, shape)
    page = preview_article(article)
    if not getattr(request, "in_preview_panel", False):
        return page
    checks = str(Userbar(object=article).render_html({"request": request})).encode()
    head, end, rest = page.rpartition(b"</body>")
    return head + checks + end + rest if end else page


def _shown_by_others(article: Article, shape: Shape) -> bytes:
    """What a search engine or another site makes of what the page says of itself."""
    try:
        head = head_of(preview_head(article))
    except NotOpen:
        return preview_article(article)
    context: dict[str, Any] = {"head": head, "shape": shape}
    if shape.kind:
        context["posts"] = posts_of(article, shape.kind)
    else:
        context["picture"] = _picture(article, head)
    return render_to_string(shape.template, context).encode()


def _picture(article: Article, head: Head) -> str:
    """The picture of the card where the desk has it: readers' address has none of a draft."""
    path = urlsplit(head.card.get("image", "")).path
    if re.fullmatch(PATH_OF_RENDITION, path):
        return path
    return f"data:image/png;base64,{b64encode(preview_card(article)).decode()}"
