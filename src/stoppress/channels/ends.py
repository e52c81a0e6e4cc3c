"""How a request to the other side may end. Each has one defined consequence in ``deliver``.

Words are sentences for editors. They hold no secret: ``secrets.without`` is asked by every kind.
"""

from __future__ import annotations

from dataclasses import dataclass

from stoppress.channels.post import Post


@dataclass(frozen=True, slots=True)
class Done:
    """The other side has done it, or had it so already.

    :param remote_id: how it calls what was posted; empty after an edit or a withdrawal.
    :param stands: what stands there, where that is another post than it was asked for.
    """

    remote_id: str = ""
    stands: Post | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Later:
    """The other side has not done it, and may do it later.

    :param seconds: how long it says that one should wait; None when it says nothing.
    """

    words: str
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """The other side will not do it.

    :param channel: whether it refuses all that comes, so that the channel has to be mended.
    :param for_good: whether it asks that nothing comes any more: the channel is paused.
    """

    words: str
    channel: bool = False
    for_good: bool = False


@dataclass(frozen=True, slots=True)
class Unsure:
    """The request may have been done or not: the answer never came, or cannot be read."""

    words: str


@dataclass(frozen=True, slots=True)
class Gone:
    """What was to be changed is not there any more: somebody deleted it on the other side."""

    words: str


@dataclass(frozen=True, slots=True)
class Moved:
    """The channel has another name or number by now; the request is to be asked again there."""

    target: str
    words: str


End = Done | Later | Refused | Unsure | Gone | Moved
