"""A piece as lists of the desk show it, in so many queries for any number of pieces."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from stoppress.newsroom import clock
from stoppress.newsroom.bylines import names_in_bylines
from stoppress.newsroom.models import Article
from stoppress.newsroom.states import Kind, State, know_states, state_of, with_what_stands_around

#: Columns that no list shows.
_NOT_SHOWN = ("body", "summary", "editor_note", "copyright_holder", "usage_terms")


@dataclass(frozen=True, slots=True)
class ListedPiece:
    """A piece in a list.

    ``who`` has it: those in its byline, or whoever began it. ``language`` is its edition's.
    """

    article: Article
    headline: str
    state: State
    who: str
    section: str
    language: str

    @property
    def id(self) -> int:
        """Its number."""
        return int(self.article.pk)

    @property
    def url(self) -> str:
        """Where it is opened: to be edited by who may, else to be read."""
        return reverse("desk_piece", args=[self.article.pk])

    @property
    def at(self) -> datetime | None:
        """When it came out, or was last worked on."""
        if self.state.kind is Kind.OUT:
            return self.article.published_at
        return self.article.latest_revision_created_at

    @property
    def tone(self) -> str:
        """How its state is coloured: a class of the desk's style."""
        if self.state.public:
            return "ok"
        if self.state.kind in {Kind.TAKEN_DOWN, Kind.NOT_VISIBLE_YET, Kind.HELD}:
            return "red"
        return "wait" if self.state.kind in {Kind.GOES_OUT, Kind.EMBARGO} else ""


def listed(ids: Iterable[int]) -> Mapping[int, ListedPiece]:
    """The pieces with these ids, as lists show them."""
    wanted = with_what_stands_around(Article.objects.filter(pk__in=list(ids)))
    articles = list(wanted.select_related("section", "locale", "owner").defer(*_NOT_SHOWN))
    know_states(articles)
    names = names_in_bylines(article.pk for article in articles)
    at = clock.now()
    return {
        article.pk: ListedPiece(
            article,
            article.get_admin_display_title(),
            state_of(article, at),
            names.get(article.pk) or name_of(article.owner),
            article.section.title if article.section else "",
            article.locale.language_code,
        )
        for article in articles
    }


def name_of(user: Any) -> str:
    """How the desk calls somebody who signs in; nothing for nobody."""
    return str(user.get_full_name() or user.get_username()) if user else ""
