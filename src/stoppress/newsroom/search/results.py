"""Results of a search: the entries found, read again from the newsroom's own tables.

The index gives ids only, and may be behind for a moment. Texts, states and permissions always come
from the newsroom, so that nobody is shown what they may not see.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.permissions import policy_registry

from stoppress.newsroom.bylines import names_in_bylines
from stoppress.newsroom.models import Article, Person, SearchEntry, Topic
from stoppress.newsroom.public import public_articles
from stoppress.newsroom.states import State, know_states, state_of, with_what_stands_around

_Kind = SearchEntry.Kind


@dataclass(frozen=True, slots=True)
class Found:
    """Something that was found.

    :param row: the article (of a quotation, too), person, topic or picture itself.
    :param text: a piece's deck, what was said, what somebody does, what a picture shows.
    :param by: whose piece it is, or who said it.
    :param at: the date of a piece or picture.
    :param state: of an article, as the desk knows it; None to readers.
    """

    kind: SearchEntry.Kind
    id: int
    row: Any
    headline: str
    rank: int
    text: str = ""
    by: str = ""
    section: str = ""
    edition: str = ""
    at: datetime | None = None
    state: State | None = None


def read(ranks: Iterable[int], user: Any | None) -> list[Found]:
    """Results for the entries with these ``ranks``, newest first; only those ``user`` may see.

    With None for ``user``: what readers may see. The number of queries does not depend on how many
    results there are.
    """
    columns = ("rank", "kind", "object_id", "text", "speaker")
    entries = SearchEntry.objects.filter(rank__in=list(ranks)).order_by("-rank").only(*columns)
    wanted: dict[SearchEntry.Kind, list[SearchEntry]] = {}
    for entry in entries:
        wanted.setdefault(_Kind(entry.kind), []).append(entry)
    found = [one for kind, these in wanted.items() for one in _READ[kind](these, user)]
    return sorted(found, key=lambda one: -one.rank)


def _pieces(entries: list[SearchEntry], user: Any | None) -> list[Found]:
    articles = _articles({entry.object_id for entry in entries}, user)
    names = names_in_bylines(articles)
    found = []
    for entry in entries:
        if article := articles.get(entry.object_id):
            quoted = entry.kind == _Kind.QUOTATION
            found.append(
                Found(
                    kind=_Kind(entry.kind),
                    id=article.pk,
                    row=article,
                    headline=article.title if user is None else article.get_admin_display_title(),
                    rank=entry.rank,
                    text=entry.text if quoted else article.deck,
                    by=entry.speaker if quoted else names.get(article.pk, ""),
                    section=article.section.title if article.section else "",
                    edition=article.locale.language_code,
                    at=article.published_at or article.latest_revision_created_at,
                    state=None if user is None else state_of(article),
                )
            )
    return found


def _articles(ids: Iterable[int], user: Any | None) -> Mapping[int, Article]:
    if user is None:
        public = public_articles().filter(pk__in=ids)
        return {a.pk: a for a in public.select_related("section", "locale").defer("body")}
    policy = policy_registry.get_by_type(Page)
    seen = policy.explorable_instances(user).filter(pk__in=ids).values_list("pk", flat=True)
    articles = with_what_stands_around(Article.objects.filter(pk__in=list(seen)))
    found = articles.select_related("section", "locale").defer("body").in_bulk()
    know_states([*found.values()])
    return found


def _people(entries: list[SearchEntry], user: Any | None) -> list[Found]:
    people = Person.objects.filter(pk__in=[entry.object_id for entry in entries])
    if user is None:
        people = people.filter(Exists(public_articles().filter(bylines__person=OuterRef("pk"))))
    elif not _knows(Person, user):
        return []
    by_id = people.in_bulk()
    return [
        Found(_Kind.PERSON, person.pk, person, person.name, entry.rank, text=person.role)
        for entry in entries
        if (person := by_id.get(entry.object_id))
    ]


def _topics(entries: list[SearchEntry], user: Any | None) -> list[Found]:
    topics = Topic.objects.filter(pk__in=[entry.object_id for entry in entries])
    if user is None:
        topics = topics.filter(Exists(public_articles().filter(topic_links__topic=OuterRef("pk"))))
    elif not _knows(Topic, user):
        return []
    by_id = topics.select_related("locale").in_bulk()
    return [
        Found(
            _Kind.TOPIC,
            topic.pk,
            topic,
            topic.title,
            entry.rank,
            text=topic.background,
            edition=topic.locale.language_code,
        )
        for entry in entries
        if (topic := by_id.get(entry.object_id))
    ]


def _pictures(entries: list[SearchEntry], user: Any | None) -> list[Found]:
    if user is None:
        return []
    policy = policy_registry.get_by_type(get_image_model())
    pictures = policy.instances_user_has_any_permission_for(user, ["choose", "change", "delete"])
    by_id = pictures.filter(pk__in=[entry.object_id for entry in entries]).in_bulk()
    return [
        Found(
            _Kind.PICTURE,
            picture.pk,
            picture,
            picture.title,
            entry.rank,
            text=picture.description,
            at=picture.created_at,
        )
        for entry in entries
        if (picture := by_id.get(entry.object_id))
    ]


def _knows(model: type[Person] | type[Topic], user: Any) -> bool:
    """Whether ``user`` has anything to do with rows of ``model``."""
    policy = policy_registry.get_by_type(model)
    return bool(policy.user_has_any_permission(user, ["add", "change", "delete", "view"]))


_READ: dict[SearchEntry.Kind, Callable[[list[SearchEntry], Any | None], list[Found]]] = {
    _Kind.PIECE: _pieces,
    _Kind.QUOTATION: _pieces,
    _Kind.PERSON: _people,
    _Kind.TOPIC: _topics,
    _Kind.PICTURE: _pictures,
}
