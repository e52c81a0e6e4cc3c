"""What publishing leaves behind beside the piece: versions, history, references, search."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import F, Max, Model, OuterRef, Subquery, TextField
from django.db.models.functions import Cast
from modelcluster.fields import ParentalKey
from wagtail.models import Page, PageLogEntry, ReferenceIndex, Revision
from wagtail.search import index
from wagtail.search.backends import get_search_backend

from stoppress.newsroom.bulk.content import content_of
from stoppress.newsroom.bulk.draft import Draft
from stoppress.newsroom.models import Article
from stoppress.newsroom.rows import insert_rows
from stoppress.newsroom.search import usual_title_length

#: Blocks that may refer to something else in the newsroom.
_REFERRING = frozenset({"image", "gallery", "document", "audio", "video"})


def write_revisions(articles: Sequence[Article], at: datetime) -> None:
    """Write a version of each piece, and make it the latest, and the live one of public pieces."""
    if not articles:
        return
    own, base = _content_types()
    insert_rows(
        Revision,
        ("content_type", "base_content_type", "object_id", "created_at", "object_str", "content"),
        (
            (own, base, str(article.pk), at, article.title, content_of(article))
            for article in articles
        ),
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


def write_history(drafts: Sequence[Draft], created: Collection[int], at: datetime) -> None:
    """Write what was done to each piece, as the desk shows it; ``created`` are ids of new ones."""
    ids = [draft.article.pk for draft in drafts]
    revisions = dict(Page.objects.filter(pk__in=ids).values_list("pk", "latest_revision"))
    own, _base = _content_types()
    columns = ("content_type", "page", "label", "action", "timestamp", "data")
    rows: list[tuple[Any, ...]] = []
    for draft in drafts:
        article = draft.article
        for action in _actions(draft, created=article.pk in created):
            revision = None if action == "wagtail.create" else revisions[article.pk]
            named = (own, article.pk, article.title)
            rows.append((*named, action, at, {}, revision, draft.content_changed, False))
    insert_rows(PageLogEntry, (*columns, "revision", "content_changed", "deleted"), rows)


def _actions(draft: Draft, *, created: bool) -> list[str]:
    actions = ["wagtail.create"] if created else []
    if draft.article.taken_down_at:
        actions.append("stoppress.take_down")
    elif draft.article.live:
        actions.append("wagtail.publish")
    elif not created:
        actions.append("wagtail.unpublish")
    return actions


def write_references(articles: Sequence[Article], created: Collection[int]) -> None:
    """Write to what each piece refers, so that the desk can say where something is used."""
    if not articles:
        return
    own, base = _content_types()
    old = [str(article.pk) for article in articles if article.pk not in created]
    if old:
        ReferenceIndex.objects.filter(base_content_type=base, object_id__in=old).delete()
    columns = ("content_type", "base_content_type", "object_id", "to_content_type")
    insert_rows(
        ReferenceIndex,
        (*columns, "to_object_id", "model_path", "content_path", "content_path_hash"),
        (
            (own, base, str(article.pk), to_type, to_object, model_path, path, _hash(path))
            for article in articles
            for to_type, to_object, model_path, path in set(_references(article))
        ),
    )


def _references(article: Article) -> Iterator[tuple[int, str, str, str]]:
    """What Wagtail's reference index would find; only a body with pictures or links is read."""
    if any(
        block["type"] in _REFERRING or "linktype=" in str(block["value"])
        for block in article.body.raw_data
    ):
        yield from ReferenceIndex._extract_references_from_object(article)  # noqa: SLF001
        return
    for name, attribute, to_type in _foreign_keys(Article):
        value = getattr(article, attribute)
        if value is not None:
            yield to_type, str(value), name, name
    for relation in ("bylines", "topic_links", "picks", "corrections"):
        for child in getattr(article, relation).all():
            for name, attribute, to_type in _foreign_keys(child.__class__):
                value = getattr(child, attribute)
                if value is not None:
                    path = f"{relation}.{child.pk}.{name}"
                    yield to_type, str(value), f"{relation}.item.{name}", path


@cache
def _foreign_keys(model: type[Model]) -> tuple[tuple[str, str, int], ...]:
    """Name, attribute and content type of the foreign keys that the reference index follows."""
    found = []
    fields: list[Any] = model._meta.get_fields()  # noqa: SLF001
    for field in fields:
        if not (field.is_relation and field.many_to_one) or isinstance(field, ParentalKey):
            continue
        ignored = (
            getattr(one, "wagtail_reference_index_ignore", False)
            for one in (field, field.related_model)
        )
        if not any(ignored):
            to_type = ReferenceIndex._get_base_content_type(field.related_model).pk  # noqa: SLF001
            found.append((field.name, field.attname, to_type))
    return tuple(found)


def _hash(path: str) -> uuid.UUID:
    found: uuid.UUID = ReferenceIndex._get_content_path_hash(path)  # noqa: SLF001
    return found


def _content_types() -> tuple[int, int]:
    """Ids of the content types of an article, and of any page."""
    types = ContentType.objects
    return types.get_for_model(Article).pk, types.get_for_model(Page).pk


def write_search_index(drafts: Sequence[Draft], created: Collection[int]) -> None:
    """Make the pieces findable."""
    backend = get_search_backend()
    if connection.vendor != "sqlite":
        backend.add_bulk(Article, [_Indexed(draft) for draft in drafts])
        return
    # Wagtail inserts entries and then updates each for its norm, so that SQLite indexes every
    # text twice, and measures all titles of the archive for each batch.
    entries = backend.get_index_for_model(Article).entries
    own, _base = _content_types()
    old = [str(draft.article.pk) for draft in drafts if draft.article.pk not in created]
    if old:
        there = entries.filter(content_type_id=own, object_id__in=old)
        there._raw_delete(using=connection.alias)  # noqa: SLF001 - as the backend itself does
    usual = usual_title_length(entries.model)
    insert_rows(
        entries.model,
        ("content_type", "object_id", "title", "autocomplete", "body", "title_norm"),
        (
            (own, str(one.pk), one.title, one.title, one.text, usual / max(len(one.title), 1))
            for one in map(_Indexed, drafts)
        ),
    )


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
