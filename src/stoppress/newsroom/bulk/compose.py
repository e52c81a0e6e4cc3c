"""Putting together the rows of many articles, before any of them is written.

All ids are taken before, so that rows can name each other, and each row is written once. Nothing
is asked of the database, so that another process can do it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wagtail.models import Page

from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.bulk.draft import Draft
from stoppress.newsroom.bulk.ids import Take
from stoppress.newsroom.bulk.traces import Former, history_of, references_of, revisions_of
from stoppress.newsroom.change_log.articles import Seen, inserts_of
from stoppress.newsroom.children import children_of
from stoppress.newsroom.insert_rows import Insert, insert_of, insert_of_objects
from stoppress.newsroom.models import Article, ArticleTopic, Byline, Pick
from stoppress.newsroom.models.article_rows import date_rows
from stoppress.newsroom.public import is_public
from stoppress.newsroom.public_paths import public_path_of

#: What belongs to an article and is given anew by each version, by its name there, with the
#: columns beside its own article and order.
CHILDREN: tuple[tuple[str, type[Any], tuple[str, ...]], ...] = (
    ("bylines", Byline, ("person_id", "role", "listed_at")),
    ("topic_links", ArticleTopic, ("topic_id", "listed_at")),
    ("picks", Pick, ("target_id", "uri")),
)


@dataclass(frozen=True, slots=True)
class Composed:
    """New articles, ready to be written.

    :param paths: the public paths they will have.
    """

    ids: list[int]
    paths: list[str]
    insertions: list[Insert]


def compose(drafts: Sequence[Draft], at: datetime, take: Take, by: Unasked) -> Composed:
    """The rows of new articles, which have their state, their places and their ids."""
    articles = [draft.article for draft in drafts]
    children = list(_children_of(articles, take))
    revisions = revisions_of(articles, at, take)
    seen = []
    for article in articles:
        public = is_public(article, at)
        if public:
            article.public_path = public_path_of(article)
        seen.append(Seen.of(article, None, at, public=public))
    insertions: list[Insert] = [
        insert_of_objects(Page, articles),
        insert_of_objects(Article, articles),
        *children,
        revisions,
        history_of(drafts, at, by, {}),
        references_of(articles),
        *inserts_of(seen, at),
    ]
    paths = [article.public_path for article in articles if article.public_path]
    return Composed([article.pk for article in articles], paths, insertions)


def compose_again(
    drafts: Sequence[Draft],
    at: datetime,
    take: Take,
    by: Unasked,
    former: Mapping[int, Former],
) -> Iterator[Insert]:
    """The rows of articles that exist, in the order of writing; what readers see comes later."""
    articles = [draft.article for draft in drafts if draft.content_changed]
    yield from _children_of(articles, take)
    yield revisions_of(articles, at, take)
    every = [draft.article for draft in drafts]
    yield insert_of_objects(Page, every, replacing=("id",))
    yield insert_of_objects(Article, every, replacing=("page_ptr",))
    yield history_of(drafts, at, by, former)
    yield references_of(articles)


def answer_picks(articles: Sequence[Article], targets: Mapping[tuple[str, int], int]) -> None:
    """Lead the picks of articles to those that they name by uri, as far as these are known.

    :param targets: articles by uri and edition (its locale); another edition's is not led to.
    """
    for article in articles:
        for pick in children_of(article, "picks"):
            if pick.target_id is None:
                pick.target_id = targets.get((pick.uri, article.locale_id))


def _children_of(articles: Sequence[Article], take: Take) -> Iterator[Insert]:
    for name, model, columns in CHILDREN:
        children = []
        for article in articles:
            rows = children_of(article, name)
            if "listed_at" in columns:
                date_rows(rows, article.published_at)
            for order, child in enumerate(rows):
                child.article_id = article.pk
                child.sort_order = order
                children.append(child)
        for pk, child in zip(take(model, len(children)), children, strict=True):
            child.pk = child.id = pk
            child._state.adding = False  # noqa: SLF001 - as Model.save does
        yield insert_of(
            model,
            ("id", "article", "sort_order", *(column.removesuffix("_id") for column in columns)),
            (
                (
                    child.pk,
                    child.article_id,
                    child.sort_order,
                    *map(child.__getattribute__, columns),
                )
                for child in children
            ),
        )
