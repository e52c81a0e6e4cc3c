"""Compression of the desk's pages, which makes the sheet of a piece a tenth of its size."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware


class Compressed(GZipMiddleware):
    """Django's middleware, which hides the length of secrets (BREACH), for whole answers only.

    Streamed responses are files, most of which are compressed already, or streams of events.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Compress the response for clients that accept it, unless it streams."""
        if response.streaming:
            return response
        compressed: HttpResponseBase = super().process_response(request, response)
        return compressed
