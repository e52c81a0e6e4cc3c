"""Answers 404 where Wagtail would restrict who may view a page: readers' pages are public."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest


def no_privacy(_request: HttpRequest, *_args: Any, **_kwargs: Any) -> Any:
    """Raise Http404: a restriction set here would not keep any reader out."""
    raise Http404
