"""The renderer of previews. The desk registers it: the newsroom imports no room above itself.

The desk's is ``desk.preview.answer``; it renders a page by ``site.preview``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from wagtail.models import Page

_renderer: Callable[[Any, HttpRequest, str], bytes] | None = None


def offer_preview(renderer: Callable[[Any, HttpRequest, str], bytes]) -> None:
    """Register ``renderer`` for previews of articles, published or not."""
    global _renderer  # noqa: PLW0603 - one site, one renderer
    _renderer = renderer


def render_preview(article: Page, request: HttpRequest, shape: str) -> bytes:
    """``article`` in a shape, as HTML bytes, for whoever asks with ``request``.

    An empty ``shape`` is the whole page.

    Raises RuntimeError when no room offered a renderer.
    """
    if _renderer is None:
        raise RuntimeError("no preview is offered: add stoppress.desk to INSTALLED_APPS")
    return _renderer(article, request, shape)
