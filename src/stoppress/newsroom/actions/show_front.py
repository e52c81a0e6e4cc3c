"""Show readers the draft of a front."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from stoppress.newsroom.actions.front_draft import ArrangedByAnother, again, draft_seen
from stoppress.newsroom.actions.publish import publish_revision
from stoppress.newsroom.actions.who import By, user_of
from stoppress.newsroom.change_log.append import hold_the_log
from stoppress.newsroom.front_slots import Front, mark_of_draft


def show_front(front: Front, by: By, *, seen: Sequence[int], mark: str = "") -> Front:
    """Show readers the draft of ``front``, when it is the one that was ``seen``.

    ``mark`` is that of the draft that was seen, where what the front says of its slots, and what
    fills it below them, counts as well.
    Raises ArrangedByAnother when it is another by now, PermissionDenied when ``by`` may not
    publish it.
    """
    with transaction.atomic():
        hold_the_log()
        front = again(front)
        draft_seen(front, seen)
        if mark and mark_of_draft(front) != mark:
            raise ArrangedByAnother
        publish_revision(front.latest_revision or front.save_revision(user=user_of(by)), by)
        return again(front)
