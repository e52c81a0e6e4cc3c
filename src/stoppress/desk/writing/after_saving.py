"""After a piece was saved: it moves to the chosen section, and the editor stays with it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from stoppress.desk.row_ids import row_id
from stoppress.newsroom.actions.leave_note import LONGEST, leave_note
from stoppress.newsroom.actions.move import move
from stoppress.newsroom.models import Article, SectionPage


def move_when_saved(request: HttpRequest, page: Any) -> None:
    """Move a piece that readers do not have; another one moves when it is published again."""
    if isinstance(page, Article) and not page.live:
        move_to_chosen_section(request, page)


def move_to_chosen_section(request: HttpRequest, article: Article) -> Article:
    """Move ``article`` into the section that its form named, if that is another."""
    chosen = row_id(request.POST.get("in_section", ""))
    here = article.get_parent().pk
    section = None
    if chosen != here:
        section = SectionPage.objects.filter(pk=chosen).first()
    return article if section is None else move(article, section, request.user)


def stay_with_the_piece(request: HttpRequest, page: Any) -> HttpResponse | None:
    """Go back to the sheet after a piece was sent to an editor or read, and not to a list."""
    sent = request.POST.keys() & {"action-submit", "action-workflow-action"}
    if isinstance(page, Article) and sent:
        return redirect("wagtailadmin_pages:edit", page.pk)
    return None


def leave_the_note_sent_with_it(request: HttpRequest, page: Any) -> None:
    """Leave the note that was written when the piece was sent to an editor."""
    text = request.POST.get("note_to_editor", "").strip()
    if isinstance(page, Article) and text and request.POST.get("action-submit"):
        leave_note(page, text[:LONGEST], request.user)
