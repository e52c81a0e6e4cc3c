"""Moving a card: each way between two columns is a verb of the newsroom."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from stoppress.newsroom.actions.back_to_draft import back_to_draft
from stoppress.newsroom.actions.cancel_schedule import cancel_schedule
from stoppress.newsroom.actions.send_to_editor import send_to_editor
from stoppress.newsroom.models import Article


@require_POST
def send_to_editor_view(request: HttpRequest, article_id: int) -> HttpResponse:
    """Send a draft to an editor: the card moves from the drafts to those with an editor."""
    return _move(request, article_id, send_to_editor, gettext("“%(headline)s” is with an editor."))


@require_POST
def back_to_draft_view(request: HttpRequest, article_id: int) -> HttpResponse:
    """Take a piece back from an editor: its card moves back to the drafts."""
    said = gettext("“%(headline)s” is a draft again.")
    return _move(request, article_id, back_to_draft, said)


@require_POST
def not_by_itself_view(request: HttpRequest, article_id: int) -> HttpResponse:
    """Let a piece not go out at its hour: its card moves back to the drafts."""
    said = gettext("The schedule is cancelled: nothing goes out by itself.")
    return _move(request, article_id, cancel_schedule, said)


def _move(
    request: HttpRequest, article_id: int, verb: Callable[[Article, Any], None], said: str
) -> HttpResponse:
    """Call ``verb`` and tell the result; somebody else may have moved the card in the meantime."""
    article = get_object_or_404(Article, pk=article_id)
    named = {"headline": article.get_admin_display_title()}
    try:
        verb(article, request.user)
    except PermissionDenied:
        refused = gettext("“%(headline)s” was moved by somebody else, or is not yours to move.")
        messages.error(request, refused % named)
    else:
        messages.success(request, said % named)
    if "stay" in request.POST:
        return redirect("wagtailadmin_pages:edit", article.pk)
    return redirect("desk_today")
