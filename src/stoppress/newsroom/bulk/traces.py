"""What publishing leaves behind beside the article: versions, history, references."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache, lru_cache
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from modelcluster.fields import ParentalKey
from wagtail.models import Page, PageLogEntry, ReferenceIndex, Revision

from stoppress.newsroom.actions.restore import ACTION as RESTORE
from stoppress.newsroom.actions.take_down import ACTION as TAKE_DOWN
from stoppress.newsroom.actions.who import Unasked, logged
from stoppress.newsroom.bulk.content import content_of
from stoppress.newsroom.bulk.draft import Draft
from stoppress.newsroom.bulk.ids import Take
from stoppress.newsroom.children import children_of
from stoppress.newsroom.insert_rows import Insert, insert_of
from stoppress.newsroom.models import Article

#: Blocks that may refer to something else in the newsroom.
_REFERRING = frozenset({"image", "gallery", "document", "audio", "video"})


def revisions_of(articles: Sequence[Article], at: datetime, take: Take) -> Insert:
    """A version of each article, which becomes its latest, and the live one of a public article."""
    own, base = _content_types()
    ids = take(Revision, len(articles))
    columns = ("content_type", "base_content_type", "object_id", "created_at", "object_str")
    rows = [
        (pk, own, base, str(article.pk), at, article.title, content_of(article))
        for pk, article in zip(ids, articles, strict=True)
    ]
    for pk, article in zip(ids, articles, strict=True):
        article.latest_revision_id = pk
        if article.live:
            article.live_revision_id = pk
    return insert_of(Revision, ("id", *columns, "content"), rows)


class Former(NamedTuple):
    """What an article was before it is written: the title of its latest version, and its state."""

    title: str
    live: bool
    down: bool


def history_of(
    drafts: Sequence[Draft], at: datetime, by: Unasked, former: Mapping[int, Former]
) -> Insert:
    """What was done to each article, as the desk shows it.

    :param former: by id, what those were that are not new.
    """
    own, _base = _content_types()
    rows = [
        (own, draft.article.pk, draft.article.title, action, at, data, revision, changed, False)
        for draft in drafts
        for action, data, revision, changed in _done(draft, by, former.get(draft.article.pk))
    ]
    columns = ("content_type", "page", "label", "action", "timestamp", "data")
    return insert_of(PageLogEntry, (*columns, "revision", "content_changed", "deleted"), rows)


def _done(
    draft: Draft, by: Unasked, former: Former | None
) -> Iterator[tuple[str, dict[str, Any], int | None, bool]]:
    """Action, data, version, and whether the content changed: as the single verbs log them."""
    article, version = draft.article, draft.article.latest_revision_id
    if former is None:
        yield "wagtail.create", {}, None, True
    was_live, was_down = (former.live, former.down) if former else (False, False)
    withdrawn = was_live and not article.live
    if article.taken_down_at and not (withdrawn and was_down):
        yield logged(TAKE_DOWN, by), {"reason": article.takedown_reason}, None, False
    elif was_down and not article.taken_down_at:
        yield logged(RESTORE, by), {}, None, False
    if withdrawn:
        yield logged("wagtail.unpublish", by), {}, None, False
    if article.taken_down_at or not article.live or not draft.content_changed:
        return
    data: dict[str, Any] = {}
    if former and former.title != article.title:
        data = {"title": {"old": former.title, "new": article.title}}
        yield "wagtail.rename", data, version, False
    yield logged("wagtail.publish", by), data, version, True


def forget_references(articles: Sequence[Article]) -> None:
    """Take out to what articles referred before."""
    _own, base = _content_types()
    old = [str(article.pk) for article in articles]
    ReferenceIndex.objects.filter(base_content_type=base, object_id__in=old).delete()


def references_of(articles: Sequence[Article]) -> Insert:
    """To what each article refers, so that the desk can say where something is used."""
    own, base = _content_types()
    columns = ("content_type", "base_content_type", "object_id", "to_content_type")
    return insert_of(
        ReferenceIndex,
        (*columns, "to_object_id", "model_path", "content_path", "content_path_hash"),
        (
            (own, base, str(article.pk), *reference, _hash(reference[-1]))
            for article in articles
            for reference in set(_references(article))
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
        for child in children_of(article, relation):
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


#: By which Wagtail makes its hashes of paths; it reads the name anew for each.
_PATHS = uuid.UUID("bdc70d8b-e7a2-4c2a-bf43-2a3e3fcbbe86")


@lru_cache(maxsize=64)  # each article has the paths of its own columns
def _hash(path: str) -> uuid.UUID:
    """The same as ``ReferenceIndex._get_content_path_hash``."""
    return uuid.uuid5(_PATHS, path)


def _content_types() -> tuple[int, int]:
    """Ids of the content types of an article, and of any page."""
    types = ContentType.objects
    return types.get_for_model(Article).pk, types.get_for_model(Page).pk
