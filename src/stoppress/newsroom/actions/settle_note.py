"""Say that a note on a piece is done."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from stoppress.newsroom import clock
from stoppress.newsroom.actions.who import By, ask, user_of
from stoppress.newsroom.change_log.append import hold_the_log
from stoppress.newsroom.models import Note

ACTION = "stoppress.note_done"


def settle_note(note: Note, by: By) -> None:
    """Take ``note`` off its piece; one that is done already stays as it is.

    Raises PermissionDenied when ``by`` may not edit the piece.
    """
    article = note.article
    ask(
        by,
        lambda user: article.permissions_for_user(user).can_edit(),
        _("You may not settle notes on this piece."),
    )
    with transaction.atomic():
        hold_the_log()
        standing = Note.objects.filter(pk=note.pk, done_at=None)
        if standing.update(done_at=clock.now(), done_by=user_of(by)):
            log(article, ACTION, user=user_of(by), data={"note": note.text})
