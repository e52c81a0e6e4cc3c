"""Choose what fills a front below its slots, by rule: its blocks, and how many each has."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from stoppress.newsroom.actions.front_draft import as_seen, ask_to_arrange, save_draft
from stoppress.newsroom.actions.who import By
from stoppress.newsroom.change_log.append import hold_the_log
from stoppress.newsroom.front_blocks import BLOCKS, MOST, Chosen, still_there
from stoppress.newsroom.front_slots import Front, slots_in_draft


def arrange_blocks(front: Front, blocks: Chosen, by: By, *, seen: str) -> Front:
    """Let ``blocks`` be those of the draft of ``front``; None leaves an edition's to its sections.

    ``seen`` is the mark of the draft that the editor looked at. Raises ArrangedByAnother when it is
    another by now, PermissionDenied when ``by`` may not edit the front, ValidationError for too
    many, for two with one rule, for a rule of other fronts, and for a section or topic that the
    edition does not have.
    """
    ask_to_arrange(front, by)
    with transaction.atomic():
        hold_the_log()
        front = as_seen(front, seen)
        _refuse(blocks, front)
        return save_draft(front, slots_in_draft(front), by, blocks=blocks)


def _refuse(blocks: Chosen, front: Front) -> None:
    """Raise ValidationError for blocks that cannot be."""
    if blocks is None:
        return
    if len(blocks) > BLOCKS:
        raise ValidationError(
            _("A front has %(most)d blocks at most. Take one off first.") % {"most": BLOCKS}
        )
    if len({block.key for block in blocks}) < len(blocks):
        raise ValidationError(_("This block stands on the front already."))
    if any(not 1 <= block.most <= MOST for block in blocks):
        raise ValidationError(_("A block has 1 to %(most)d pieces.") % {"most": MOST})
    if still_there(blocks, front) != blocks:
        raise ValidationError(
            _("This edition has no such section or topic. Look at the front again.")
        )
