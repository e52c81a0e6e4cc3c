"""Arrange a front: place articles on it as a draft, show the draft to readers, or drop it.

A front is an edition's or a section's; the draft is the latest version of its page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, Literal, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.images import get_image_model
from wagtail.models import Revision

from stoppress.newsroom import clock
from stoppress.newsroom.actions.publish import publish_revision
from stoppress.newsroom.actions.who import By, ask, user_of
from stoppress.newsroom.change_log.append import hold_the_log
from stoppress.newsroom.front_blocks import (
    Chosen,
    blocks_in,
    blocks_in_draft,
    set_blocks,
    still_there,
)
from stoppress.newsroom.front_slots import (
    Front,
    Placed,
    mark_of_draft,
    place_slots,
    slots_in,
    slots_in_draft,
)
from stoppress.newsroom.models import Article, EditionPage, SectionPage
from stoppress.newsroom.models.own_edition import of_another_edition

_F = TypeVar("_F", EditionPage, SectionPage, EditionPage | SectionPage)
_KEPT: Final = "as they are"


class ArrangedByAnother(Exception):
    """Somebody else has arranged the front since the editor looked at it."""


def draft_of(front: _F) -> _F:
    """``front`` as its latest version has it."""
    draft: _F = front.get_latest_revision_as_object()
    return draft


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
        before = {slot.article: slot for slot in _draft_seen(front, seen)}
        refuse_others(front, articles)
        slots = [before.get(pk) or Placed(pk) for pk in dict.fromkeys(articles)]
        slots = [
            replace(slot, beside=tuple(pk for pk in slot.beside if pk not in articles))
            for slot in slots
        ]
        return save_draft(front, slots, by)


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
        _draft_seen(front, seen)
        if mark and mark_of_draft(front) != mark:
            raise ArrangedByAnother
        publish_revision(front.latest_revision or front.save_revision(user=user_of(by)), by)
        return again(front)


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


def ask_to_arrange(front: Front, by: By) -> None:
    """Raise PermissionDenied when ``by`` may not edit ``front``."""
    ask(by, lambda user: front.permissions_for_user(user).can_edit(), _("You may not do this."))


def save_draft(
    front: _F, slots: Sequence[Placed], by: By, *, blocks: Chosen | Literal["as they are"] = _KEPT
) -> _F:
    """Let ``slots`` and ``blocks`` be the draft of ``front``.

    It was read again while the log was held.
    """
    draft = draft_of(front)
    place_slots(draft, slots)
    set_blocks(draft, blocks_in_draft(front) if blocks == _KEPT else blocks)
    draft.save_revision(user=user_of(by), overwrite_revision=_own_draft(front, by))
    return again(front)


def again(front: _F) -> _F:
    """``front`` as the database has it now."""
    read: _F = type(front).objects.get(pk=front.pk)
    return read


def as_seen(front: _F, mark: str) -> _F:
    """``front`` as it is now. Raises ArrangedByAnother when its draft has not this ``mark``."""
    front = again(front)
    if mark_of_draft(front) != mark:
        raise ArrangedByAnother
    return front


def refuse_others(front: Front, articles: Sequence[int]) -> None:
    """Raise ValidationError for an article that is not there, or of another edition."""
    found = Article.objects.in_bulk(articles)
    for pk in articles:
        article = found.get(pk)
        if article is None:
            raise ValidationError(_("This piece is no longer there. Look at the front again."))
        if article.locale_id != front.locale_id:
            raise ValidationError(of_another_edition(article))


def _draft_seen(front: Front, seen: Sequence[int]) -> list[Placed]:
    slots = slots_in_draft(front)
    if [slot.article for slot in slots] != list(seen):
        raise ArrangedByAnother
    return slots


def _own_draft(front: Front, by: By) -> Revision | None:
    """The draft that goes on being written; None after a publish, or when another began it."""
    latest, user = front.latest_revision, user_of(by)
    if latest is None or user is None or latest.user_id != user.pk:
        return None
    return latest if front.has_unpublished_changes and latest.pk != front.live_revision_id else None
