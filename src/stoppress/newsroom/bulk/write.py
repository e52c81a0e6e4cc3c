"""Writing many pieces in one transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from copy import copy
from datetime import datetime
from functools import cache
from typing import Any
from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model, OuterRef, Subquery
from modelcluster.models import get_all_child_relations
from wagtail.models import Page

from stoppress.newsroom import clock
from stoppress.newsroom.bulk.draft import Draft
from stoppress.newsroom.bulk.public import record_articles
from stoppress.newsroom.bulk.traces import (
    write_history,
    write_references,
    write_revisions,
    write_search_index,
)
from stoppress.newsroom.bulk.tree import place_in_tree
from stoppress.newsroom.models import Article, ArticleTopic, Byline, Correction, Pick
from stoppress.newsroom.models.articles import date_rows
from stoppress.newsroom.record import hold_the_log
from stoppress.newsroom.rows import insert_objects, insert_rows

#: What belongs to a piece and is given anew by each version, by its name on the piece, with the
#: columns beside its own article and order.
_CHILDREN: tuple[tuple[str, type[Any], tuple[str, ...]], ...] = (
    ("bylines", Byline, ("person_id", "role", "listed_at")),
    ("topic_links", ArticleTopic, ("topic_id", "listed_at")),
    ("picks", Pick, ("target_id", "uri")),
)

_CORRECTIONS: tuple[str, type[Any], tuple[str, ...]] = ("corrections", Correction, ())


def write_articles(drafts: Sequence[Draft]) -> None:
    """Write ``drafts`` in one transaction. Each piece may stand among them only once."""
    with transaction.atomic():
        hold_the_log()
        at = clock.now()
        filed = [draft.article for draft in drafts if draft.new]
        there = [draft.article for draft in drafts if not draft.new]
        rewritten = [draft for draft in drafts if draft.content_changed or draft.new]
        for draft in drafts:
            _set_state(draft.article, at)
        place_in_tree(filed)
        _insert(filed)
        insert_objects(Page, there, replacing=("id",))
        insert_objects(Article, there, replacing=("page_ptr",))
        created = {article.pk for article in filed}
        articles = [draft.article for draft in rewritten]
        _write_children(articles, created)
        owners = _answer_waiting_picks(filed)
        write_revisions(articles, at)
        write_history(drafts, created, at)
        write_references(articles, created)
        write_search_index(rewritten, created)
        record_articles([*(draft.article for draft in drafts), *owners])


def _set_state(article: Article, at: datetime) -> None:
    """What publishing, withdrawing or filing sets on a page."""
    article.draft_title = article.title
    article.latest_revision_created_at = at
    article.go_live_at = article.expire_at = None
    if article.live:
        article.expired = False
        article.has_unpublished_changes = False
        article.first_published_at = article.first_published_at or at
        article.last_published_at = at
        article.published_at = article.published_at or at
    else:
        article.has_unpublished_changes = True
        article.live_revision_id = None
    if article.section is None:
        raise ValueError("a piece to be written needs its section")
    article.edition = article.section.locale
    article.locale_id = article.section.locale_id
    if article.pk is None:
        article.content_type = ContentType.objects.get_for_model(Article)


def _insert(articles: Sequence[Article]) -> None:
    """Insert the rows of new pieces, and give the pieces their ids."""
    insert_objects(Page, articles, without=("id",))
    paths = [article.path for article in articles]
    ids = dict(Page.objects.filter(path__in=paths).values_list("path", "pk"))
    for article in articles:
        article.pk = article.id = article.page_ptr_id = ids[article.path]
        article._state.adding = False  # noqa: SLF001 - as Model.save does
    insert_objects(Article, articles)


def _write_children(articles: Sequence[Article], created: Collection[int]) -> None:
    ids = [article.pk for article in articles]
    old = [pk for pk in ids if pk not in created]
    uris = {pick.uri for a in articles for pick in a.picks.all() if pick.uri}
    targets = dict(Article.objects.filter(uri__in=uris).values_list("uri", "pk"))
    for name, model, columns in _CHILDREN:
        if old:
            model.objects.filter(article_id__in=old).delete()
        children = {}
        for article in articles:
            rows = getattr(article, name).all()
            if "listed_at" in columns:
                date_rows(rows, article.published_at)
            for order, child in enumerate(rows):
                child.article_id = article.pk
                child.sort_order = order
                if isinstance(child, Pick) and child.target_id is None:
                    child.target_id = targets.get(child.uri)
                children[article.pk, order] = child
        insert_rows(
            model,
            ("article", "sort_order", *(column.removesuffix("_id") for column in columns)),
            (
                (*place, *(getattr(child, column) for column in columns))
                for place, child in children.items()
            ),
        )
        found = model.objects.filter(article_id__in=ids)
        for pk, article_id, order in found.values_list("pk", "article_id", "sort_order"):
            child = children[article_id, order]
            child.pk = child.id = pk
            child._state.adding = False  # noqa: SLF001


def _answer_waiting_picks(filed: Sequence[Article]) -> list[Article]:
    """Lead picks that waited for pieces just filed to them; gives the pieces they belong to."""
    by_uri = {article.uri: article.pk for article in filed if article.uri}
    waiting = Pick.objects.filter(target__isnull=True, uri__in=by_uri)
    owners = set(waiting.values_list("article_id", flat=True))
    if not owners:
        return []
    target = Article.objects.filter(uri=OuterRef("uri")).values("pk")[:1]
    waiting.update(target_id=Subquery(target))
    found = Article.objects.filter(pk__in=owners).exclude(pk__in=by_uri.values())
    articles = list(found.select_related("edition", "section"))
    _load_children(articles)
    return articles


def load_for_rewriting(uris: Iterable[str]) -> dict[str, Article]:
    """Pieces by uri, ready to be changed and written again; corrections come along."""
    found = (
        Article.objects.filter(uri__in=list(uris))
        .select_for_update(of=("self", "page_ptr"))
        .select_related("edition", "section", "section__locale")
    )
    articles = {article.uri: article for article in found if article.uri}
    _load_children(list(articles.values()))
    return articles


def _load_children(articles: Sequence[Article]) -> None:
    """Load what belongs to each piece with a query for each kind, not for each piece."""
    ids = [article.pk for article in articles]
    for name, model, _columns in (*_CHILDREN, _CORRECTIONS):
        by_article: dict[int, list[Model]] = {}
        found = model._default_manager.filter(article_id__in=ids)  # noqa: SLF001
        for child in found.order_by("sort_order"):
            by_article.setdefault(child.article_id, []).append(child)
        for article in articles:
            getattr(article, name).set(by_article.get(article.pk, []))


def new_article() -> Article:
    """A piece that is not written yet and has nothing; made of a pattern, as many are needed."""
    article = copy(_pattern())
    # The copy shares what it holds with the pattern; these it must have for itself.
    article._cluster_related_objects = {}  # noqa: SLF001 - modelcluster has no other way
    article.translation_key = uuid4()
    without_children(article)
    return article


@cache
def _pattern() -> Article:
    return Article()


def without_children(article: Article) -> None:
    """Say that a new piece has no children yet, so that none are looked for."""
    for relation in get_all_child_relations(Article):
        getattr(article, relation.get_accessor_name()).set([])
