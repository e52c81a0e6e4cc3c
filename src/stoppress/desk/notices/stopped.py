"""Telling at the bell what Today shows: a check speaks against a piece that goes out soon.

In the worker and away from its clock, since the checks look into whole articles.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import close_old_connections
from django.db.models import Q
from django.utils.translation import override
from wagtail.users.models import UserProfile

from stoppress.desk.checks.going_out import Stopped, concerns, stopped
from stoppress.desk.pieces.going_out import going_out
from stoppress.newsroom import clock
from stoppress.newsroom.models import Article, Notice
from stoppress.newsroom.notices.tell import wished

log = logging.getLogger(__name__)

#: Seconds between two looks at what goes out.
_EVERY = 30.0
_OF_CHECKS = Notice.objects.filter(kind=Notice.Kind.STOPPED)


class TellerOfChecks(threading.Thread):
    """Tells what the checks find until ``stop`` is set."""

    def __init__(self, stop: threading.Event) -> None:
        super().__init__(name="teller-of-checks", daemon=True)
        self._stop_telling = stop

    def run(self) -> None:
        """Tell; whatever fails, it is looked again."""
        while not self._stop_telling.wait(_EVERY):
            try:
                close_old_connections()
                tell_of_checks()
            except Exception:
                log.exception("what goes out will be looked at again in %.0f s", _EVERY)


def tell_of_checks() -> int:
    """Tell whom it concerns of each piece that a check would stop; how many notices that makes.

    Once of each version of a piece. What is mended, or is out, is new to nobody any more.
    """
    now = clock.now()
    found = {one.article: one for one in stopped(going_out(now), now)}
    new = Q(seen=False) | Q(mail_due__isnull=False)
    settled = _OF_CHECKS.filter(new).exclude(article__in=found)
    if settled.exists():
        settled.update(seen=True, mail_due=None)
    articles = Article.objects.in_bulk([pk for pk, one in found.items() if not _is_told(one)])
    people = list(get_user_model().objects.filter(is_active=True)) if articles else []
    notices = [
        notice
        for article in articles.values()
        for notice in _notices(article, [one for one in people if concerns(article, one)])
    ]
    if notices:
        Notice.objects.bulk_create(wished(notices))
    return len(notices)


def _is_told(one: Stopped) -> bool:
    told = _OF_CHECKS.filter(article=one.article)
    if one.worked_on:
        told = told.filter(at__gte=one.worked_on)
    return told.exists()


def _notices(article: Article, people: Iterable[Any]) -> Iterator[Notice]:
    """One for each of ``people``, with what the check says in the language of their desk."""
    now = clock.now()
    profiles = {one.user_id: one for one in UserProfile.objects.filter(user__in=people)}
    for user in people:
        profile = profiles.get(user.pk)
        language = profile.get_preferred_language() if profile else settings.LANGUAGE_CODE
        with override(language):
            said = {one.article: one.words for one in stopped(going_out(now), now)}
        words = " ".join(said.get(article.pk, ()))
        yield Notice(user=user, kind=Notice.Kind.STOPPED, article=article, at=now, words=words)
