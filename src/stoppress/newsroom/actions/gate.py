"""What is asked before a version of a page goes out, beside the permission of who publishes it.

The desk's checks stand here. An import and a command pass: nobody is there to answer. What somebody
scheduled is asked about twice: when they do it, and when it is due.
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


#: What speaks against an article, as it would go out, at the time at which it is due.
GateOfTheClock = Callable[[Article, datetime], Sequence[Objection]]

_gates_of_the_clock: dict[str, GateOfTheClock] = {}


def set_gate(name: str, gate: Gate) -> None:
    """Let ``gate`` be asked from now on; one of the same name is replaced."""
    _gates[name] = gate


def ask_gates(page: Page, version: Revision, by: AbstractBaseUser) -> None:
    """Ask every gate whether ``by`` may publish ``version`` as it stands."""
    for gate in _gates.values():
        gate(page, version, by)


def set_gate_of_the_clock(name: str, gate: GateOfTheClock) -> None:
    """Let ``gate`` be asked of what is due from now on; one of the same name is replaced."""
    _gates_of_the_clock[name] = gate


def ask_what_speaks_against(article: Article, due: datetime) -> list[Objection]:
    """Ask every gate what speaks against ``article``, which is due."""
    return [one for gate in _gates_of_the_clock.values() for one in gate(article, due)]
