"""Writing many articles in one transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any
from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.models import Model
from django.db.models.base import ModelState
from wagtail.models import Page, Revision, WorkflowState

from stoppress.newsroom import clock
from stoppress.newsroom.actions.publish import set_published
from stoppress.newsroom.actions.unpublish import set_unpublished
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.bulk.compose import (
    CHILDREN,
    Composed,
    answer_picks,
    compose,
    compose_again,
)
from stoppress.newsroom.bulk.content import child_relations
from stoppress.newsroom.bulk.draft import Draft
from stoppress.newsroom.bulk.ids import Take, take_ids
from stoppress.newsroom.bulk.traces import Former, forget_references
from stoppress.newsroom.bulk.tree import place_in_tree
from stoppress.newsroom.change_log.append import hold_the_log
from stoppress.newsroom.change_log.articles import log_articles
from stoppress.newsroom.children import children_of
from stoppress.newsroom.models import Article, Correction, Held, Pick
from stoppress.newsroom.public_paths import make_way

_CORRECTIONS: tuple[str, type[Any], tuple[str, ...]] = ("corrections", Correction, ())


def write_articles(drafts: Sequence[Draft], by: Unasked) -> None:
    """Write ``drafts`` in one transaction. Each article may stand among them only once.

    It leaves the rows, history and log that the verbs of ``stoppress.newsroom.actions`` leave when
    they are done one by one. ``by`` says why nobody is asked whether they may.
    """
    with transaction.atomic():
        hold_the_log()
        at = clock.now()
        new = [draft for draft in drafts if draft.new]
        there = [draft for draft in drafts if not draft.new]
        former = _former(there)
        for draft in drafts:
            set_state(draft, at)
        filed = [draft.article for draft in new]
        place_in_tree(filed)
        give_ids(filed, take_ids)
        arrived = {(article.uri, article.locale_id): article.pk for article in filed if article.uri}
        _find_targets(drafts, arrived)
        waited = _answer_waiting_picks(arrived)
        # First what is there: a new article may take a path that another leaves.
        if there:
            rewritten = [draft.article for draft in there if draft.content_changed]
            _forget_versions(rewritten)
            _overtake(rewritten)
            for insertion in compose_again(there, at, take_ids, by, former):
                insertion.run()
        if there or waited:
            log_articles([*(draft.article for draft in there), *_as_they_stand(waited)])
        if new:
            write_composed(compose(new, at, take_ids, by))
            for article in filed:
                article._state.adding = False  # noqa: SLF001 - as Model.save does


def write_composed(composed: Composed) -> None:
    """Write new articles, inside a transaction that holds the log."""
    make_way(composed.paths, composed.ids)
    for insertion in composed.insertions:
        insertion.run()


def set_state(draft: Draft, at: datetime) -> None:
    """Set what filing, publishing or withdrawing an article sets on it.

    Raises ValueError when it has no section, ValidationError for dates that cannot be meant.
    """
    article = draft.article
    if article.section is None:
        raise ValueError("an article to be written needs its section")
    article.edition = article.section.locale
    article.locale_id = article.section.locale_id
    if not article.live:
        set_unpublished(article)
    if not draft.content_changed:
        return
    article.draft_title = article.title
    article.url_path = f"{article.section.url_path}{article.slug}/"
    article.latest_revision_created_at = at
    if article.live:
        set_published(article, at)
    if article.pk is None:
        article.content_type = ContentType.objects.get_for_model(Article)


def give_ids(articles: Sequence[Article], take: Take) -> None:
    """Give new articles the ids they will have."""
    for article, pk in zip(articles, take(Page, len(articles)), strict=True):
        article.pk = article.id = article.page_ptr_id = pk


def _forget_versions(articles: Sequence[Article]) -> None:
    """Take out what a new version gives anew."""
    if articles:
        for _name, model, _columns in CHILDREN:
            model.objects.filter(article_id__in=[article.pk for article in articles]).delete()
        forget_references(articles)


def _former(drafts: Sequence[Draft]) -> dict[int, Former]:
    """What articles are that will be written again."""
    found = Article.objects.filter(pk__in=[draft.article.pk for draft in drafts]).values_list(
        "pk", "draft_title", "live", "taken_down_at"
    )
    return {pk: Former(title, live, down is not None) for pk, title, live, down in found}


def _overtake(articles: Sequence[Article]) -> None:
    """End what was planned with earlier versions: schedules, what is held, and workflows."""
    Held.objects.filter(pk__in=[article.pk for article in articles]).delete()
    ids = [str(article.pk) for article in articles]
    versions = Revision.objects.filter(base_content_type=_any_page(), object_id__in=ids)
    versions.filter(approved_go_live_at__isnull=False).update(approved_go_live_at=None)
    active = WorkflowState.objects.active()
    for state in active.filter(base_content_type=_any_page(), object_id__in=ids):
        state.cancel()


def _any_page() -> ContentType:
    return ContentType.objects.get_for_model(Page)


def _find_targets(drafts: Sequence[Draft], arrived: Mapping[tuple[str, int], int]) -> None:
    """Lead picks to the articles that they name, which are there or are being written."""
    articles = [draft.article for draft in drafts if draft.content_changed or draft.article.pk]
    uris = {pick.uri for a in articles for pick in children_of(a, "picks") if pick.uri}
    uris -= {uri for uri, _locale in arrived}
    there = Article.objects.filter(uri__in=uris).values_list("uri", "locale_id", "pk")
    found = {(uri, locale): pk for uri, locale, pk in there} if uris else {}
    answer_picks(articles, {**found, **arrived})


def _answer_waiting_picks(arrived: Mapping[tuple[str, int], int]) -> set[int]:
    """Lead picks that waited for articles now filed to them; gives ids of those they belong to."""
    waiting = Pick.objects.filter(target__isnull=True, uri__in={uri for uri, _locale in arrived})
    rows = waiting.values_list("pk", "article_id", "uri", "article__locale_id")
    found = [
        (arrived[uri, locale], pk, article)
        for pk, article, uri, locale in rows
        if (uri, locale) in arrived
    ]
    if found:
        with connection.cursor() as cursor:
            cursor.executemany(
                "UPDATE newsroom_pick SET target_id = %s WHERE id = %s",
                [(target, pk) for target, pk, _article in found],
            )
    return {article for _target, _pk, article in found}


def _as_they_stand(ids: Collection[int]) -> list[Article]:
    """Articles as the database has them, for what readers see of them."""
    found = Article.objects.filter(pk__in=ids).select_related("edition", "section")
    articles = list(found)
    _load_children(articles)
    return articles


def load_for_rewriting(uris: Iterable[str]) -> dict[str, Article]:
    """Articles by uri, ready to be changed and written again; corrections come along."""
    found = (
        Article.objects.filter(uri__in=list(uris))
        .select_for_update(of=("self", "page_ptr"))
        .select_related("edition", "section", "section__locale")
    )
    articles = {article.uri: article for article in found if article.uri}
    _load_children(list(articles.values()))
    return articles


def _load_children(articles: Sequence[Article]) -> None:
    """Load what belongs to each article with a query for each kind, not for each article."""
    ids = [article.pk for article in articles]
    for name, model, _columns in (*CHILDREN, _CORRECTIONS):
        by_article: dict[int, list[Model]] = {}
        found = model._default_manager.filter(article_id__in=ids)  # noqa: SLF001
        for child in found.order_by("sort_order"):
            by_article.setdefault(child.article_id, []).append(child)
        for article in articles:
            getattr(article, name).set(by_article.get(article.pk, []))


def new_article() -> Article:
    """An article that is not written yet and has nothing; made of a pattern, as many are needed."""
    article = Article.__new__(Article)
    # All is shared with the pattern but what an article must have for itself. ``copy`` pickles
    # models, which takes ten times as long.
    pattern = _pattern()
    article.__dict__.update(vars(pattern))
    article._state = state = ModelState()  # noqa: SLF001 - as Model.__init__ does
    state.db = pattern._state.db  # noqa: SLF001
    state.fields_cache = pattern._state.fields_cache.copy()  # noqa: SLF001
    article.translation_key = uuid4()
    without_children(article)
    return article


@cache
def _pattern() -> Article:
    return Article()


def without_children(article: Article) -> None:
    """Say that a new article has no children yet, so that none are looked for."""
    # As setting each to none would leave it; modelcluster has no other way.
    article._cluster_related_objects = {name: [] for name, _ in child_relations()}  # noqa: SLF001
