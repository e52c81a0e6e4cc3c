"""The state of an article in one place: what readers have of it now, and what happens next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Left
from django.utils.formats import date_format
from django.utils.translation import gettext
from wagtail.models import Page, Revision, WorkflowState, get_default_page_content_type

from stoppress.newsroom import clock
from stoppress.newsroom.change_log.followers import position_of
from stoppress.newsroom.models import Article, Change, Correction, Held, SectionPage
from stoppress.newsroom.models.editions import EDITION_DEPTH


class Kind(Enum):
    """What readers have of an article."""

    DRAFT = auto()
    WITH_EDITOR = auto()
    HELD = auto()
    GOES_OUT = auto()
    EMBARGO = auto()
    OUT = auto()
    NOT_VISIBLE_YET = auto()
    SECTION_CLOSED = auto()
    EDITION_CLOSED = auto()
    EXPIRED = auto()
    TAKEN_DOWN = auto()


@dataclass(frozen=True, slots=True)
class State:
    """What readers have of an article.

    ``at`` is when that began or ends, as the kind says. ``corrected``: it carries a correction.
    ``changes``: there is a newer version that is not published. ``next_version_at``: when another
    version goes out in its place. ``next_version_held``: a check holds it.
    """

    kind: Kind
    at: datetime | None = None
    corrected: bool = False
    changes: bool = False
    next_version_at: datetime | None = None
    next_version_held: bool = False

    @property
    def public(self) -> bool:
        """Whether readers can read the article."""
        return self.kind is Kind.OUT

    @property
    def label(self) -> str:
        """The state in a few words."""
        parts = [_label_of(self.kind) % {"at": _moment(self.at)}]
        if self.corrected:
            parts.append(gettext("corrected"))
        if self.next_version_at:
            parts.append(
                gettext("another version goes out on %(at)s")
                % {"at": _moment(self.next_version_at)}
            )
        elif self.next_version_held:
            parts.append(gettext("another version is held by a check"))
        elif self.changes:
            parts.append(gettext("unpublished changes"))
        return ", ".join(parts)


def state_of(article: Article, at: datetime | None = None) -> State:
    """The state of ``article``, a row as the database has it, at ``at`` (now when None).

    An article as its latest version has it may have other dates than readers are shown by.
    """
    at = at or clock.now()
    if not article.live:
        return _unpublished(article)
    if article.taken_down_at:
        return State(Kind.TAKEN_DOWN, article.taken_down_at)
    scheduled = article.scheduled_revision if article.approved_schedule else None
    extras: dict[str, Any] = {
        "corrected": _is_corrected(article),
        "changes": article.has_unpublished_changes,
        "next_version_at": scheduled.approved_go_live_at if scheduled else None,
        "next_version_held": _held_since(article) is not None,
    }
    if article.public_until and article.public_until <= at:
        return State(Kind.EXPIRED, article.public_until, **extras)
    since, embargo = article.public_since, article.embargo_until
    if embargo and embargo > at and is_embargo(since, embargo):
        return State(Kind.EMBARGO, embargo, **extras)
    if since and since > at:
        return State(Kind.GOES_OUT, since, **extras)
    if _stands_in_closed_section(article):
        return State(Kind.SECTION_CLOSED, **extras)
    if _stands_in_closed_edition(article):
        return State(Kind.EDITION_CLOSED, **extras)
    if _waits_for_the_press(article):
        return State(Kind.NOT_VISIBLE_YET, **extras)
    return State(Kind.OUT, article.published_at, **extras)


def is_embargo(since: datetime | None, embargo: datetime | None) -> bool:
    """Whether an article that waits for the later of two dates waits for its embargo to end."""
    return bool(embargo and not (since and since > embargo))


def with_what_states_need(articles: QuerySet[Any]) -> QuerySet[Any]:
    """Pages or articles of a list, so that states need no query each for what stands around."""
    waits = Exists(_not_visible_yet().filter(object_id=OuterRef("pk")))
    return with_what_stands_around(articles).annotate(waits_for_the_press=waits)


def with_what_stands_around(articles: QuerySet[Any]) -> QuerySet[Any]:
    """The same for those whose states ``know_states`` then asks the rest for."""
    corrections = Correction.objects.filter(article=OuterRef("pk"))
    closed = SectionPage.objects.filter(articles=OuterRef("pk"), live=False)
    # A page's edition is the beginning of its own path.
    edition = Left(OuterRef("path"), EDITION_DEPTH * Page.steplen)
    shut = Page.objects.filter(path=edition, live=False)
    held = Held.objects.filter(pk=OuterRef("pk")).values("due")
    return articles.annotate(
        held_since=Subquery(held),
        has_corrections=Exists(corrections),
        in_closed_section=Exists(closed),
        in_closed_edition=Exists(shut),
    )


def know_states(articles: Sequence[Article]) -> None:
    """Look up at once what the states of ``articles`` depend on beside their own rows.

    That is each one's schedule and workflow, and whether the press has brought it to readers: one
    look through what waits, however much that is. They come from ``with_what_stands_around``.
    """
    by_id = {str(article.pk): article for article in articles}
    scheduled = Revision.page_revisions.filter(
        object_id__in=by_id, approved_go_live_at__isnull=False
    ).defer("content")
    versions = {revision.object_id: revision for revision in scheduled}
    running: dict[str, list[WorkflowState]] = {pk: [] for pk in by_id}
    workflows = WorkflowState.objects.active().filter(
        base_content_type=get_default_page_content_type(), object_id__in=by_id
    )
    for workflow in workflows.select_related("current_task_state__task", "requested_by"):
        running[workflow.object_id].append(workflow)
    waiting = set(
        _not_visible_yet()
        .filter(object_id__in=[article.pk for article in articles])
        .values_list("object_id", flat=True)
    )
    for pk, article in by_id.items():
        article.__dict__["waits_for_the_press"] = article.pk in waiting
        # Where Wagtail keeps them: a property that is asked once, and what a list fetches before.
        article.__dict__["scheduled_revision"] = versions.get(pk)
        article.__dict__["_current_workflow_states"] = running[pk]


def _unpublished(article: Article) -> State:
    if article.expired:
        return State(Kind.EXPIRED, article.expire_at)
    if article.approved_schedule:
        scheduled = article.scheduled_revision
        return State(Kind.GOES_OUT, scheduled.approved_go_live_at)
    held = _held_since(article)
    if held:
        return State(Kind.HELD, held)
    workflow = article.current_workflow_state
    if workflow is not None and workflow.status == workflow.STATUS_IN_PROGRESS:
        return State(Kind.WITH_EDITOR, workflow.created_at)
    return State(Kind.DRAFT)


def _held_since(article: Article) -> datetime | None:
    """When it, or the version that was to be published in its place, was to go out."""
    if "held_since" in article.__dict__:
        known: datetime | None = article.__dict__["held_since"]
        return known
    return Held.objects.filter(pk=article.pk).values_list("due", flat=True).first()


def _is_corrected(article: Article) -> bool:
    known = getattr(article, "has_corrections", None)
    return Correction.objects.filter(article_id=article.pk).exists() if known is None else known


def _waits_for_the_press(article: Article) -> bool:
    known = getattr(article, "waits_for_the_press", None)
    return (
        _not_visible_yet().filter(object_id=article.pk).exists() if known is None else bool(known)
    )


def _not_visible_yet() -> QuerySet[Change]:
    """Changes of articles that the press has not brought to readers yet."""
    changes = Change.objects.filter(kind=Change.Kind.ARTICLE)
    position = position_of("press")
    return changes.none() if position is None else changes.filter(sequence__gt=position)


def _stands_in_closed_section(article: Article) -> bool:
    known = getattr(article, "in_closed_section", None)
    if known is None:
        return bool(article.section and not article.section.live)
    return bool(known)


def _stands_in_closed_edition(article: Article) -> bool:
    known = getattr(article, "in_closed_edition", None)
    if known is None:
        return bool(article.section and not article.section.is_open)
    return bool(known)


def _label_of(kind: Kind) -> str:
    return {
        Kind.DRAFT: gettext("draft"),
        Kind.WITH_EDITOR: gettext("with an editor"),
        Kind.HELD: gettext("held by a check"),
        Kind.GOES_OUT: gettext("goes out on %(at)s"),
        Kind.EMBARGO: gettext("embargo until %(at)s"),
        Kind.OUT: gettext("out"),
        Kind.NOT_VISIBLE_YET: gettext("published, not visible yet"),
        Kind.SECTION_CLOSED: gettext("not public, since its section is closed"),
        Kind.EDITION_CLOSED: gettext("not public, since its edition is closed"),
        Kind.EXPIRED: gettext("expired"),
        Kind.TAKEN_DOWN: gettext("taken down"),
    }[kind]


def _moment(at: datetime | None) -> str:
    return date_format(clock.local(at), "DATETIME_FORMAT") if at else ""
