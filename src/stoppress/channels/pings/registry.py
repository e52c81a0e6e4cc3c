"""The one registry of pingers. One is a file, a line in ``all_pingers``, and a setting."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from stoppress.channels.ends import End
from stoppress.newsroom.models import Change


@dataclass(frozen=True, slots=True)
class Pinger:
    """A server that is told which addresses of the site changed.

    :param name: unique and lasting, at most 60 signs; commands and pages call it so.
    :param kind: what it is, such as ``hub``; ``title``: as people read it, in English.
    :param target: where it is asked.
    :param changed: the addresses to tell of after some changes, each once, by what readers have
        now. Called in a snapshot of the database in which the press has answered these changes.
    :param ping: tell of some addresses; like a ``Sender`` it raises nothing and gives one of the
        ends: Done, Later, Refused (these addresses, or all), Unsure.
    :param at_once: the most addresses of one request.
    """

    name: str
    kind: str
    title: str
    target: str
    changed: Callable[[Sequence[Change]], Iterable[str]]
    ping: Callable[[Sequence[str]], End]
    at_once: int = 1
