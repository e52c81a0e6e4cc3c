"""What is asked before somebody publishes a version of a page, beside their permission.

The desk's checks stand here. An import, a command and the clock pass: nobody is there to answer,
and what the clock publishes was asked about when it was scheduled.
"""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.models import AbstractBaseUser
from wagtail.models import Page, Revision

#: Raises ValidationError to refuse: the page as the version has it, the version, who publishes.
Gate = Callable[[Page, Revision, AbstractBaseUser], None]

_gates: dict[str, Gate] = {}


def set_gate(name: str, gate: Gate) -> None:
    """Let ``gate`` be asked from now on; one of the same name is replaced."""
    _gates[name] = gate


def ask_gates(page: Page, version: Revision, by: AbstractBaseUser) -> None:
    """Ask every gate whether ``by`` may publish ``version`` as it stands."""
    for gate in _gates.values():
        gate(page, version, by)
