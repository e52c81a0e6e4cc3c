"""Pieces that go out within the next hours although a check of level “stops” finds something.

The clock asks them once more, and holds what they speak against. Since somebody scheduled it the
rights of a picture may have ended, or an editor may have raised the weight of a check.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.utils.translation import get_language
from wagtail.models import Revision

from stoppress.desk.checks.check import Level
from stoppress.desk.checks.registry import levels
from stoppress.desk.checks.when_due import errors_in
from stoppress.desk.pieces.going_out import GoingOut
from stoppress.newsroom.models import Article

#: How far ahead the checks look; there has to be time to mend what they find.
AHEAD = timedelta(hours=6)
#: The most pieces that are checked: those that go out first.
_MOST = 20
#: Results are kept briefly: they depend on more than the piece, such as rights of pictures.
_KEPT_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Stopped:
    """A piece that goes out at ``at``, and what the checks say, in the language of the desk.

    ``worked_on`` is when its latest version was saved.
    """

    article: int
    at: datetime
    worked_on: datetime | None
    words: tuple[str, ...]


def stopped(coming: Iterable[GoingOut], now: datetime) -> list[Stopped]:
    """Those of ``coming`` that go out soon and that a check would stop; the earliest first."""
    soon = {one.article: one.at for one in coming if now <= one.at <= now + AHEAD}
    soon = dict(list(soon.items())[:_MOST])
    if not soon:
        return []
    weights = levels()
    keys = _keys(soon, weights, now)
    found: dict[str, tuple[str, ...]] = cache.get_many(keys.values())
    missing = [pk for pk, key in keys.items() if key not in found]
    for article in _as_they_go_out(missing):
        errors = errors_in(article, soon[article.pk], weights)
        said = tuple(problem.words for problem in errors)
        found[keys[article.pk]] = said
        cache.set(keys[article.pk], said, _KEPT_SECONDS)
    worked_on = dict(
        Article.objects.filter(pk__in=soon).values_list("pk", "latest_revision_created_at")
    )
    return [
        Stopped(pk, at, worked_on[pk], found[keys[pk]])
        for pk, at in soon.items()
        if pk in keys and found.get(keys[pk])
    ]


def concerns(article: Article, user: Any) -> bool:
    """Whether ``user`` is told about ``article``: they own it, signed it, or may publish it."""
    if article.owner_id == user.pk or article.permissions_for_user(user).can_publish():
        return True
    return bool(article.bylines.filter(person__account=user.pk).exists())


def _keys(
    soon: Mapping[int, datetime], weights: Mapping[str, Level], now: datetime
) -> dict[int, str]:
    """Cache keys of what the checks found, by article; one for each minute and language."""
    rows = Article.objects.filter(pk__in=soon).values_list(
        "pk", "latest_revision_id", "latest_revision_created_at", "last_published_at"
    )
    asked = (now.replace(second=0, microsecond=0), get_language(), sorted(weights.items()))
    return {pk: _key(pk, *version, soon[pk], *asked) for pk, *version in rows}


def _key(*parts: object) -> str:
    return f"stopped-{hashlib.sha256(repr(parts).encode()).hexdigest()[:32]}"


def _as_they_go_out(articles: Iterable[int]) -> list[Article]:
    """The articles as they will go out: the scheduled version, or else the published one."""
    ids = list(articles)
    versions = Revision.page_revisions.filter(
        object_id__in=[str(pk) for pk in ids], approved_go_live_at__isnull=False
    )
    scheduled = {int(one.object_id): one.as_object() for one in versions}
    published = Article.objects.filter(pk__in=set(ids) - scheduled.keys())
    return [one for one in (*scheduled.values(), *published) if isinstance(one, Article)]
