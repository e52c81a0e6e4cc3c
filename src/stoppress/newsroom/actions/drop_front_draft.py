"""Drop the draft of a front: what readers have is the draft again."""

from __future__ import annotations

from django.db import transaction

from stoppress.newsroom.actions.front_draft import again, as_seen, ask_to_arrange
from stoppress.newsroom.actions.who import By, user_of
from stoppress.newsroom.change_log.append import hold_the_log
from stoppress.newsroom.front_slots import Front


def drop_front_draft(front: Front, by: By, *, seen: str) -> Front:
    """Make the draft of ``front`` what readers have, when its mark is ``seen``.

    Raises ArrangedByAnother when it is another by now, PermissionDenied as arranging does.
    """
    ask_to_arrange(front, by)
    with transaction.atomic():
        hold_the_log()
        front = as_seen(front, seen)
        front.save_revision(user=user_of(by), changed=False)
        front.has_unpublished_changes = False
        front.save(update_fields=["has_unpublished_changes"])
        return again(front)
