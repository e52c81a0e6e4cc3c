"""Numbers that no row can have, and what is no number: they name nothing, and no page fails so."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.core.paginator import InvalidPage
from django.db import DataError, IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.urls import NoReverseMatch
from django.utils.translation import gettext

log = logging.getLogger(__name__)

#: The largest number of a page or a version: Wagtail numbers them with 32 bits (PostgreSQL refuses
#: to compare them with a larger one, and SQLite with one of more than 64 bits).
LARGEST = 2**31 - 1
#: Any number of so many digits is one that both databases take.
_DIGITS = len(str(LARGEST)) - 1
#: How Python, PostgreSQL and SQLite say that a number is too large: the last takes one of more than
#: 64 bits, as a place in a list, for one with a fraction.
_TOO_LARGE = (OverflowError, ValueError, DataError, IntegrityError)
#: How Python and Django say that something is no number, quoting it.
_NO_NUMBER = (ValueError, NoReverseMatch)


class NumbersOfRows:
    """Middleware: answers 404 to addresses with a larger number, 400 where one was sent along."""

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

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer what failed over a number of the query or the form: a place in a list, an id."""
        if not isinstance(error, (InvalidPage, *_TOO_LARGE, *_NO_NUMBER)):
            return None
        lists = (*request.GET.lists(), *request.POST.lists())
        if not _is_over_a_number(error, [value for _name, values in lists for value in values]):
            return None
        log.warning("%s %s: a number is wrong: %s", request.method, request.path, error)
        return HttpResponseBadRequest(gettext("A number in what was asked for is wrong."))


def _is_over_a_number(error: Exception, sent: Iterable[str]) -> bool:
    """Whether ``error`` is over one of what was sent: no number, or one that is too large."""
    if isinstance(error, InvalidPage):
        return True
    words = str(error) if isinstance(error, _NO_NUMBER) else ""
    return any(
        (len(value) > _DIGITS and value.strip().lstrip("-+").isdecimal())
        or (value and repr(value) in words)
        for value in sent
    )
