"""Tokens that say what an entry is, so that the index itself limits what is found.

A mark begins with ``_``, which no word of a text holds.
"""

from __future__ import annotations

from enum import StrEnum
from zlib import crc32

from stoppress.newsroom.models import SearchEntry
from stoppress.newsroom.search.words import folded, words_of


class Scope(StrEnum):
    """Who is shown an entry."""

    #: The desk: what is published, and drafts with their newest words.
    DESK = "_desk"
    #: Readers, if ``newsroom.public`` agrees: words of what is published, and no others.
    READERS = "_readers"


class Standing(StrEnum):
    """What was done with a piece; the clock and open sections say the rest."""

    DRAFT = "_draft"
    PUBLISHED = "_published"
    TAKEN_DOWN = "_down"


def is_mark(token: str) -> bool:
    """Whether a token is one of these, and no word."""
    return token.startswith("_")


#: Kinds of which a newsroom has few beside its pieces.
FEW = frozenset({SearchEntry.Kind.PERSON, SearchEntry.Kind.TOPIC, SearchEntry.Kind.PICTURE})


def among_few(kind: SearchEntry.Kind, token: str) -> str:
    """A word of an entry of a kind in ``FEW``, as it stands in the index once more.

    So the beginning of a word is looked for among the words of that kind alone: in an archive of a
    million pieces all that begins so is a third of a second.
    """
    return f"_w{kind.value}{token}"


def of_kind(kind: SearchEntry.Kind) -> str:
    """The mark of everything of a kind."""
    return f"_k{kind.value}"


def of_edition(locale: int) -> str:
    """The mark of everything of an edition."""
    return f"_e{locale}"


def of_section(section: int) -> str:
    """The mark of everything in a section."""
    return f"_s{section}"


def by_person(person: int) -> str:
    """The mark of what somebody wrote."""
    return f"_p{person}"


def about_topic(topic: int) -> str:
    """The mark of what is about a topic."""
    return f"_t{topic}"


def of_title(title: str) -> str:
    """The mark of everything with this title, however it is spelled."""
    return f"_h{crc32(' '.join(map(folded, words_of(title))).encode()):08x}"
