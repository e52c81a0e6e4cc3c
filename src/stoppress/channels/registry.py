"""The one registry of kinds of channels. A kind is a file or folder in ``kinds``, and a line there.

``stoppress channel kinds`` lists them.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext, override

from stoppress.channels.ends import Done, End, Refused
from stoppress.channels.models import Channel
from stoppress.channels.post import Post
from stoppress.press.render import language_of_interface
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


def _nothing(_channel: Channel) -> None:
    """Most kinds need nothing."""


def _no_words(_channel: Channel) -> str:
    return ""


def _anything(_template: str) -> None:
    """Any words will do."""


def says_withdrawn(channel: Channel, _article_id: int, _stands: Post) -> str:
    """That the piece was withdrawn, in the language of the channel's edition."""
    with override(language_of_interface(channel.edition.language_code)):
        return gettext("This piece was withdrawn")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of channel.

    :param name: as commands and the database have it.
    :param title: as people read it.
    :param compose: the post of an article in a channel; given what stands there already, a post
        that this can be edited into. Reads the newsroom and asks nobody else.
    :param open: a sender for a channel; raises ``secrets.NotGiven`` when a secret is missing.
    :param target: a target as it was typed, as it is kept; raises ValueError with a sentence.
    :param check_template: looks at the words of posts that somebody sets; raises ValueError with a
        sentence in the language of who reads it.
    :param post_of: how the other side calls the post that a link, or somebody, names; raises
        ValueError with a sentence for what names none.
    :param address: where readers see what stands there; empty when there is no such place.
    :param shown: a target as pages and lists show it: without what only its owner may know.
    :param notice: what is said of an article that is withdrawn, where a post stands; see
        ``Sender.withdraw``.
    :param prepare: called in the transaction that adds a channel, ``clear`` in the one that removes
        it: to make and take away what belongs to it, such as a secret of its own.
    :param to_owner: what the owner has to know of a channel that was added, and nobody else.
    :param secret_file: the name of the file in which a secret of its own stands; empty for none.
    :param rotate: gives a channel another secret; None where secrets come from elsewhere.
    :param repeatable: whether a request that may have been done can be asked again by itself, since
        the other side knows one that it has. Else such a post is *unsure*.
    :param is_read: whether people read what is posted there: then it has words that are set, and
        quiet hours, and what could not be posted within a day is no news. Else programs get it.
    :param pins: whether a post can be held on top.
    :param albums: whether several pictures can go along.
    :param rates: the most requests of one channel, such as ``20/minute``.
    """

    name: str
    title: str
    compose: Callable[[Channel, PublicArticle, Post | None], Post]
    open: Callable[[Channel], Sender]
    target: Callable[[str], str] = _as_given
    check_template: Callable[[str], None] = _anything
    post_of: Callable[[str], str] = _as_given
    address: Callable[[Channel, str], str] = _no_address
    shown: Callable[[str], str] = _as_given
    notice: Callable[[Channel, int, Post], str] = says_withdrawn
    prepare: Callable[[Channel], None] = _nothing
    clear: Callable[[Channel], None] = _nothing
    to_owner: Callable[[Channel], str] = _no_words
    secret_file: Callable[[Channel], str] = _no_words
    rotate: Callable[[Channel], None] | None = None
    repeatable: bool = False
    is_read: bool = True
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
