"""Which pieces somebody looks at: of all editions or one, of everybody or their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils.http import urlencode

from stoppress.newsroom.models import Article, Byline, EditionPage

#: What of the address the session remembers, so that the menu's link leads back to it.
_EDITION, _MINE = "edition", "mine"
_REMEMBERED = "desk_edition"


@dataclass(frozen=True, slots=True)
class EditionChoice:
    """An edition that may be looked at; its address looks at it."""

    id: int
    language: str
    name: str


@dataclass(frozen=True, slots=True)
class Scope:
    """The pieces that a page of the desk is about. ``edition`` is None for all editions."""

    user: Any
    editions: tuple[EditionChoice, ...]
    edition: EditionChoice | None
    mine: bool

    @classmethod
    def of(cls, request: HttpRequest) -> Scope:
        """The scope that the address asks for, else that of the edition looked at last."""
        editions = editions_there_are()
        wanted = request.GET.get(_EDITION)
        if wanted is None:
            wanted = request.session.get(_REMEMBERED, "")
        elif wanted != request.session.get(_REMEMBERED, ""):
            request.session[_REMEMBERED] = wanted
        edition = next((one for one in editions if one.language == wanted), None)
        return cls(request.user, editions, edition, _MINE in request.GET)

    @property
    def language(self) -> str:
        """The language of the edition; empty for all."""
        return self.edition.language if self.edition else ""

    @property
    def edition_ids(self) -> list[int]:
        """The locales of the editions that are looked at."""
        return [self.edition.id] if self.edition else [one.id for one in self.editions]

    def address_of(self, *, language: str | None = None, mine: bool | None = None) -> str:
        """The query of an address with this scope, or with the edition or ``mine`` given."""
        asked = {_EDITION: self.language if language is None else language}
        if self.mine if mine is None else mine:
            asked[_MINE] = "1"
        return f"?{urlencode(asked)}"

    def narrow(self, articles: QuerySet[Article]) -> QuerySet[Article]:
        """Those of ``articles`` that are in this scope."""
        if self.edition:
            articles = articles.filter(locale=self.edition.id)
        return articles.filter(of_person(self.user)) if self.mine else articles


def editions_there_are() -> tuple[EditionChoice, ...]:
    """All editions, the default one first; see ``Scope``."""
    rows = EditionPage.objects.order_by("pk").values_list(
        "locale_id", "locale__language_code", "title"
    )
    return tuple(EditionChoice(*row) for row in rows)


def of_person(user: Any) -> Q:
    """Pieces that ``user`` began, or whose byline names the person who signs in as ``user``."""
    signed = Byline.objects.filter(article=OuterRef("pk"), person__account=user.pk)
    return Q(owner=user.pk) | Q(Exists(signed))
