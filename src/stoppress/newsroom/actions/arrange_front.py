"""Arrange a front: place articles on it as a draft, show the draft to readers, or drop it.

A front is an edition's or a section's; the draft is the latest version of its page.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Revision

from stoppress.newsroom.actions.publish import publish_revision
from stoppress.newsroom.actions.who import By, ask, user_of
from stoppress.newsroom.change_log.append import hold_the_log
from stoppress.newsroom.models import Article, EditionPage, FrontPick, SectionPage, SectionPick
from stoppress.newsroom.models.own_edition import of_another_edition

Front = EditionPage | SectionPage


class ArrangedByAnother(Exception):
    """Somebody else has arranged the front since the editor looked at it."""


def draft_of(front: Front) -> Front:
    """``front`` as its latest version has it."""
    draft: Front = front.get_latest_revision_as_object()
    return draft


def placed_on(front: Front) -> list[int]:
    """Ids of the articles placed on ``front``, as it stands in hand, in their order."""
    return [row.article_id for row in _rows(front).all()]


def placed_in(version: Revision) -> list[int]:
    """Ids of the articles that a version of a front has, read without a query for each."""
    content = version.content
    rows = content.get("front_picks") or content.get("section_picks") or []
    return [row["article"] for row in sorted(rows, key=lambda row: row.get("sort_order") or 0)]


def placed_in_draft(front: Front) -> list[int]:
    """Ids of the articles in the draft of ``front``."""
    latest = front.latest_revision if front.has_unpublished_changes else None
    return placed_in(latest) if latest else placed_on(front)


def arrange_front(front: Front, articles: Sequence[int], by: By, *, seen: Sequence[int]) -> Front:
    """Make the articles with these ids the draft of ``front``, in this order, each once.

    ``seen`` is the draft that the editor looked at. Raises ArrangedByAnother when it is another
    by now, PermissionDenied when ``by`` may not edit the front, ValidationError for an article
    that is not there or of another edition.
    """
    ask(by, lambda user: front.permissions_for_user(user).can_edit(), _("You may not do this."))
    with transaction.atomic():
        hold_the_log()
        front = _again(front)
        _ask_for_the_draft_seen(front, seen)
        draft = draft_of(front)
        _place(draft, list(dict.fromkeys(articles)))
        draft.save_revision(user=user_of(by), overwrite_revision=_own_draft(front, by))
        return _again(front)


def show_front(front: Front, by: By, *, seen: Sequence[int]) -> Front:
    """Show readers the draft of ``front``, when it is the one that was ``seen``.

    Raises ArrangedByAnother when it is not, PermissionDenied when ``by`` may not publish it.
    """
    with transaction.atomic():
        hold_the_log()
        front = _again(front)
        _ask_for_the_draft_seen(front, seen)
        publish_revision(front.latest_revision or front.save_revision(user=user_of(by)), by)
        return _again(front)


def drop_front_draft(front: Front, by: By) -> Front:
    """Make the draft of ``front`` what readers have; raises PermissionDenied as arranging does."""
    ask(by, lambda user: front.permissions_for_user(user).can_edit(), _("You may not do this."))
    with transaction.atomic():
        hold_the_log()
        front = _again(front)
        front.save_revision(user=user_of(by), changed=False)
        front.has_unpublished_changes = False
        front.save(update_fields=["has_unpublished_changes"])
        return _again(front)


def put_front_back(front: Front, version: Revision, by: By) -> Front:
    """Show readers the articles that an earlier version of ``front`` had, as far as they exist.

    Raises PermissionDenied when ``by`` may not publish the front.
    """
    then = placed_in(version)
    there = set(
        Article.objects.filter(pk__in=then, locale=front.locale_id).values_list("pk", flat=True)
    )
    with transaction.atomic():
        hold_the_log()
        front = _again(front)
        _place(front, [pk for pk in then if pk in there])
        publish_revision(front.save_revision(user=user_of(by), previous_revision=version), by)
        return _again(front)


def _ask_for_the_draft_seen(front: Front, seen: Sequence[int]) -> None:
    if placed_in_draft(front) != list(seen):
        raise ArrangedByAnother


def _place(front: Front, articles: Sequence[int]) -> None:
    found = Article.objects.in_bulk(articles)
    for pk in articles:
        article = found.get(pk)
        if article is None:
            raise ValidationError(_("This piece is no longer there. Look at the front again."))
        if article.locale_id != front.locale_id:
            raise ValidationError(of_another_edition(article))
    row = FrontPick if isinstance(front, EditionPage) else SectionPick
    _rows(front).set([row(article=found[pk], sort_order=at) for at, pk in enumerate(articles)])


def _rows(front: Front) -> Any:
    return front.front_picks if isinstance(front, EditionPage) else front.section_picks


def _again(front: Front) -> Front:
    again: Front = type(front).objects.get(pk=front.pk)
    return again


def _own_draft(front: Front, by: By) -> Revision | None:
    """The draft that goes on being written; None after a publish, or when another began it."""
    latest, user = front.latest_revision, user_of(by)
    if latest is None or user is None or latest.user_id != user.pk:
        return None
    return latest if front.has_unpublished_changes and latest.pk != front.live_revision_id else None
