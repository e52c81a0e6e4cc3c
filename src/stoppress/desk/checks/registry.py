"""All checks of a piece before it goes out. A new one stands in a file of its family."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from django.db import Error as DatabaseError

from stoppress.desk.checks import dates, headlines, links, names, numbers, pictures, quotations
from stoppress.desk.checks.check import Check, Found, Level, Problem, Subject
from stoppress.newsroom.models import CheckSettings

log = logging.getLogger(__name__)

CHECKS: tuple[Check, ...] = (
    *headlines.CHECKS,
    *pictures.CHECKS,
    *quotations.CHECKS,
    *links.CHECKS,
    *names.CHECKS,
    *numbers.CHECKS,
    *dates.CHECKS,
)


def levels() -> dict[str, Level]:
    """The level of each check as the newsroom has set it."""
    chosen = CheckSettings.load().levels
    return {check.name: _level(check, chosen.get(check.name)) for check in CHECKS}


def problems_of(subject: Subject, weights: Mapping[str, Level] | None = None) -> list[Problem]:
    """All that the checks find, errors first. ``weights`` are ``levels()`` when None."""
    weights = levels() if weights is None else weights
    found = [
        Problem(check.name, weights[check.name], one)
        for check in CHECKS
        if weights[check.name] is not Level.OFF
        for one in found_by(check, subject)
    ]
    return sorted(found, key=lambda problem: problem.level is not Level.ERROR)


def found_by(check: Check, subject: Subject) -> list[Found]:
    """What one check finds; nothing when it fails, since its fault must not stop a newsroom.

    That is logged. Raises what the database raises: then nothing else could be asked either.
    """
    try:
        return list(check.find(subject))
    except DatabaseError:
        raise
    except Exception:
        log.exception("the check %s of article %s failed", check.name, subject.article.pk)
        return []


def _level(check: Check, chosen: Any) -> Level:
    return Level(chosen) if chosen in [*Level] and not check.fixed else check.level
