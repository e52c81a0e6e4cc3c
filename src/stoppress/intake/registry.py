"""The one registry of importers: the formats that articles of other systems come in.

Each room below ``formats`` declares its importer at start; ``stoppress importers`` lists them, and
``stoppress import`` asks them which one recognises a feed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from stoppress.intake.defaults import Defaults
from stoppress.intake.feed import Feed, FeedUnreadable, shown
from stoppress.intake.item import Item, ItemRejected, ItemSkipped


@dataclass(frozen=True, slots=True)
class Parsed:
    """One item of a feed: what it says, or why it was refused or skipped.

    :param number: its place in the feed, from 1.
    :param line: the line it begins on, from 1; 0 where a format has no lines.
    :param uri: fit to be printed; empty when the item has none.
    :param size: bytes it takes in the feed; they bound how much is held at a time.
    """

    number: int
    line: int
    uri: str
    found: Item | ItemRejected | ItemSkipped
    size: int = 0


Recognise = Callable[[Feed], bool]
Read = Callable[[Feed, Defaults], Iterator[Parsed]]


@dataclass(frozen=True, slots=True)
class Importer:
    """One format.

    :param name: what ``--format`` calls it.
    :param title: what the format is, for people.
    :param recognises: tells from a feed's name and beginning whether it is in this format. It
        reads nothing of the stream. The first line of its docstring says how it tells.
    :param read: gives the items one by one, in flat memory. It raises FeedUnreadable when the rest
        of the feed cannot be read; one bad item is given as its refusal, and reading goes on.
    :param asked_last: whether it recognises more than its own, and others are asked before it.
    """

    name: str
    title: str
    recognises: Recognise
    read: Read
    asked_last: bool = False


importers: dict[str, Importer] = {}


def importer(
    name: str, title: str, *, recognises: Recognise, asked_last: bool = False
) -> Callable[[Read], Read]:
    """Declare the function that reads feeds of one format.

    Raises ValueError when the name is taken.
    """

    def declare(read: Read) -> Read:
        if name in importers:
            raise ValueError(f"the importer {name!r} is declared twice")
        importers[name] = Importer(name, title, recognises, read, asked_last)
        return read

    return declare


def importer_of(feed: Feed) -> Importer:
    """The first importer that recognises ``feed``.

    Raises FeedUnreadable when the feed is empty, or none does.
    """
    if not feed.beginning.strip():
        raise FeedUnreadable(f"{feed.label} is empty. Give a file that holds news items.")
    for candidate in sorted(importers.values(), key=lambda each: each.asked_last):
        if candidate.recognises(feed):
            return candidate
    raise FeedUnreadable(
        f"{feed.label} is in no format that is known: it begins with {shown(feed.beginning)}."
        " `stoppress importers` lists the formats."
    )
