"""Who follows the change log, and how far each has come.

A follower keeps its position where it keeps its work, so that a crash loses neither: the press in
the store, in the transaction of each batch. One that keeps its work in the newsroom's database uses
a ``Cursor``. Adding a follower is one call of ``register`` in its application's ``ready``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from stoppress.newsroom.models import FollowerCursor


@dataclass(frozen=True, slots=True)
class Follower:
    """Somebody who acts on the change log.

    :param name: unique, for people.
    :param position: the sequence of the last change it has dealt with.
    :param wake: called after each commit that appended something, in the process that made it.
        It must not raise, and may do nothing: a follower that is not woken looks by itself.
    """

    name: str
    position: Callable[[], int]
    wake: Callable[[], object] | None = None


_followers: dict[str, Follower] = {}


def register(follower: Follower) -> None:
    """Add a follower; one of the same name is replaced."""
    _followers[follower.name] = follower


def all_followers() -> Iterator[Follower]:
    """Every follower, in the order in which they were registered."""
    yield from _followers.values()


def position_of(name: str) -> int | None:
    """How far the follower ``name`` has come; None when it is not known, or cannot be asked."""
    follower = _followers.get(name)
    try:
        return follower.position() if follower else None
    except Exception:  # noqa: BLE001 - it keeps its position where it keeps its work, in any way
        return None


def wake_followers() -> None:
    """Tell the followers that something was committed."""
    for follower in all_followers():
        if follower.wake is not None:
            follower.wake()


@dataclass(frozen=True, slots=True)
class Cursor:
    """The position of a follower that keeps its work in the newsroom's database."""

    name: str

    def position(self) -> int:
        """The sequence of the last change it has dealt with; 0 before the first."""
        return self.position_if_begun() or 0

    def position_if_begun(self) -> int | None:
        """The same; None when the follower has not begun."""
        found = FollowerCursor.objects.filter(pk=self.name).values_list("sequence", flat=True)
        return found.first()

    def move_to(self, sequence: int) -> None:
        """Write down that all up to ``sequence`` is done, in the transaction that did it."""
        FollowerCursor.objects.update_or_create(pk=self.name, defaults={"sequence": sequence})
