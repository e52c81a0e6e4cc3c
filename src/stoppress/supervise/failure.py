"""How a command ends when it could not do its work."""

from enum import IntEnum


class Exit(IntEnum):
    """Exit codes of every verb."""

    DONE = 0
    PART = 1
    NOT_DONE = 2
    #: EX_SOFTWARE: only of the parts that ``serve`` runs; starting them again may help.
    BROKEN = 70


class NotDone(Exception):
    """Nothing was done. The message is one sentence with its remedy; the exit code is 2."""


class NotServed(RuntimeError):
    """A server could not listen, or ended by itself; the message says why."""
