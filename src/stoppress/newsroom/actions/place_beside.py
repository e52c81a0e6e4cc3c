"""Place related articles beside the lead of a front."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from stoppress.newsroom.actions.front_draft import (
    as_seen,
    ask_to_arrange,
    refuse_others,
    save_draft,
)
from stoppress.newsroom.actions.who import By
from stoppress.newsroom.change_log.append import hold_the_log
from stoppress.newsroom.front_slots import BESIDE, Front, slots_in_draft


def place_beside(front: Front, articles: Sequence[int], by: By, *, seen: str) -> Front:
    """Let the articles with these ids stand beside the lead in the draft of ``front``.

    ``seen`` is the mark of the draft that the editor looked at. Raises ArrangedByAnother when it is
    another by now, PermissionDenied when ``by`` may not edit the front, ValidationError when there
    is no lead, for too many, and for one that stands on the front already, is not there, or is of
    another edition.
    """
    ask_to_arrange(front, by)
    articles = list(dict.fromkeys(articles))
    with transaction.atomic():
        hold_the_log()
        front = as_seen(front, seen)
        slots = slots_in_draft(front)
        if not slots:
            raise ValidationError(_("There is no lead yet. Place one first."))
        if len(articles) > BESIDE:
            raise ValidationError(
                _("%(most)d pieces stand beside the lead already. Take one away first.")
                % {"most": BESIDE}
            )
        if any(slot.article in articles for slot in slots):
            raise ValidationError(_("This piece has a slot on this front already."))
        refuse_others(front, articles)
        lead = replace(slots[0], beside=tuple(articles))
        others = [
            replace(slot, beside=tuple(pk for pk in slot.beside if pk not in articles))
            for slot in slots[1:]
        ]
        return save_draft(front, [lead, *others], by)
