"""Wagtail's restrictions of pages and collections, which a newspaper's pages know nothing of."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest


def no_privacy(_request: HttpRequest, *_args: Any, **_kwargs: Any) -> Any:
    """Refuse to restrict what would stay public: everything published is for all readers."""
    raise Http404
