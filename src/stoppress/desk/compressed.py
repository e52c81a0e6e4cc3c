"""Pages of the desk on their way: a piece is a tenth of its bytes when it is compressed."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware


class Compressed(GZipMiddleware):
    """Django's middleware, which hides the length of secrets (BREACH), for whole answers only.

    What streams is a file, which is compressed already, or a stream of events.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Compress a page for who takes that."""
        if response.streaming:
            return response
        compressed: HttpResponseBase = super().process_response(request, response)
        return compressed
