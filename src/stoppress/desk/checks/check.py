"""What a check is, what it looks at, and what it says."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stoppress.desk.pieces.word_counts import texts_in_body
from stoppress.newsroom import clock
from stoppress.newsroom.models import Article


class Level(StrEnum):
    """The weight of a check: it stops a publish, asks for a reason first, or is off."""

    ERROR = "error"
    WARNING = "warning"
    OFF = "off"

    @property
    def words(self) -> Promise:
        """What the desk calls it."""
        return _WORDS[self]


_WORDS = {
    Level.ERROR: _("Stops"),
    Level.WARNING: _("Asks for a reason"),
    Level.OFF: _("Off"),
}


@dataclass(frozen=True)
class Subject:
    """An article to be checked, saved or not, and where and when it is published.

    :param section: the id of the section that it goes into.
    :param language: BCP 47 code of its edition; empty when it has none yet.
    """

    article: Article
    section: int | None
    language: str
    now: datetime

    @cached_property
    def text(self) -> str:
        """Its deck and its body as readers read them."""
        parts = [self.article.deck, *texts_in_body(self.article.body.get_prep_value())]
        return "\n".join(parts)


def subject_of(article: Article, section: int | None = None) -> Subject:
    """The subject for ``article``; ``section`` when it is about to move to another than its own."""
    language = article.locale.language_code if article.locale_id else ""
    return Subject(article, section or article.section_id, language, clock.now())


@dataclass(frozen=True, slots=True)
class Found:
    """Something that a check found.

    :param field: the form's field beside which it is shown.
    :param words: what is wrong, in the language of the desk.
    :param about: what it is about, in words of the piece: tells it from others of the same check,
        in every language of the desk.
    """

    field: str
    words: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """A check of a piece.

    :param label: what it asks for, as the page “Checks” says it.
    :param level: its level until the newsroom chooses another.
    :param fixed: whether the newsroom cannot choose another.
    """

    name: str
    label: Promise
    level: Level
    find: Callable[[Subject], Iterator[Found]]
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that a check found, with the level that the newsroom gives the check."""

    check: str
    level: Level
    found: Found

    @property
    def field(self) -> str:
        """The form's field beside which it is shown."""
        return self.found.field

    @property
    def words(self) -> str:
        """What is wrong, in the language of the desk."""
        return self.found.words

    @property
    def subject(self) -> str:
        """A short hash of what it is about, the same in each language of the desk."""
        return hashlib.sha256(self.found.about.encode()).hexdigest()[:16]

    @property
    def reason_field(self) -> str:
        """The form's field for the reason to set it aside."""
        return f"reason-{self.check}-{self.subject}"
