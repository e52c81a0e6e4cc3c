"""Notices about pieces that a check would stop when they go out, or has held.

They run, with those of ``refused``, in a thread of their own beside the worker's clock, since
checks read whole articles.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db import close_old_connections
from django.db.models import Q
from django.utils.translation import override
from wagtail.users.models import UserProfile

from stoppress.desk.checks.held import HeldPiece, held_pieces
from stoppress.desk.checks.would_stop import Stopped, concerns, stopped
from stoppress.desk.notices.languages import language_of
from stoppress.desk.notices.refused import tell_of_channels
from stoppress.desk.notices.settled import see_what_is_settled
from stoppress.desk.pieces.going_out import going_out
from stoppress.newsroom import clock
from stoppress.newsroom.models import Article, Held, Notice
from stoppress.newsroom.notices.tell import wished

log = logging.getLogger(__name__)

#: Seconds between two looks at what goes out.
_EVERY = 30.0


class TellerOfChecks(threading.Thread):
    """A thread of the worker that writes such notices until ``stop`` is set."""

    def __init__(self, stop: threading.Event) -> None:
        super().__init__(name="teller-of-checks", daemon=True)
        self._stop_telling = stop

    def run(self) -> None:
        """Write notices every ``_EVERY`` seconds; a failure is logged and tried again."""
        while not self._stop_telling.wait(_EVERY):
            try:
                close_old_connections()
                tell_of_checks()
                tell_of_channels()
            except Exception:
                log.exception("what goes out will be looked at again in %.0f s", _EVERY)


def tell_of_checks() -> int:
    """Tell whom it concerns of each piece that a check would stop, or holds; how many notices.

    Once of each version that would be stopped, and once when it is held. What is mended, or is out,
    is new to nobody any more.
    """
    now = clock.now()
    coming = {one.article: one.worked_on for one in stopped(going_out(now), now)}
    held = dict(Held.objects.values_list("pk", "at"))
    notices = [*_of(Notice.Kind.STOPPED, coming), *_of(Notice.Kind.HELD, held)]
    if notices:
        Notice.objects.bulk_create(wished(notices))
    return len(notices)


def _of(kind: Notice.Kind, found: Mapping[int, datetime | None]) -> Iterator[Notice]:
    """Notices of pieces of whose present trouble nobody is told; ``found`` is since when it is."""
    told = Notice.objects.filter(kind=kind)
    see_what_is_settled(told, found)
    new = [
        pk
        for pk, since in found.items()
        if not told.filter(Q(at__gte=since) if since else Q(), article=pk).exists()
    ]
    articles = Article.objects.in_bulk(new)
    people = list(get_user_model().objects.filter(is_active=True)) if articles else []
    for article in articles.values():
        yield from _notices(kind, article, [one for one in people if concerns(article, one)])


def _notices(kind: Notice.Kind, article: Article, people: Iterable[Any]) -> Iterator[Notice]:
    """One for each of ``people``, with what the check says in the language of their desk."""
    now = clock.now()
    profiles = {one.user_id: one for one in UserProfile.objects.filter(user__in=people)}
    words: dict[str, str] = {}  # by language: the checks read the whole article
    for user in people:
        language = language_of(profiles.get(user.pk))
        if language not in words:
            with override(language):
                words[language] = " ".join(_said(kind, article.pk, now))
        yield Notice(user=user, kind=kind, article=article, at=now, words=words[language])


def _said(kind: Notice.Kind, article: int, now: datetime) -> tuple[str, ...]:
    found: Iterable[Stopped | HeldPiece]
    found = held_pieces([article]) if kind == Notice.Kind.HELD else stopped(going_out(now), now)
    return next((one.words for one in found if one.article == article), ())
