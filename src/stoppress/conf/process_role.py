"""Which process this is: origin, desk, worker or a command."""

import os
from collections.abc import Mapping
from enum import StrEnum

ROLE_VARIABLE = "STOPPRESS_ROLE"


class ProcessRole(StrEnum):
    """The part that a process plays; it decides addresses, sessions and how SQLite locks."""

    SITE = "site"
    DESK = "desk"
    WORKER = "worker"
    COMMAND = "command"


def role_from_environment(environment: Mapping[str, str] = os.environ) -> ProcessRole:
    """Give the role that ``STOPPRESS_ROLE`` names; a command when it is not set."""
    return ProcessRole(environment.get(ROLE_VARIABLE) or ProcessRole.COMMAND)
