"""The public facets of an article: all that decides on which pages it stands."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Any

from stoppress.newsroom import clock
from stoppress.newsroom.children import children_of
from stoppress.newsroom.models import Article


@dataclass(frozen=True, slots=True)
class Facets:
    """Where a public article stands. ``gone`` is true for one that was taken down.

    ``day`` is its calendar day in the newsroom's zone; ids are of rows of the newsroom. ``former``
    are paths that led to it, told only when it is deleted: they cannot be looked up any more.
    """

    article: int
    edition: str
    section: int
    path: str
    day: str
    gone: bool = False
    topics: tuple[int, ...] = ()
    people: tuple[int, ...] = ()
    picks: tuple[int, ...] = ()
    images: tuple[int, ...] = ()
    documents: tuple[int, ...] = ()
    translation: str = ""
    former: tuple[str, ...] = ()

    @property
    def date(self) -> dt.date:
        """The calendar day of its date line."""
        return dt.date.fromisoformat(self.day)

    @property
    def month(self) -> dt.date:
        """The first day of the month of its date line."""
        return self.date.replace(day=1)

    def as_json(self) -> dict[str, Any]:
        """As the change log keeps it."""
        return asdict(self)

    @classmethod
    def from_json(cls, stored: dict[str, Any] | None) -> Facets | None:
        """Read what ``as_json`` wrote."""
        if stored is None:
            return None
        values: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in stored.items()
        }
        return cls(**values)


def facets_of(article: Article, *, gone: bool = False) -> Facets:
    """The facets of an article that has its place; ValueError for one that has none yet."""
    if not (
        article.public_path and article.published_at and article.edition and article.section_id
    ):
        raise ValueError(f"article {article.pk} has no public path yet")
    images, documents = media_of(article)
    return Facets(
        article=article.pk,
        edition=article.edition.language_code,
        section=article.section_id,
        path=article.public_path,
        day=clock.day_of(article.published_at).isoformat(),
        gone=gone,
        topics=tuple(sorted({link.topic_id for link in children_of(article, "topic_links")})),
        people=tuple(sorted({byline.person_id for byline in children_of(article, "bylines")})),
        picks=tuple(pick.target_id for pick in children_of(article, "picks") if pick.target_id),
        images=tuple(sorted(images)),
        documents=tuple(sorted(documents)),
        translation=str(article.translation_key),
    )


def media_of(article: Article) -> tuple[set[int], set[int]]:
    """Ids of the pictures and the documents that an article shows."""
    images = {article.lead_image_id} if article.lead_image_id else set()
    documents: set[int] = set()
    for block in article.body.raw_data:
        kind, value = block["type"], block["value"]
        if kind == "image":
            images.add(value.get("image"))
        elif kind == "gallery":
            for picture in value.get("pictures", ()):
                images.add((picture.get("value") or picture).get("image"))
        elif kind == "document":
            documents.add(value.get("document"))
        elif kind in {"audio", "video"}:
            documents.add(value.get("file"))
            images.add(value.get("poster"))
    images.discard(None)
    documents.discard(None)
    return images, documents
