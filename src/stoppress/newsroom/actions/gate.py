"""Gates: functions that may stop a version from going out, beside the question of permission.

The desk registers its checks here. An import and a command pass no gate: nobody is there to answer.
What somebody schedules passes two: one when they schedule it, and one of the clock when it is due.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from wagtail.models import Page, Revision

from stoppress.newsroom.models import Article

#: Raises ValidationError to refuse: the page as the version has it, the version, who publishes.
Gate = Callable[[Page, Revision, AbstractBaseUser], None]

_gates: dict[str, Gate] = {}


@dataclass(frozen=True, slots=True)
class Objection:
    """Why an article that is due does not go out: the name of a check, and its words.

    ``check`` is empty where the article itself cannot be published.
    """

    check: str
    words: str


#: Gives the objections to an article, as it would go out, at the time at which it is due.
GateOfTheClock = Callable[[Article, datetime], Sequence[Objection]]

_gates_of_the_clock: dict[str, GateOfTheClock] = {}


def set_gate(name: str, gate: Gate) -> None:
    """Register ``gate`` under ``name``; it replaces a gate of the same name."""
    _gates[name] = gate


def ask_gates(page: Page, version: Revision, by: AbstractBaseUser) -> None:
    """Ask every gate; one that refuses raises ValidationError."""
    for gate in _gates.values():
        gate(page, version, by)


def set_gate_of_the_clock(name: str, gate: GateOfTheClock) -> None:
    """Register a gate of what is due; it replaces one of the same name."""
    _gates_of_the_clock[name] = gate


def ask_what_speaks_against(article: Article, due: datetime) -> list[Objection]:
    """Ask every gate of the clock for its objections to ``article``, which is due."""
    return [one for gate in _gates_of_the_clock.values() for one in gate(article, due)]
