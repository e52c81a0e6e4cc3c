"""Addresses of Wagtail that the desk does not have, and rights that its views do not ask for."""

from __future__ import annotations

from typing import Any, NoReturn

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.admin.views.chooser import ExternalLinkView
from wagtail.models import Page
from wagtail.permissions import policy_registry

from stoppress.desk.row_ids import row_id


def not_there(_request: HttpRequest, **_path: str) -> NoReturn:
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


def only_to_a_page_that_is_there(request: HttpRequest, _page: Any) -> None:
    """Refuse to copy a page to nowhere, where Wagtail's view would fail. Raises BadRequest."""
    if request.method != "POST":
        return
    parent = row_id(request.POST.get("new_parent_page", ""))
    if parent is None or not Page.objects.filter(pk=parent).exists():
        raise BadRequest("new_parent_page has to be the number of a page.")


class LinkChooserView(ExternalLinkView):
    """Wagtail's chooser of outside links, which fails when no address is sent at all."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Answer what was chosen. Raises BadRequest when the form's address is missing."""
        if f"{self.form_prefix}-{self.link_url_field_name}" not in request.POST:
            raise BadRequest("The form's address is missing.")
        response: HttpResponse = super().post(request)
        return response
