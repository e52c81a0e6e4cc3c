"""Today: the page, and what of it is asked for again while it is open."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.conf import settings
from django.db.transaction import non_atomic_requests
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import condition, require_safe
from django.views.decorators.vary import vary_on_cookie
from wagtail.models import PageLogEntry, Revision

from stoppress.desk.pieces.going_out import going_out
from stoppress.desk.pieces.scope import Scope
from stoppress.desk.today.board import Board, board_of
from stoppress.desk.today.channels import line_of_channels
from stoppress.desk.today.hours import Hours, hours_of
from stoppress.desk.today.need import Need
from stoppress.desk.today.needs import asked_to_read, needs_of
from stoppress.desk.today.streams import Streams
from stoppress.desk.today.version_cache import VersionCache
from stoppress.newsroom import clock
from stoppress.newsroom.change_log.followers import position_of
from stoppress.newsroom.models import Change, Notice
from stoppress.site.date_words import weekday_text


@dataclass(frozen=True, slots=True)
class Today:
    """All that the page shows at one time."""

    day: str
    needs: tuple[Need, ...]
    hours: Hours
    board: Board
    channels: str


def today_of(scope: Scope) -> Today:
    """The page as it is now."""
    now = clock.now()
    day = clock.day_of(now)
    coming, to_read = going_out(now), asked_to_read(scope.user)
    board = board_of(scope, now, coming, to_read)
    hours = hours_of(day, now, board.out_at, [one.at for one in board.to_come], board.last)
    words = weekday_text(day, get_language() or settings.LANGUAGE_CODE)
    needs = tuple(needs_of(scope.user, now, coming, to_read))
    return Today(words, needs, hours, board, line_of_channels(scope.user))


@non_atomic_requests
@require_safe
def today_view(request: HttpRequest) -> HttpResponse:
    """The desk's first page."""
    scope = Scope.of(request)
    return TemplateResponse(
        request,
        "desk/today/today.html",
        {
            "scope": scope,
            "today": today_of(scope),
            "version": version_of(request),
            "again": reverse("desk_today_again") + scope.address_of(),
            "editions": [(one, scope.address_of(language=one.language)) for one in scope.editions],
            "all_editions": scope.address_of(language=""),
            "other": scope.address_of(mine=not scope.mine),
        },
    )


def version_of(_request: HttpRequest | None = None) -> str:
    """What everything that the page shows depends on, as an entity tag (RFC 9110, 8.8.3).

    Five numbers that grow whenever something is done or somebody is told of it, and the minute,
    since the page tells how long ago something was. Each of them is the end of an index.
    """
    parts = (
        Change.newest_sequence(),
        position_of("press"),
        _newest(Revision),
        _newest(PageLogEntry),
        _newest(Notice),
        clock.now().replace(second=0, microsecond=0),
    )
    return f'"{hashlib.sha256(repr(parts).encode()).hexdigest()[:20]}"'


@non_atomic_requests
@require_safe
@vary_on_cookie
@condition(etag_func=version_of)
def again_view(request: HttpRequest) -> HttpResponse:
    """What of the page changes, for a page that is open; 304 while nothing has changed.

    It is made once for all pages of one person that look at the same: each of them is told when
    something was done, and asks within the second.
    """
    scope = Scope.of(request)

    def make() -> bytes:
        return render_to_string("desk/today/now.html", {"today": today_of(scope)}, request).encode()

    return HttpResponse(OPEN_PAGES.get(version_of(), _who_sees_the_same(scope), make))


def _who_sees_the_same(scope: Scope) -> tuple[object, ...]:
    """Whose page it is, with which rights and in which language, and what it looks at."""
    user = scope.user
    groups = tuple(user.groups.order_by("pk").values_list("pk", flat=True))
    rights = (user.is_superuser, groups)
    return user.pk, rights, get_language(), scope.language, tuple(scope.edition_ids), scope.mine


#: What open pages show, made once for all who see the same.
OPEN_PAGES = VersionCache()
#: The streams of the pages that are open in this process of the desk.
STREAMS = Streams(version_of)


@non_atomic_requests
@require_safe
def stream_view(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """Tell a page that is open each time that the version becomes another."""
    return STREAMS.answer(request)


def _newest(model: type[Revision | PageLogEntry | Notice]) -> tuple[object, ...] | None:
    rows = model.objects.order_by("-pk")
    fields = ("pk", "created_at") if model is Revision else ("pk",)
    return rows.values_list(*fields).first()
