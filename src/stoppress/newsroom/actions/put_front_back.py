"""Show readers what an earlier version of a front had."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction
from wagtail.images import get_image_model
from wagtail.models import Revision

from stoppress.newsroom import clock
from stoppress.newsroom.actions.front_draft import again, save_draft
from stoppress.newsroom.actions.publish import publish_revision
from stoppress.newsroom.actions.who import By, user_of
from stoppress.newsroom.change_log.append import hold_the_log
from stoppress.newsroom.front_blocks import blocks_in, blocks_in_draft, set_blocks, still_there
from stoppress.newsroom.front_slots import Front, place_slots, slots_in, slots_in_draft
from stoppress.newsroom.models import Article


def put_front_back(front: Front, version: Revision, by: By) -> Front:
    """Show readers what an earlier version of ``front`` had, as far as it exists.

    A time until which something was to stay, and which is over, does not count: it stays. A draft
    that somebody has made of the front stays one. Raises PermissionDenied when ``by`` may not
    publish the front.
    """
    then = slots_in(version)
    there = set(
        Article.objects.filter(
            pk__in={pk for slot in then for pk in (slot.article, *slot.beside)},
            locale=front.locale_id,
        ).values_list("pk", flat=True)
    )
    wanted = {slot.picture_id for slot in then if slot.picture_id}
    pictures = get_image_model().objects.in_bulk(wanted) if wanted else {}
    at = clock.now()
    slots = [
        replace(
            slot,
            picture_id=slot.picture_id if slot.picture_id in pictures else None,
            until=slot.until if slot.until and slot.until > at else None,
            beside=tuple(pk for pk in slot.beside if pk in there),
        )
        for slot in then
        if slot.article in there
    ]
    with transaction.atomic():
        hold_the_log()
        front = again(front)
        is_draft = front.has_unpublished_changes
        draft, blocks = slots_in_draft(front), blocks_in_draft(front)
        place_slots(front, slots)
        set_blocks(front, still_there(blocks_in(version), front))
        publish_revision(front.save_revision(user=user_of(by), previous_revision=version), by)
        front = again(front)
        return save_draft(front, draft, by, blocks=blocks) if is_draft else front
