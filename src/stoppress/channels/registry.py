"""The one registry of kinds of channels. A kind is a file or folder in ``kinds``, and a line there.

``stoppress channel kinds`` lists them.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass

from stoppress.channels.ends import Done, End, Refused
from stoppress.channels.models import Channel
from stoppress.channels.post import Post
from stoppress.site.article.shown import PublicArticle


class Sender(ABC):
    """Asks the other side of one channel. It is used by one thread, and closed at the end.

    What a kind cannot do it does not override. No method raises what the network or the other side
    does: each gives one of the ends of ``ends``.
    """

    @abstractmethod
    def post(self, post: Post, picture: bytes | None, *, silently: bool) -> End:
        """Post it. ``picture`` is the file of the post's picture; None where it cannot be had."""

    def edit(self, remote_id: str, post: Post, stands: Post, picture: bytes | None) -> End:
        """Make ``post`` of what stands there; asked twice, the second changes nothing."""
        return Refused("What was posted there cannot be changed.")

    def withdraw(self, remote_id: str, stands: Post, notice: str) -> End:
        """Take away what stands there or, where that cannot be, put ``notice`` in its place."""
        return Refused("What was posted there cannot be taken away.")

    def pin(self, remote_id: str, *, pinned: bool) -> End:
        """Hold what stands there on top, or no longer; asked twice, the second changes nothing."""
        return Refused("What was posted there cannot be pinned.")

    def look_up(self, post: Post) -> End | None:
        """Whether ``post`` is there, of which nobody knows: Done, Gone; None: cannot be asked."""
        return None

    def test(self) -> End:
        """Whether the other side would take a post, without posting anything."""
        return Done()

    def close(self) -> None:  # noqa: B027 - most kinds hold nothing open
        """Give back what is held open."""


def _no_address(_channel: Channel, _remote_id: str) -> str:
    return ""


def _as_given(target: str) -> str:
    return target


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of channel.

    :param name: as commands and the database have it.
    :param title: as people read it.
    :param compose: the post of an article in a channel; given what stands there already, a post
        that this can be edited into. Reads the newsroom and asks nobody else.
    :param open: a sender for a channel; raises ``secrets.NotGiven`` when a secret is missing.
    :param target: a target as it was typed, as it is kept; raises ValueError with a sentence.
    :param post_of: how the other side calls the post that a link, or somebody, names; raises
        ValueError with a sentence for what names none.
    :param address: where readers see what stands there; empty when there is no such place.
    :param pins: whether a post can be held on top.
    :param albums: whether several pictures can go along.
    :param rates: the most requests of one channel, such as ``20/minute``.
    """

    name: str
    title: str
    compose: Callable[[Channel, PublicArticle, Post | None], Post]
    open: Callable[[Channel], Sender]
    target: Callable[[str], str] = _as_given
    post_of: Callable[[str], str] = _as_given
    address: Callable[[Channel, str], str] = _no_address
    pins: bool = False
    albums: bool = False
    rates: tuple[str, ...] = ()


kinds: dict[str, Kind] = {}


def declare(kind: Kind) -> Kind:
    """Add a kind of channel. Raises ValueError when there is one of its name."""
    if kind.name in kinds:
        raise ValueError(f"the kind of channel {kind.name!r} is declared twice")
    kinds[kind.name] = kind
    return kind


def kind_of(channel: Channel) -> Kind:
    """The kind of a channel. Raises KeyError for one that nobody declared."""
    return kinds[channel.kind]
