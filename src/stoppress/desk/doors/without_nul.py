"""Forms without U+0000, which PostgreSQL takes in no text: whatever sent it, the words are kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse


class WithoutNul:
    """Middleware: takes the character out of what was sent, after the token was looked at."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let it pass."""
        return self._get_response(request)

    def process_view(self, request: Any, *_view: Any) -> None:
        """Take it out before the view reads the form."""
        if request.method != "POST":
            return
        found = {name: values for name, values in request.POST.lists() if "\0" in "".join(values)}
        if found:
            request.POST = request.POST.copy()
            for name, values in found.items():
                request.POST.setlist(name, [value.replace("\0", "") for value in values])
