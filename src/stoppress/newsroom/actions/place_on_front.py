"""Give one article a place on a front, for readers at once; what else is a draft stays one."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from stoppress.newsroom.actions.front_draft import again, save_draft
from stoppress.newsroom.actions.publish import publish_revision
from stoppress.newsroom.actions.who import By, ask, user_of
from stoppress.newsroom.change_log.append import hold_the_log
from stoppress.newsroom.front_blocks import blocks_in_draft
from stoppress.newsroom.front_slots import Front, Placed, place_slots, slots_in_draft, slots_on
from stoppress.newsroom.models import Article


def place_on_front(front: Front, article: Article, at: int, by: By) -> Front:
    """Place ``article`` on ``front`` at ``at``, which begins with 0, and move the others down.

    A draft that somebody has made of the front is not shown: the article takes its place in it as
    well. Raises PermissionDenied when ``by`` may not publish the front.
    """
    ask(by, lambda user: front.permissions_for_user(user).can_publish(), _("You may not do this."))
    with transaction.atomic():
        hold_the_log()
        front = again(front)
        draft = slots_in_draft(front) if front.has_unpublished_changes else None
        blocks = blocks_in_draft(front)
        place_slots(front, _with(slots_on(front), article.pk, at))
        publish_revision(front.save_revision(user=user_of(by)), by)
        front = again(front)
        if draft is None:
            return front
        return save_draft(front, _with(draft, article.pk, at), by, blocks=blocks)


def _with(slots: Sequence[Placed], article: int, at: int) -> list[Placed]:
    """``slots`` with the article at ``at``; what the front says of it goes along."""
    own = next((slot for slot in slots if slot.article == article), Placed(article))
    others = [slot for slot in slots if slot.article != article]
    return [*others[:at], own, *others[at:]]
