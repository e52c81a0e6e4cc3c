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

from stoppress.desk.pieces.words import texts_in_body
from stoppress.newsroom import clock
from stoppress.newsroom.models import Article


class Level(StrEnum):
    """What a problem does: stop a publish, stop it until somebody gives a reason, or nothing."""

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
    """An article as it stands in hand, saved or not, with what it stands in.

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
    """What the checks look at of ``article``, in ``section`` if that is another than its own."""
    language = article.locale.language_code if article.locale_id else ""
    return Subject(article, section or article.section_id, language, clock.now())


@dataclass(frozen=True, slots=True)
class Found:
    """Something that a check found.

    :param field: where in the form.
    :param words: what it is, for whoever is at the desk.
    :param about: what it is of, in no language of the desk: tells it from others of the same check.
    """

    field: str
    words: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """A check: ``level`` is the usual one, ``label`` says in the settings what it looks at.

    :param fixed: no setting gives it another level.
    """

    name: str
    label: Promise
    level: Level
    find: Callable[[Subject], Iterator[Found]]
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """What a check found, with the weight that the newsroom gives it."""

    check: str
    level: Level
    found: Found

    @property
    def field(self) -> str:
        """Where in the form."""
        return self.found.field

    @property
    def words(self) -> str:
        """What it is."""
        return self.found.words

    @property
    def subject(self) -> str:
        """A short name of what it is of, the same in each language of the desk."""
        return hashlib.sha256(self.found.about.encode()).hexdigest()[:16]

    @property
    def reason_field(self) -> str:
        """The name under which a form sends why it was set aside."""
        return f"reason-{self.check}-{self.subject}"
