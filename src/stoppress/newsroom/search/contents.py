"""The entries of the index: which words and marks an article, person, topic or picture is found by.

A piece that is published and has changes has two entries: one for readers with the words that are
published, one for the desk with those and the newest. Else one entry serves both.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from wagtail.images import get_image_model
from wagtail.models import Revision

from stoppress.newsroom.models import (
    Article,
    ArticleTopic,
    Byline,
    Person,
    PictureDetails,
    SearchEntry,
    SectionPage,
    Topic,
)
from stoppress.newsroom.models.editions import default_language
from stoppress.newsroom.search import marks
from stoppress.newsroom.search.marks import Scope, Standing
from stoppress.newsroom.search.sounds import sounds_of
from stoppress.newsroom.search.table import Entry
from stoppress.newsroom.search.versions import Quotation, Version, published, version_of_content
from stoppress.newsroom.search.words import tokens_of

_Kind = SearchEntry.Kind


@dataclass(frozen=True, slots=True)
class Contents:
    """One part of the newsroom that can be found.

    :param kinds: of its entries.
    :param rows: all its rows.
    :param entries: the entries of the rows with these ids; none of what is not there any more.
    """

    kinds: tuple[SearchEntry.Kind, ...]
    rows: Callable[[], QuerySet[Any]]
    entries: Callable[[Collection[int]], list[Entry]]


def _entries_of_pieces(ids: Collection[int]) -> list[Entry]:
    return [entry for piece in _pieces(ids) for entry in piece.entries()]


def _pieces(ids: Collection[int]) -> Iterator[_Piece]:
    articles = list(Article.objects.filter(pk__in=ids).select_related("locale"))
    people = _linked(Byline.objects.filter(article_id__in=ids), "person_id")
    topics = _linked(ArticleTopic.objects.filter(article_id__in=ids), "topic_id")
    changed = [a.latest_revision_id for a in articles if not a.live or a.has_unpublished_changes]
    revisions = Revision.objects.in_bulk([pk for pk in changed if pk])
    pieces = []
    for article in articles:
        row = published(article, people.get(article.pk, ()), topics.get(article.pk, ()))
        revision = revisions.get(article.latest_revision_id)
        newest = version_of_content(revision.content) if revision else row
        pieces.append(_Piece(article, row if article.live else None, newest))
    versions = [version for piece in pieces for version in (piece.live, piece.newest) if version]
    names = _names(Person, "name", (pk for version in versions for pk in version.people))
    titles = _names(Topic, "title", (pk for version in versions for pk in version.topics))
    sections = _names(SectionPage, "title", (a.section_id for a in articles if a.section_id))

    def named(piece: _Piece, version: Version) -> Version:
        texts = (
            *version.texts,
            *(names.get(pk, "") for pk in version.people),
            *(titles.get(pk, "") for pk in version.topics),
            sections.get(piece.article.section_id or 0, ""),
        )
        return replace(version, texts=texts)

    for piece in pieces:
        live = piece.live and named(piece, piece.live)
        yield replace(piece, live=live, newest=named(piece, piece.newest))


@dataclass(frozen=True, slots=True)
class _Piece:
    """An article, as it is published, if it is, and as it is worked on."""

    article: Article
    live: Version | None
    newest: Version

    def entries(self) -> Iterator[Entry]:
        """Those of the article and of its quotations."""
        if self.live is None:
            yield from self._entries((Scope.DESK,), [self.newest])
        elif self.live == self.newest:
            yield from self._entries((Scope.DESK, Scope.READERS), [self.live])
        else:
            yield from self._entries((Scope.READERS,), [self.live])
            yield from self._entries((Scope.DESK,), [self.live, self.newest])

    def _entries(self, scopes: Iterable[Scope], versions: list[Version]) -> Iterator[Entry]:
        article, language = self.article, self.article.locale.language_code
        own = {
            *scopes,
            self._standing,
            marks.of_edition(article.locale_id),
            *(marks.by_person(pk) for version in versions for pk in version.people),
            *(marks.about_topic(pk) for version in versions for pk in version.topics),
        }
        if article.section_id:
            own.add(marks.of_section(article.section_id))
        texts = [text for version in versions for text in version.texts]
        yield _entry(
            _Kind.PIECE,
            article.pk,
            self._second,
            texts,
            language,
            own | {marks.of_title(version.title) for version in versions},
        )
        quotations: dict[Quotation, None] = {q: None for v in versions for q in v.quotations}
        for quotation in quotations:
            yield _entry(
                _Kind.QUOTATION,
                article.pk,
                self._second,
                quotation.texts,
                language,
                own,
                text=quotation.words,
                speaker=quotation.speaker,
            )

    @property
    def _standing(self) -> Standing:
        if not self.article.live:
            return Standing.DRAFT
        return Standing.TAKEN_DOWN if self.article.taken_down_at else Standing.PUBLISHED

    @property
    def _second(self) -> int:
        article = self.article
        return _second_of(article.published_at or article.latest_revision_created_at)


def _entries_of_people(ids: Collection[int]) -> list[Entry]:
    return [
        _entry(
            _Kind.PERSON,
            person.pk,
            person.pk,
            [person.name, person.role, person.bio],
            default_language(),
            {*Scope, marks.of_title(person.name)},
        )
        for person in Person.objects.filter(pk__in=ids)
    ]


def _entries_of_topics(ids: Collection[int]) -> list[Entry]:
    return [
        _entry(
            _Kind.TOPIC,
            topic.pk,
            topic.pk,
            [topic.title, topic.background],
            topic.locale.language_code,
            {*Scope, marks.of_edition(topic.locale_id), marks.of_title(topic.title)},
        )
        for topic in Topic.objects.filter(pk__in=ids).select_related("locale")
    ]


def _entries_of_pictures(ids: Collection[int]) -> list[Entry]:
    pictures = get_image_model().objects.filter(pk__in=ids).prefetch_related("tags")
    details = PictureDetails.objects.in_bulk(ids)
    return [
        _entry(
            _Kind.PICTURE,
            picture.pk,
            _second_of(picture.created_at),
            [
                picture.title,
                picture.description,
                *_words_of(details.get(picture.pk)),
                *(tag.name for tag in picture.tags.all()),
            ],
            default_language(),
            {Scope.DESK, marks.of_title(picture.title)},
        )
        for picture in pictures
    ]


def _words_of(details: PictureDetails | None) -> Iterator[str]:
    if details:
        yield from (details.caption, details.credit, details.photographer)


def _all_pictures() -> QuerySet[Any]:
    pictures: QuerySet[Any] = get_image_model().objects.all()
    return pictures


PIECES = Contents((_Kind.PIECE, _Kind.QUOTATION), Article.objects.all, _entries_of_pieces)
PEOPLE = Contents((_Kind.PERSON,), Person.objects.all, _entries_of_people)
TOPICS = Contents((_Kind.TOPIC,), Topic.objects.all, _entries_of_topics)
PICTURES = Contents((_Kind.PICTURE,), _all_pictures, _entries_of_pictures)


def _entry(
    kind: SearchEntry.Kind,
    pk: int,
    second: int,
    texts: Iterable[str],
    language: str,
    own: Collection[str],
    *,
    text: str = "",
    speaker: str = "",
) -> Entry:
    words = "\n".join(filter(None, texts))
    tokens = {*tokens_of(words, language), *sounds_of(words)}
    if kind in marks.FEW:
        tokens |= {marks.among_few(kind, token) for token in tokens}
    tokens |= {*map(str, own), marks.of_kind(kind)}
    return Entry(kind, pk, second, tokens, text, speaker)


def _linked(rows: QuerySet[Any], name: str) -> dict[int, list[int]]:
    """By article, the ids that its rows name."""
    found: dict[int, list[int]] = {}
    for article, pk in rows.order_by("sort_order").values_list("article_id", name):
        found.setdefault(article, []).append(pk)
    return found


def _names(model: Any, name: str, ids: Iterable[int]) -> Mapping[int, str]:
    return dict(model.objects.filter(pk__in=set(ids)).values_list("pk", name))


def _second_of(moment: datetime | None) -> int:
    return int(moment.timestamp()) if moment else 0
