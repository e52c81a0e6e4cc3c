"""Arrange a front, an edition's or a section's: place articles on it, as a draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction

from stoppress.newsroom.actions.front_draft import (
    again,
    ask_to_arrange,
    draft_seen,
    refuse_others,
    save_draft,
)
from stoppress.newsroom.actions.who import By
from stoppress.newsroom.change_log.append import hold_the_log
from stoppress.newsroom.front_slots import Front, Placed


def arrange_front(front: Front, articles: Sequence[int], by: By, *, seen: Sequence[int]) -> Front:
    """Make the articles with these ids the draft of ``front``, in this order, each once.

    What the front alone says of them stays with them; what gets a slot no longer stands beside
    another. ``seen`` is the draft that the editor looked
    at. Raises ArrangedByAnother when it is another by now, PermissionDenied when ``by`` may not
    edit the front, ValidationError for an article that is not there or of another edition.
    """
    ask_to_arrange(front, by)
    with transaction.atomic():
        hold_the_log()
        front = again(front)
        before = {slot.article: slot for slot in draft_seen(front, seen)}
        refuse_others(front, articles)
        slots = [before.get(pk) or Placed(pk) for pk in dict.fromkeys(articles)]
        slots = [
            replace(slot, beside=tuple(pk for pk in slot.beside if pk not in articles))
            for slot in slots
        ]
        return save_draft(front, slots, by)
