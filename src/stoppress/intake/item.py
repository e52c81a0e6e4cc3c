"""One news item as it came in, whatever format it had: the value between reading and writing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

#: Characters that the newsroom has room for.
LONGEST_URI = 500
LONGEST_HEADLINE = 255


class ItemRejected(Exception):
    """The item cannot be taken as it is. Nothing of it is kept.

    :param field: the property at fault, in the item's own spelling; empty for the whole item.
    :param reason: what is wrong, a clause without a full stop.
    :param remedy: what to do about it, a sentence.
    """

    def __init__(self, field: str, reason: str, remedy: str) -> None:
        super().__init__(f"{field}: {reason}. {remedy}" if field else f"{reason}. {remedy}")
        self.field = field
        self.reason = reason
        self.remedy = remedy

    def __reduce__(self) -> tuple[type[ItemRejected], tuple[str, str, str]]:
        return type(self), (self.field, self.reason, self.remedy)


class ItemSkipped(Exception):
    """The item is sound, and not for a newspaper's text pages. The message is the reason."""


class Status(StrEnum):
    """What the provider says of the item, in the words of the IPTC's publishing status."""

    USABLE = "usable"
    WITHHELD = "withheld"
    CANCELED = "canceled"


class Role(StrEnum):
    """What somebody named in the byline did."""

    AUTHOR = "author"
    PHOTOGRAPHER = "photographer"
    TRANSLATOR = "translator"
    AGENCY = "agency"


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a byline."""

    name: str
    role: Role = Role.AUTHOR


@dataclass(frozen=True, slots=True)
class Hint:
    """A subject or genre, from which section and topics are chosen.

    :param rel: how the item is related to it, in lower case; empty when not said.
    :param codes: every form in which its code may stand in the newsroom's section map.
    """

    rel: str
    name: str
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that belongs to the item.

    :param files: where it may lie, best rendition first: paths beside the feed or addresses.
    """

    files: tuple[str, ...]
    uri: str = ""
    name: str = ""
    alt: str = ""
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One block of the body: a type of the newsroom's body blocks, and its value.

    An ``image`` block's value is a ``Picture`` until the picture is in the newsroom.
    """

    type: str
    value: Any


@dataclass(frozen=True, slots=True)
class Item:
    """A text item, cleaned and complete, ready to be written into the newsroom.

    :param language: the code of the edition it belongs to.
    :param version: as the provider wrote it; empty when there is none.
    :param digest: of all that the provider sent, whatever the order of its properties.
    :param first_created: the date line; ``None`` when the item names no date at all.
    :param version_created: when this version was made.
    :param section: title of the section it names itself; empty when it names none.
    :param section_slug: the section's slug, where the item or the newsroom's table gives one.
    :param topics: titles of what it is about.
    :param picks: uris of the articles to read also.
    :param former_addresses: where it was public before it came here, as addresses or paths from
        the root; readers who follow one are led to it.
    :param warnings: what was mended or left out, as sentences.
    """

    uri: str
    digest: str
    language: str
    headline: str
    status: Status = Status.USABLE
    version: str = ""
    deck: str = ""
    summary: str = ""
    dateline: str = ""
    first_created: datetime | None = None
    version_created: datetime | None = None
    embargoed_until: datetime | None = None
    expires: datetime | None = None
    section: str = ""
    section_slug: str = ""
    topics: tuple[str, ...] = ()
    byline: tuple[Name, ...] = ()
    blocks: tuple[Block, ...] = ()
    pictures: tuple[Picture, ...] = ()
    picks: tuple[str, ...] = ()
    former_addresses: tuple[str, ...] = ()
    source: str = ""
    urgency: int | None = None
    copyright: str = ""
    usage_terms: str = ""
    editor_note: str = ""
    warnings: tuple[str, ...] = ()

    @property
    def changed(self) -> datetime | None:
        """When this version was made, if that is later than the date line."""
        if self.first_created and self.version_created:
            return self.version_created if self.version_created > self.first_created else None
        return None
