"""The notes on a piece: read, answered, and taken off when they are done."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST

from stoppress.desk.row_ids import row_id
from stoppress.newsroom.actions.leave_note import LONGEST, leave_note
from stoppress.newsroom.actions.settle_note import settle_note
from stoppress.newsroom.models import Article, Note


@require_http_methods(["GET", "HEAD", "POST"])
def notes_view(request: HttpRequest, article_id: int) -> HttpResponse:
    """All notes on a piece; posting ``text`` leaves one, which may answer one (``answers``)."""
    article = get_object_or_404(Article, pk=article_id)
    if not article.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    notes: Any = Note.objects.filter(article=article).select_related("by", "done_by")
    if request.method == "POST":
        text = request.POST.get("text", "").strip()[:LONGEST]
        if text:
            asked = notes.filter(pk=row_id(request.POST.get("answers", ""))).first()
            leave_note(article, text, request.user, answers=asked)
        return redirect("wagtailadmin_pages:edit", article.pk)
    return TemplateResponse(
        request, "desk/notices/notes.html", {"article": article, "notes": notes.order_by("-pk")}
    )


@require_POST
def note_done_view(request: HttpRequest, note_id: int) -> HttpResponse:
    """Take a note off its piece."""
    note = get_object_or_404(Note.objects.select_related("article"), pk=note_id)
    settle_note(note, request.user)
    return redirect("desk_notes", note.article_id)
