"""The versions of a piece for its page: who, when, what changed, and what was done with each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext, ngettext
from wagtail.models import PageLogEntry, Revision

from stoppress.desk.versions.difference import Line, lines_of_both, words_changed
from stoppress.desk.versions.written import Names, Numbers, Part, parts_of
from stoppress.newsroom.models import Article, Change

#: Versions of one page.
LENGTH = 25
#: Actions in Wagtail's log that say no more than that a version was saved.
_SAID_ANYWAY = ("wagtail.edit", "wagtail.create", "wagtail.revert")


@dataclass(frozen=True, slots=True)
class Difference:
    """A part that differs between two versions."""

    label: str
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Version:
    """One row of the page.

    ``done`` is what was done with it, such as that it was published; ``goes_out`` when it will be.
    """

    pk: int
    at: datetime
    by: str
    what: list[str]
    done: list[str]
    newest: bool
    out: bool
    goes_out: datetime | None


@dataclass(frozen=True, slots=True)
class PageOfVersions:
    """Versions, the newest first, and before which one the next page begins, if there is one."""

    versions: list[Version]
    older: int | None


def versions_of(article: Article) -> Any:
    """All versions of ``article``, the newest first."""
    return Revision.objects.for_instance(article).select_related("user").order_by("-pk")


def page_of(article: Article, before: int | None = None) -> PageOfVersions:
    """A page of the versions of ``article``: the first, or the one after ``before``."""
    found = versions_of(article)
    if before is not None:
        found = found.filter(pk__lt=before)
    rows = list(found[: LENGTH + 1])
    shown = rows[:LENGTH]
    done = _done_with(shown)
    numbers = Numbers()
    parts = [parts_of(row.content, numbers) for row in rows]
    versions = [
        Version(
            pk=row.pk,
            at=row.created_at,
            by=_name(row.user),
            what=what_changed(parts[at + 1] if at + 1 < len(rows) else None, parts[at]),
            done=done.get(row.pk, []),
            newest=row.pk == article.latest_revision_id,
            out=article.live and row.pk == article.live_revision_id,
            goes_out=row.approved_go_live_at,
        )
        for at, row in enumerate(shown)
    ]
    return PageOfVersions(versions, shown[-1].pk if len(rows) > LENGTH else None)


def what_changed(before: Sequence[Part] | None, after: Sequence[Part]) -> list[str]:
    """What differs, in words; before the first version there is none."""
    if before is None:
        lines = lines_of_both((), _lines(after, Change.What.TEXT))
        return [gettext("begun"), *_counted(lines)]
    words: list[str] = []
    for old, new in zip(before, after, strict=True):
        if old.lines == new.lines:
            continue
        if new.what == Change.What.TEXT:
            words += _counted(lines_of_both(old.lines, new.lines)) or [_called(new.what)]
        else:
            words.append(_called(new.what))
    return list(dict.fromkeys(words)) or [gettext("no word changed")]


def differences(before: Revision | None, after: Revision) -> list[Difference]:
    """The parts that differ between two versions, with their words."""
    names = Names()
    old = parts_of(before.content, names) if before else None
    new = parts_of(after.content, names)
    return differing(old, new)


def differing(before: Sequence[Part] | None, after: Sequence[Part]) -> list[Difference]:
    """The same for versions whose parts are at hand."""
    earlier = [part.lines for part in before] if before else [()] * len(after)
    return [
        Difference(part.label, lines_of_both(lines, part.lines))
        for lines, part in zip(earlier, after, strict=True)
        if lines != part.lines
    ]


def _counted(lines: list[Line]) -> list[str]:
    added, removed = words_changed(lines)
    told = []
    if added:
        told.append(ngettext("%(count)s word added", "%(count)s words added", added))
    if removed:
        told.append(ngettext("%(count)s word removed", "%(count)s words removed", removed))
    counts = [count for count in (added, removed) if count]
    return [words % {"count": count} for words, count in zip(told, counts, strict=True)]


def _called(what: str) -> str:
    return str(Change.What(what).label)


def _lines(parts: Sequence[Part], what: str) -> tuple[str, ...]:
    return next((part.lines for part in parts if part.what == what), ())


def _done_with(rows: Sequence[Revision]) -> dict[int, list[str]]:
    entries = PageLogEntry.objects.filter(revision_id__in=[row.pk for row in rows])
    done: dict[int, list[str]] = {}
    for entry in entries.exclude(action__in=_SAID_ANYWAY).order_by("pk"):
        words = done.setdefault(entry.revision_id, [])
        if entry.message not in words:
            words.append(entry.message)
    return done


def _name(user: Any) -> str:
    return str(user.get_full_name() or user.email or user.get_username()) if user else ""
