"""Say of an article on a front what that front alone says: headline, deck, picture, how long."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from stoppress.newsroom import clock
from stoppress.newsroom.actions.front_draft import (
    ArrangedByAnother,
    again,
    ask_to_arrange,
    save_draft,
)
from stoppress.newsroom.actions.who import By
from stoppress.newsroom.change_log.append import hold_the_log
from stoppress.newsroom.front_slots import Front, Placed, slots_in_draft
from stoppress.newsroom.models import Article


def reword_slot(front: Front, slot: Placed, by: By, *, seen: str) -> Front:
    """Let the draft of ``front`` say of ``slot.article`` what ``slot`` says, where it stands.

    ``seen`` is the mark of the slot that the editor looked at. Raises ArrangedByAnother when it is
    another by now, PermissionDenied when ``by`` may not edit the front, ValidationError for a time
    until which it cannot stay.
    """
    ask_to_arrange(front, by)
    with transaction.atomic():
        hold_the_log()
        front = again(front)
        slots = slots_in_draft(front)
        before = next((one for one in slots if one.article == slot.article), None)
        if before is None or before.mark != seen:
            raise ArrangedByAnother
        if slot.until and slot.until != before.until:
            _refuse_impossible(slot.article, slot.until)
        article = Article.objects.get(pk=slot.article)
        slot = replace(
            slot,
            headline="" if slot.headline == article.title else slot.headline,
            deck="" if slot.deck == article.deck else slot.deck,
            picture_id=None if slot.picture_id == article.lead_image_id else slot.picture_id,
        )
        return save_draft(front, [slot if one is before else one for one in slots], by)


def _refuse_impossible(article_id: int, until: datetime) -> None:
    """Raise ValidationError when an article would have no time on the front."""
    if until <= clock.now():
        raise ValidationError(
            _("“Stays until” is over already. Give a time to come, or take the piece off.")
        )
    article = Article.objects.get(pk=article_id)
    waits = [article.embargo_until, article.public_since]
    if article.approved_schedule and article.scheduled_revision:
        waits.append(article.scheduled_revision.approved_go_live_at)
    first = max((moment for moment in waits if moment), default=None)
    if first and until <= first:
        raise ValidationError(
            _("The piece goes out at %(at)s only: it would leave the front before it stands there.")
            % {"at": date_format(clock.local(first), "DATETIME_FORMAT")}
        )
