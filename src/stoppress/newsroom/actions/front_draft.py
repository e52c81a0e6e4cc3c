"""The draft of a front, the latest version of its page: what all verbs of fronts do with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal, TypeVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.models import Revision

from stoppress.newsroom.actions.who import By, ask, user_of
from stoppress.newsroom.front_blocks import Chosen, blocks_in_draft, set_blocks
from stoppress.newsroom.front_slots import Front, Placed, mark_of_draft, place_slots, slots_in_draft
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


def draft_seen(front: Front, seen: Sequence[int]) -> list[Placed]:
    """The slots of the draft. Raises ArrangedByAnother when they are not those ``seen``."""
    slots = slots_in_draft(front)
    if [slot.article for slot in slots] != list(seen):
        raise ArrangedByAnother
    return slots


def ask_to_arrange(front: Front, by: By) -> None:
    """Raise PermissionDenied when ``by`` may not edit ``front``."""
    ask(by, lambda user: front.permissions_for_user(user).can_edit(), _("You may not do this."))


def refuse_others(front: Front, articles: Sequence[int]) -> None:
    """Raise ValidationError for an article that is not there, or of another edition."""
    found = Article.objects.in_bulk(articles)
    for pk in articles:
        article = found.get(pk)
        if article is None:
            raise ValidationError(_("This piece is no longer there. Look at the front again."))
        if article.locale_id != front.locale_id:
            raise ValidationError(of_another_edition(article))


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


def _own_draft(front: Front, by: By) -> Revision | None:
    """The draft that goes on being written; None after a publish, or when another began it."""
    latest, user = front.latest_revision, user_of(by)
    if latest is None or user is None or latest.user_id != user.pk:
        return None
    return latest if front.has_unpublished_changes and latest.pk != front.live_revision_id else None
