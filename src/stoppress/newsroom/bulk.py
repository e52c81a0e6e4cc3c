"""Writing many pieces at once, with all that publishing them one by one would leave behind.

Page tree, revisions, history, reference index, search index, public paths and change log are
filled in a number of queries that does not grow with the number of pieces.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.models import F, Field, Manager, Max, OuterRef, Subquery, TextField
from django.db.models.constants import OnConflict
from django.db.models.functions import Cast
from django.db.models.sql import InsertQuery
from modelcluster.models import get_all_child_relations
from treebeard.numconv import NumConv
from wagtail.models import Page, PageLogEntry, ReferenceIndex, Revision
from wagtail.search import index
from wagtail.search.backends import get_search_backend

from stoppress.newsroom import clock
from stoppress.newsroom.facets import Facets, facets_of
from stoppress.newsroom.models import (
    Article,
    ArticleTopic,
    Byline,
    Change,
    Correction,
    FormerPath,
    Pick,
    PublicState,
    SectionPage,
)
from stoppress.newsroom.public import next_moment, public_articles
from stoppress.newsroom.record import hold_the_log, public_path_of
from stoppress.newsroom.slugs import readable_slug

#: What of a page's row a new version changes.
_PAGE_COLUMNS = (
    "title",
    "draft_title",
    "live",
    "has_unpublished_changes",
    "first_published_at",
    "last_published_at",
    "latest_revision_created_at",
    "live_revision",
    "expired",
    "go_live_at",
    "expire_at",
)
#: What belongs to a piece and is given anew by each version, by its name on the piece.
_REPLACED: dict[str, Manager[Any]] = {
    "bylines": Byline.objects,
    "topic_links": ArticleTopic.objects,
    "picks": Pick.objects,
}


@dataclass(frozen=True, slots=True)
class Draft:
    """A piece to be written: a new one below its section, or a new version of one that exists.

    :param article: as it shall stand, with ``section`` set and its bylines, topics and picks in
        hand; ``live`` says whether it is published.
    :param text: of the body, for the search index.
    :param content_changed: false when only its state changed; then no version is made.
    """

    article: Article
    text: str = ""
    content_changed: bool = True

    @property
    def new(self) -> bool:
        """Whether the piece does not exist yet."""
        return self.article.pk is None


def write_articles(drafts: Sequence[Draft]) -> None:
    """Write ``drafts`` in one transaction. Each piece may stand among them only once."""
    with transaction.atomic():
        hold_the_log()
        at = clock.now()
        filed = [draft.article for draft in drafts if draft.new]
        rewritten = [draft for draft in drafts if draft.content_changed or draft.new]
        created = {id(article) for article in filed}
        for draft in drafts:
            _set_state(draft.article, at, created=id(draft.article) in created)
        _place_in_tree(filed)
        _write_rows([draft.article for draft in drafts], created)
        _write_children([draft.article for draft in rewritten], created)
        owners = _answer_waiting_picks(filed)
        _write_revisions([draft.article for draft in rewritten], at)
        _write_history(drafts, created, at)
        articles = [draft.article for draft in rewritten]
        _write_references(articles, created)
        backend = get_search_backend()
        backend.add_bulk(Article, [_Indexed(draft) for draft in rewritten])
        record_articles([*(draft.article for draft in drafts), *owners])


def record_articles(articles: Iterable[Article]) -> None:
    """Do for many what ``record.record_article`` does for one, as one bulk of changes.

    ``articles`` are as they stand in the database, with ``edition`` and ``section`` loaded.
    """
    by_id = {article.pk: article for article in articles}
    at = clock.now()
    states = PublicState.objects.in_bulk(by_id)
    public = set(public_articles(at).filter(pk__in=by_id).values_list("pk", flat=True))
    gone = {pk for pk, a in by_id.items() if pk not in public and a.taken_down_at and a.public_path}
    _place([by_id[pk] for pk in by_id if pk in public or pk in gone])
    changes: list[Change] = []
    rows: list[PublicState] = []
    for pk, article in by_id.items():
        before = Facets.from_json(states[pk].facets) if pk in states else None
        after = facets_of(article, gone=pk in gone) if pk in public or pk in gone else None
        due = next_moment(article, at) if article.live else None
        if pk in states or after is not None or due is not None:
            facets = after.as_json() if after else None
            rows.append(PublicState(article_id=pk, facets=facets, next_due=due))
        seen = after or before
        if seen is not None:
            changes.append(
                Change(
                    at=at,
                    kind=Change.Kind.ARTICLE,
                    object_id=pk,
                    edition=seen.edition,
                    before=before.as_json() if before else None,
                    after=after.as_json() if after else None,
                    bulk=True,
                )
            )
    PublicState.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["article"],
        update_fields=["facets", "next_due"],
    )
    Change.objects.bulk_create(changes)


def _place(articles: Sequence[Article]) -> None:
    """Give public paths; those that are left become redirects, those taken stop being ones."""
    moved = [(a, path) for a in articles if (path := public_path_of(a)) != a.public_path]
    if not moved:
        return
    former = [FormerPath(path=a.public_path, article_id=a.pk) for a, _new in moved if a.public_path]
    paths = [path for _article, path in moved]
    FormerPath.objects.bulk_create(
        former, update_conflicts=True, unique_fields=["path"], update_fields=["article"]
    )
    FormerPath.objects.filter(path__in=paths).delete()
    ids = [article.pk for article, _path in moved]
    Article.objects.filter(public_path__in=paths).exclude(pk__in=ids).update(public_path=None)
    if former:  # paths may be exchanged among them
        Article.objects.filter(pk__in=ids).update(public_path=None)
    for article, path in moved:
        article.public_path = path
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE newsroom_article SET public_path = %s WHERE page_ptr_id = %s",
            [(path, article.pk) for article, path in moved],
        )


def _set_state(article: Article, at: datetime, *, created: bool) -> None:
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
    article.edition_id = article.section.locale_id
    article.locale_id = article.section.locale_id
    if created:
        article.content_type = ContentType.objects.get_for_model(Article)


# the page tree


def _place_in_tree(articles: Sequence[Article]) -> None:
    """Give new pieces slugs, and places after the last piece of their sections."""
    by_section: dict[int, list[Article]] = {}
    for article in articles:
        by_section.setdefault(article.section_id, []).append(article)
    for section_id, pieces in by_section.items():
        section = SectionPage.objects.select_for_update().get(pk=section_id)
        below = Page.objects.filter(path__startswith=section.path, depth=section.depth + 1)
        last = below.order_by("-path").values_list("path", flat=True).first()
        numbers = NumConv(Page.alphabet)
        step = numbers.str2int(last[len(section.path) :]) if last else 0
        taken = set[str]()
        _give_slugs(pieces, section, taken)
        for article in pieces:
            step += 1
            place = numbers.int2str(step).rjust(Page.steplen, Page.alphabet[0])
            article.path = section.path + place
            article.depth = section.depth + 1
            article.numchild = 0
            article.url_path = f"{section.url_path}{article.slug}/"
        Page.objects.filter(pk=section_id).update(numchild=F("numchild") + len(pieces))


def _give_slugs(pieces: Sequence[Article], section: SectionPage, taken: set[str]) -> None:
    """Slugs of the headlines, made free by numbers as Wagtail does."""
    language = section.locale.language_code
    bases = {id(a): a.slug or readable_slug(a.title, language) or "piece" for a in pieces}
    below = Page.objects.filter(path__startswith=section.path, depth=section.depth + 1)
    slugs = below.values_list("slug", flat=True)
    met = set(slugs.filter(slug__in=set(bases.values())))
    taken |= met
    numbered = set[str]()
    nexts: dict[str, int] = {}
    for article in pieces:
        base = bases[id(article)]
        slug = base
        if slug in taken:
            if base in met and base not in numbered:
                taken |= set(slugs.filter(slug__startswith=f"{base}-"))
                numbered.add(base)
            number = nexts.get(base, 2)
            while f"{base}-{number}" in taken:
                number += 1
            nexts[base] = number + 1
            slug = f"{base}-{number}"
        taken.add(slug)
        article.slug = slug


# rows


def _write_rows(articles: Sequence[Article], created: set[int]) -> None:
    new = [article for article in articles if id(article) in created]
    old = [article for article in articles if id(article) not in created]
    pages = Page.objects.bulk_create([_page_of(article) for article in new])
    for article, page in zip(new, pages, strict=True):
        article.pk = article.id = article.page_ptr_id = page.pk
        article._state.adding = False  # noqa: SLF001 - as Model.save does
    Page.objects.bulk_create(
        [_page_of(article) for article in old],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=_PAGE_COLUMNS,
    )
    _insert_articles(new)
    _insert_articles(old, update=True)


def _page_of(article: Article) -> Page:
    fields = Page._meta.concrete_fields  # noqa: SLF001 - Django's documented API
    return Page(**{field.attname: getattr(article, field.attname) for field in fields})


def _insert_articles(articles: Sequence[Article], *, update: bool = False) -> None:
    """Rows of ``Article`` alone; Django has no bulk insert for models that extend another."""
    about = Article._meta  # noqa: SLF001 - Django's documented API
    fields: list[Field] = list(about.local_concrete_fields)  # type: ignore[type-arg]
    size = max(1, connection.ops.bulk_batch_size(fields, articles))
    for start in range(0, len(articles), size):
        query = (
            InsertQuery(
                Article,
                on_conflict=OnConflict.UPDATE,
                update_fields=[field for field in fields if not field.primary_key],
                unique_fields=[about.pk],
            )
            if update
            else InsertQuery(Article)
        )
        query.insert_values(fields, list(articles[start : start + size]))
        query.get_compiler(connection=connection).execute_sql()


def _write_children(articles: Sequence[Article], created: set[int]) -> None:
    old = [article.pk for article in articles if id(article) not in created]
    uris = {pick.uri for a in articles for pick in a.picks.all() if pick.uri}
    targets = dict(Article.objects.filter(uri__in=uris).values_list("uri", "pk"))
    for name, rows_of in _REPLACED.items():
        if old:
            rows_of.filter(article_id__in=old).delete()
        rows = []
        for article in articles:
            for order, child in enumerate(getattr(article, name).all()):
                child.pk = None
                child.article_id = article.pk
                child.sort_order = order
                if isinstance(child, Pick) and child.target_id is None:
                    child.target_id = targets.get(child.uri)
                rows.append(child)
        rows_of.bulk_create(rows)


def _answer_waiting_picks(filed: Sequence[Article]) -> list[Article]:
    """Lead picks that waited for pieces just filed to them; gives the pieces they belong to."""
    by_uri = {article.uri: article.pk for article in filed if article.uri}
    waiting = Pick.objects.filter(target__isnull=True, uri__in=by_uri)
    owners = set(waiting.values_list("article_id", flat=True))
    if not owners:
        return []
    target = Article.objects.filter(uri=OuterRef("uri")).values("pk")[:1]
    waiting.update(target_id=Subquery(target))
    return list(
        Article.objects.filter(pk__in=owners)
        .exclude(pk__in=by_uri.values())
        .select_related("edition", "section")
    )


# versions, history, indexes


def _write_revisions(articles: Sequence[Article], at: datetime) -> None:
    if not articles:
        return
    own, base = ContentType.objects.get_for_models(Article, Page).values()
    Revision.objects.bulk_create(
        [
            Revision(
                content_type=own,
                base_content_type=base,
                object_id=str(article.pk),
                created_at=at,
                object_str=article.title,
                content=article.serializable_data(),
            )
            for article in articles
        ]
    )
    latest = (
        Revision.objects.filter(base_content_type=base, object_id=OuterRef("key"))
        .order_by()
        .values("object_id")
        .annotate(latest=Max("pk"))
        .values("latest")
    )
    keyed = Page.objects.annotate(key=Cast("pk", TextField()))
    written = [article.pk for article in articles]
    keyed.filter(pk__in=written).update(latest_revision_id=Subquery(latest))
    public = [article.pk for article in articles if article.live]
    Page.objects.filter(pk__in=public).update(live_revision_id=F("latest_revision_id"))


def _write_history(drafts: Sequence[Draft], created: set[int], at: datetime) -> None:
    articles = [draft.article for draft in drafts]
    revisions = dict(
        Page.objects.filter(pk__in=[a.pk for a in articles]).values_list("pk", "latest_revision")
    )
    own = ContentType.objects.get_for_model(Article)
    entries = []
    for draft in drafts:
        article = draft.article
        entries += [
            PageLogEntry(
                content_type=own,
                page_id=article.pk,
                label=article.title,
                action=action,
                timestamp=at,
                data={},
                revision_id=None if action == "wagtail.create" else revisions[article.pk],
                content_changed=draft.content_changed,
            )
            for action in _actions(draft, created=id(article) in created)
        ]
    PageLogEntry.objects.bulk_create(entries)


def _actions(draft: Draft, *, created: bool) -> list[str]:
    actions = ["wagtail.create"] if created else []
    if draft.article.taken_down_at:
        actions.append("stoppress.take_down")
    elif draft.article.live:
        actions.append("wagtail.publish")
    elif not created:
        actions.append("wagtail.unpublish")
    return actions


def _write_references(articles: Sequence[Article], created: set[int]) -> None:
    if not articles:
        return
    own, base = ContentType.objects.get_for_models(Article, Page).values()
    old = [str(article.pk) for article in articles if id(article) not in created]
    if old:
        ReferenceIndex.objects.filter(base_content_type=base, object_id__in=old).delete()
    ReferenceIndex.objects.bulk_create(
        [
            ReferenceIndex(
                content_type=own,
                base_content_type=base,
                object_id=str(article.pk),
                to_content_type_id=to_type,
                to_object_id=to_object,
                model_path=model_path,
                content_path=content_path,
                content_path_hash=ReferenceIndex._get_content_path_hash(content_path),  # noqa: SLF001
            )
            for article in articles
            for to_type, to_object, model_path, content_path in set(
                ReferenceIndex._extract_references_from_object(_without_plain_body(article))  # noqa: SLF001
            )
        ],
        ignore_conflicts=True,
    )


def _without_plain_body(article: Article) -> Article:
    """The piece without its body when no block of it can refer to anything, which is quicker."""
    if any(
        block["type"] in ("image", "gallery", "document", "audio", "video")
        or "linktype=" in str(block["value"])
        for block in article.body.raw_data
    ):
        return article
    bare = copy.copy(article)
    bare.body = []
    return bare


class _Words(index.SearchField):
    """A field of the search index whose text is known already."""

    def get_value(self, obj: _Indexed) -> str:
        return str(getattr(obj, self.field_name))


class _Beginnings(index.AutocompleteField):
    """The same for completing words."""

    def get_value(self, obj: _Indexed) -> str:
        return str(getattr(obj, self.field_name))


class _Indexed:
    """A piece as the search index sees it; reading its blocks again would take the most time."""

    def __init__(self, draft: Draft) -> None:
        article = draft.article
        self.pk = article.pk
        self.title = article.title
        self.text = " ".join(t for t in (article.deck, article.summary, draft.text) if t)

    @staticmethod
    def get_search_fields() -> list[index.BaseField]:
        return [_Words("title"), _Beginnings("title"), _Words("text")]


def load_for_rewriting(uris: Iterable[str]) -> dict[str, Article]:
    """Pieces by uri, ready to be changed and written again; corrections come along."""
    found = Article.objects.filter(uri__in=list(uris)).select_related(
        "edition", "section", "section__locale"
    )
    articles = {article.uri: article for article in found}
    corrections: dict[int, list[Correction]] = {}
    ids = [article.pk for article in articles.values()]
    for correction in Correction.objects.filter(article_id__in=ids):
        corrections.setdefault(correction.article_id, []).append(correction)
    for article in articles.values():
        for relation in get_all_child_relations(Article):
            name = relation.get_accessor_name()
            if name == "corrections":
                article.corrections.set(corrections.get(article.pk, []))
    return {uri: article for uri, article in articles.items() if uri}


def without_children(article: Article) -> None:
    """Say that a new piece has no children yet, so that none are looked for."""
    for relation in get_all_child_relations(Article):
        getattr(article, relation.get_accessor_name()).set([])
