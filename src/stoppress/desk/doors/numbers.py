"""Numbers in addresses that no row can have: they name nothing, and no database is asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

#: The largest number of a page or a version: Wagtail numbers them with 32 bits (PostgreSQL refuses
#: to compare them with a larger one, and SQLite with one of more than 64 bits).
LARGEST = 2**31 - 1


class NumbersOfRows:
    """Middleware: answers 404 to addresses with a larger number."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let it pass."""
        return self._get_response(request)

    def process_view(
        self, _request: HttpRequest, _view: Any, given: tuple[Any, ...], named: Mapping[str, Any]
    ) -> None:
        """Raise Http404 where the address names a row that cannot be."""
        if any(isinstance(one, int) and one > LARGEST for one in (*given, *named.values())):
            raise Http404
