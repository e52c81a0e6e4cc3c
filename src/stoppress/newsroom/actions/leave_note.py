"""Leave a note on a piece, which stands there until it is answered or done."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from stoppress.newsroom import clock
from stoppress.newsroom.actions.who import By, ask, user_of
from stoppress.newsroom.change_log.append import hold_the_log
from stoppress.newsroom.models import Article, Note

ACTION = "stoppress.note"
#: Characters of a note; the field at the desk takes fewer.
LONGEST = 5000


def leave_note(article: Article, text: str, by: By, *, answers: Note | None = None) -> Note:
    """Put ``text`` on ``article``; a note that it ``answers`` is done with that.

    Raises PermissionDenied when ``by`` may not edit the article, ValueError without
    words or with more than ``LONGEST`` characters.
    """
    ask(
        by,
        lambda user: article.permissions_for_user(user).can_edit(),
        _("You may not leave a note on this piece."),
    )
    if not text.strip():
        raise ValueError("a note needs words")
    if len(text) > LONGEST:
        raise ValueError("the note is too long")
    with transaction.atomic():
        hold_the_log()
        user: Any = user_of(by)
        now = clock.now()
        if answers is not None:
            standing = Note.objects.filter(pk=answers.pk, done_at=None)
            standing.update(done_at=now, done_by=user)
        note = Note.objects.create(
            article=article, by=user, at=now, text=text.strip(), answers=answers
        )
        to = answers.by_id if answers else None
        log(article, ACTION, user=user, data={"note": note.text, "note_id": note.pk, "to": to})
    return note
