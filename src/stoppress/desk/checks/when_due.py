"""What stops an article by itself at its hour, when nobody is there to give a reason."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from datetime import datetime

from django.db import Error as DatabaseError
from django.db import transaction

from stoppress.desk.checks.check import Check, Level, Problem, Subject
from stoppress.desk.checks.registry import CHECKS, found_by, levels
from stoppress.desk.checks.set_aside import reasons_given
from stoppress.newsroom.actions.gate import Objection
from stoppress.newsroom.models import Article

log = logging.getLogger(__name__)


def objections_to(article: Article, due: datetime) -> list[Objection]:
    """Say to the newsroom's clock what speaks against ``article``, which is ``due``."""
    return [Objection(one.check, one.words) for one in errors_in(article, due, levels())]


def errors_in(article: Article, at: datetime, weights: Mapping[str, Level]) -> list[Problem]:
    """The errors of ``article`` as it goes out ``at``, without those that have a reason.

    A check that fails says nothing, and holds up no other: somebody let the article pass before.
    """
    subject = Subject(article, article.section_id, article.locale.language_code, at)
    stopping = [check for check in CHECKS if weights[check.name] is Level.ERROR]
    found = [one for check in stopping for one in _found(check, subject)]
    reasons = reasons_given(article.pk) if found else {}
    return [one for one in found if one.reason_field not in reasons]


def _found(check: Check, subject: Subject) -> Iterator[Problem]:
    try:
        with transaction.atomic():
            found = found_by(check, subject)
    except DatabaseError:
        log.exception("the check %s of article %s failed", check.name, subject.article.pk)
        return
    yield from (Problem(check.name, Level.ERROR, one) for one in found)
