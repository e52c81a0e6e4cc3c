"""Readers of the newsroom of the law: every path, read through the edge."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from stoppress.edge.core.answer import Edge
from stoppress.edge.core.files import Files
from stoppress.edge.core.messages import Missing, Request, Response
from stoppress.newsroom.facets import Facets
from stoppress.newsroom.models import (
    Article,
    Change,
    FormerPath,
    FormerPerson,
    FormerSection,
    FormerTopic,
    Person,
    Topic,
)
from stoppress.newsroom.paths import card_path, live_path
from stoppress.press.reading import one_snapshot
from stoppress.site.article.blocks import document_path
from stoppress.site.editions import edition_codes, edition_of
from stoppress.site.origin import make_answer
from stoppress.site.pictures import rendition_path
from stoppress.store import Store
from tests.press_world import empty_store

DATA = "data.mdb"
FORMS = ("rss", "atom", "json")
#: Paths of every newsroom.
ALWAYS = (
    "/sitemap.xml",
    "/sitemap-news.xml",
    "/robots.txt",
    "/manifest.webmanifest",
    "/favicon.ico",
    "/nothing-here/",
)


@dataclass(frozen=True)
class Answer:
    """What a reader gets. Not part of it: when the press made it (``Last-Modified``)."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


@dataclass(frozen=True)
class Readers:
    """Readers in front of one edge, which keeps in memory what it likes."""

    store: Store
    edge: Edge

    def get(self, path: str) -> Answer:
        """The answer to ``path``; what the store lacks is made, as the origin does it."""
        request = Request("GET", path)
        found = self._ask(request)
        if isinstance(found, Missing):
            with_it = make_answer(found.path)
            found = self._ask(request)
            if isinstance(found, Missing):
                assert not with_it, f"{path} was made, yet the edge cannot serve it"
                with self.store.snapshot() as snapshot:
                    found = self.edge.not_found(request, snapshot)
        headers = sorted(header for header in found.headers if header[0] != "last-modified")
        return Answer(found.status, tuple(headers), bytes(found.body))

    def keep(self, file: Path) -> None:
        """Keep a copy of the store, which nobody may be writing to, for ``readers``."""
        self.store.flush()
        shutil.copyfile(self.store.directory / DATA, file)

    def _ask(self, request: Request) -> Response | Missing:
        with self.store.snapshot() as snapshot:
            return self.edge.answer(request, snapshot)


@contextmanager
def readers(of: Path | None = None) -> Iterator[Readers]:
    """Readers of an empty store, or of one kept; it is the newsroom's inside the block."""
    with empty_store() as store:
        if of:
            new = store.directory / "new.mdb"
            shutil.copyfile(of, new)
            new.replace(store.directory / DATA)
            store.reopen_if_replaced()
            assert store.sequence, "the copy is empty"
        store.set_meta("editions", ",".join(c for c, _ in settings.WAGTAIL_CONTENT_LANGUAGES))
        files = Files(Path(settings.MEDIA_ROOT), [])
        yield Readers(store, Edge(files, clock=lambda: 0.0))


def all_paths(forms: tuple[str, ...] = FORMS) -> set[str]:
    """Every path that answers, or ever answered, and some that never did.

    ``forms`` are those of the feeds of sections, topics and authors.
    """
    paths = set(ALWAYS)
    facets = [
        found
        for change in Change.objects.filter(kind=Change.Kind.ARTICLE)
        for found in (Facets.from_json(change.before), Facets.from_json(change.after))
        if found
    ]
    with one_snapshot():
        topics = set(Topic.objects.values_list("slug", flat=True))
        topics.update(FormerTopic.objects.values_list("slug", flat=True))
        people = set(Person.objects.values_list("slug", flat=True))
        people.update(FormerPerson.objects.values_list("slug", flat=True))
        sections = FormerSection.objects.values_list("slug", flat=True)
        for code in edition_codes():
            edition = edition_of(code)
            assert edition
            lists = [edition.url, *(section.url for section in edition.sections)]
            lists += [f"{edition.url}{slug}/" for slug in sections]
            lists += [f"{edition.url}topic/{slug}/" for slug in topics]
            lists += [f"{edition.url}author/{slug}/" for slug in people]
            paths.update(lists, [f"/-/404/{code}", live_path(code), edition.all_news_url])
            paths.add(f"{edition.url}none/")
            paths.update(f"{edition.url}feed.{form}" for form in FORMS)
            paths.update(f"{edition.url}corrections/feed.{form}" for form in FORMS)
            paths.update(f"{url}feed.{form}" for url in lists for form in forms)
            for found in facets:
                if found.edition == code:
                    archive = f"feed/{found.month:%Y-%m}"
                    paths.update(f"{url}{archive}.atom" for url in lists)
                    for form in FORMS:
                        paths.add(f"{edition.url}{archive}.{form}")
                        paths.update(f"{edition.url}topic/{t}/{archive}.{form}" for t in topics)
                    paths.update(f"{url}{found.month:%Y/%m}/" for url in lists[1:])
                    paths.add(f"{edition.all_news_url}{found.date:%Y/%m/%d}/")
                    paths.add(f"{edition.all_news_url}{found.month:%Y/%m}/")
                    paths.add(f"/sitemaps/{code}/{found.month:%Y-%m}.xml")
    paths.update(found.path for found in facets)
    paths.update(FormerPath.objects.values_list("path", flat=True))
    paths.update(card_path(pk) for pk in Article.objects.values_list("pk", flat=True)[:3])
    for image in get_image_model().objects.all():
        paths.add(rendition_path(image, min(320, image.width), "jpg"))
    paths.update(document_path(document) for document in get_document_model().objects.all())
    return paths
