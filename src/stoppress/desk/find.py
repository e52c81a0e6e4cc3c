"""“Find”: one box at the desk for pieces, people, topics, pictures and quotations.

The box asks for ``/find/?q=…`` and shows the list that comes back; without scripts the same address
is a page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.views.decorators.http import require_safe
from wagtail.images import get_image_model
from wagtail.permissions import policy_registry

from stoppress.newsroom import clock
from stoppress.newsroom.models import Article, Person, SearchEntry, Topic
from stoppress.newsroom.plain_text import shortened
from stoppress.newsroom.search.find import find
from stoppress.newsroom.search.results import Found

_Kind = SearchEntry.Kind
#: What is shown of each kind in the box, and of one kind alone on the page.
_IN_THE_BOX = 6
_ON_THE_PAGE = 30
#: Letters of a quotation or of what somebody does.
_LONGEST = 160
#: The order of the groups: what editors look for most often comes first.
_ORDER = (_Kind.PIECE, _Kind.PERSON, _Kind.TOPIC, _Kind.PICTURE, _Kind.QUOTATION)


@dataclass(frozen=True, slots=True)
class Line:
    """Something that was found, as the list shows it; ``url`` is empty for who may not open it.

    The parts of ``about`` may be written in different directions.
    """

    url: str
    name: str
    about: tuple[str, ...]
    edition: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind; ``more_url`` is empty when that is all."""

    kind: SearchEntry.Kind
    lines: tuple[Line, ...]
    more_url: str


@require_safe
def find_view(request: HttpRequest) -> HttpResponse:
    """What is found by ``q``: a list for the box, a page for who asks without it.

    With ``kind`` that kind alone, and with ``after`` what comes after a page of it.
    """
    query = request.GET.get("q", "").replace("\0", " ")
    alone = request.GET.get("kind", "")
    kinds = [kind for kind in _ORDER if kind.value == alone] or list(_ORDER)
    limit = _ON_THE_PAGE if len(kinds) == 1 else _IN_THE_BOX
    groups = [
        group
        for kind in kinds
        if query.strip()
        and (group := _group(request, query, kind, limit, request.GET.get("after", ""))).lines
    ]
    in_the_box = request.headers.get("X-Requested-With") == "XMLHttpRequest"
    response = TemplateResponse(
        request,
        "desk/find/groups.html" if in_the_box else "desk/find/page.html",
        {
            "groups": groups,
            "query": query,
            "page_title": gettext("Find"),
            "header_icon": "search",
        },
    )
    response.headers["Vary"] = "X-Requested-With"
    return response


def _group(
    request: HttpRequest, query: str, kind: SearchEntry.Kind, limit: int, after: str
) -> Group:
    found = find(query, request.user, kinds=(kind,), limit=limit, after=after)
    more_url = ""
    if found.after:
        more = {"q": query, "kind": kind.value}
        if limit == _ON_THE_PAGE:
            more["after"] = found.after
        more_url = reverse("desk_find", query=more)
    return Group(kind, tuple(_lines(request, found.rows)), more_url)


def _lines(request: HttpRequest, rows: tuple[Found, ...]) -> Iterator[Line]:
    for found in rows:
        text = shortened(found.text, _LONGEST)
        if found.kind == _Kind.QUOTATION:
            name, about = text, [found.by, found.headline]
        elif found.kind == _Kind.PIECE:
            name = found.headline
            state = found.state.label if found.state else ""
            about = [state, found.section, found.by, _date(found)]
        else:
            name, about = found.headline, [text, _date(found)]
        yield Line(_url(request, found), name, tuple(filter(None, about)), found.edition)


def _date(found: Found) -> str:
    return date_format(clock.local(found.at), "DATE_FORMAT") if found.at else ""


def _url(request: HttpRequest, found: Found) -> str:
    """Where it is edited; a piece may be read there by who may not edit it."""
    row = found.row
    if isinstance(row, Article):
        return reverse("desk_piece", args=[row.pk])
    if isinstance(row, (Person, Topic)):
        policy = policy_registry.get_by_type(type(row))
        viewset = row.snippet_viewset
        if policy.user_has_permission(request.user, "change"):
            return reverse(viewset.get_url_name("edit"), args=[row.pk])
        return ""
    policy = policy_registry.get_by_type(get_image_model())
    if policy.user_has_permission_for_instance(request.user, "change", row):
        return reverse("wagtailimages:edit", args=[row.pk])
    return ""
