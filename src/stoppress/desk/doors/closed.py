"""Addresses of Wagtail that the desk does not have, and rights that its views do not ask for."""

from __future__ import annotations

from typing import Any, NoReturn

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from wagtail.permissions import policy_registry


def not_there(_request: HttpRequest) -> NoReturn:
    """Answer 404, as to Wagtail's pages that try out how an error looks."""
    raise Http404


def may_choose(file: Any, request: HttpRequest) -> bool:
    """Whether who asks may choose or change a picture or a document."""
    policy = policy_registry.get(file)
    may: bool = policy.user_has_any_permission_for_instance(
        request.user, ["choose", "change"], file
    )
    return may


def only_to_those_who_may_choose_it(document: Any, request: HttpRequest) -> None:
    """Refuse a document to who may neither choose nor change it. Raises PermissionDenied."""
    if not may_choose(document, request):
        raise PermissionDenied
