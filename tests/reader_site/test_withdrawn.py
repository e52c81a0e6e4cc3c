"""Withdrawn is withdrawn: what is not public is on no surface, however it is asked for.

Each part of an article has a word of its own, and every kind of page in the registry is walked,
before and after. A kind that ``tests.law.reading.all_paths`` has no path of fails here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import ClassVar

import pytest
from django.conf import settings
from django.test import TestCase

from stoppress.edge.core.answer import Edge
from stoppress.edge.core.files import Files
from stoppress.edge.core.messages import Missing, Request, Response
from stoppress.edge.live.lists import LiveLists
from stoppress.newsroom.actions.delete import DeletePage, delete
from stoppress.newsroom.actions.move import move
from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.schedule import schedule
from stoppress.newsroom.actions.take_down import take_down
from stoppress.newsroom.actions.unpublish import unpublish
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.models import Article, EditionPage, SectionPage
from stoppress.newsroom.public_paths import public_path_of
from stoppress.press.follow import follow
from stoppress.press.reading import one_snapshot
from stoppress.press.registry import page_kinds
from stoppress.press.render import plan
from stoppress.site.origin import make_answer
from stoppress.store import Store
from tests.law.reading import readers
from tests.newsroom import factories
from tests.newsroom.reader import NOON, at
from tests.reader_site.withdrawn import SECRETS, Scene, every_path, lay_out, spellings

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.thorough]

LATER = NOON + timedelta(hours=2)
#: Answers that say something of what is there.
TELLING = {200, 206, 304}


@dataclass
class Stranger:
    """Somebody who asks an edge for whatever may be there; what it lacks is made.

    Not so without ``origin``: then it answers with what is stored.
    """

    store: Store
    edge: Edge
    origin: bool = True

    def ask(self, path: str, method: str = "GET", **conditions: str) -> Response:
        """The answer to a request."""
        request = Request(method, path, **conditions)
        found = self._answer(request)
        if isinstance(found, Missing) and self.origin:
            make_answer(found.path)
            found = self._answer(request)
        if isinstance(found, Missing):
            with self.store.snapshot() as snapshot:
                found = self.edge.not_found(request, snapshot)
        return found

    def _answer(self, request: Request) -> Response | Missing:
        with self.store.snapshot() as snapshot:
            return self.edge.answer(request, snapshot)


def told_by(answer: Response) -> str:
    """Everything that an answer says, in small letters."""
    body = answer.file.read_bytes() if answer.file else bytes(answer.body)
    lines = [body.decode(errors="replace"), *(f"{name}: {text}" for name, text in answer.headers)]
    return "\n".join(lines).lower()


def header(answer: Response, name: str) -> str:
    return next((text for found, text in answer.headers if found == name), "")


def leaks(path: str, answer: Response) -> Iterator[str]:
    """Words of the article in an answer that whoever asked did not say."""
    text = told_by(answer)
    yield from (
        f"{path} ({answer.status}) tells the {part}"
        for part, word in SECRETS.items()
        if word in text and word not in path.lower()
    )


class Walk(TestCase):
    """A newsroom that is laid out once; each test is rolled back to there."""

    __test__ = False

    published: ClassVar[bool]
    scene: ClassVar[Scene]
    paths: ClassVar[set[str]]
    file: ClassVar[Path]
    answers: ClassVar[dict[str, Response]]

    @classmethod
    def setUpTestData(cls) -> None:
        """Lay it out, and keep a store in which all of it was asked for."""
        kept = TemporaryDirectory(prefix="stoppress-withdrawn-")
        cls.addClassCleanup(kept.cleanup)
        cls.file = Path(kept.name) / "store"
        with at(NOON), readers() as reader:
            cls.scene = lay_out(published=cls.published)
            follow()
            cls.paths = every_path(cls.scene)
            stranger = Stranger(reader.store, reader.edge)
            cls.answers = {path: stranger.ask(path) for path in sorted(cls.paths)}
            reader.keep(cls.file)

    @property
    def article(self) -> Article:
        """The article as it stands."""
        return Article.objects.get(pk=self.scene.article.pk)

    def edition(self) -> EditionPage:
        """The edition that it stands in."""
        return EditionPage.objects.get(locale=self.scene.article.locale_id)

    def section(self) -> SectionPage:
        """The section that it stands in."""
        return SectionPage.objects.get(pk=self.scene.article.section_id)

    def gone_after(self, withdraw: Callable[[], object]) -> None:
        """Nothing of the article is told once ``withdraw`` was called.

        By the edge that has told it before, by one that begins with the same store, and from
        nothing. From nothing only its own paths are asked for: of all others the law of freshness
        says that they are the same.
        """
        with at(NOON), readers(self.file) as kept:
            stranger = Stranger(kept.store, kept.edge)
            lists = LiveLists(kept.store)
            followed = lists.follow("/-/live/az")
            assert followed is not None
            before = followed.version
            for path, answer in self.answers.items():
                for _ in range(2 if answer.status in TELLING else 1):  # twice: the edge keeps them
                    stranger.ask(path)
            withdraw()
            follow()
            paths = self.paths | every_path(self.scene)
            found = [*self._told(stranger, paths), *self._told_in_other_spellings(stranger)]
            list_now = lists.follow("/-/live/az")
            for version in (None, before) if list_now else ():
                event = list_now.since(version).decode().lower() if list_now else ""
                found += [f"live list tells {word}" for word in SECRETS.values() if word in event]
            edge = Edge(Files(Path(settings.MEDIA_ROOT)), clock=lambda: 0.0)
            found += self._told(Stranger(kept.store, edge, origin=False), paths)
        with at(NOON), readers() as fresh:
            stranger = Stranger(fresh.store, fresh.edge)
            found += self._told(stranger, self._own_paths())
            found += self._told_in_other_spellings(stranger)
        assert not found, found

    def _told(self, stranger: Stranger, paths: Iterable[str]) -> Iterator[str]:
        own, one_of_each = self._own_paths(), self._one_of_each()
        for path in sorted(paths):
            answer = stranger.ask(path)
            yield from leaks(path, answer)
            if path in own and answer.status in TELLING:
                yield f"{path} is answered with {answer.status}"
            if path in one_of_each:
                had = self.answers.get(path)
                tag = header(had, "etag") if had else ""
                asked = (
                    stranger.ask(path, "HEAD"),
                    stranger.ask(path, if_none_match=tag or "*"),
                    stranger.ask(path, range="bytes=0-9", if_range=tag or '"any"'),
                )
                told = {one.status for one in asked} & TELLING
                if told:
                    yield f"{path} is answered with {told}"

    def _told_in_other_spellings(self, stranger: Stranger) -> Iterator[str]:
        for path in sorted(self._one_of_each()):
            for other in spellings(path):
                answer = stranger.ask(other)
                yield from leaks(other, answer)
                if answer.status in TELLING:
                    yield f"{other} is answered with {answer.status}"

    def _one_of_each(self) -> set[str]:
        """Its own paths, but of its pictures one form: one rule decides for all forms."""
        pictures = sorted(path for path in self._own_paths() if path.startswith("/media/pictures/"))
        return self._own_paths() - set(pictures[1:])

    def _own_paths(self) -> set[str]:
        return {*self.scene.own_paths(), *self._article_paths()}

    def _article_paths(self) -> set[str]:
        path = self.scene.article.public_path or public_path_of(self.scene.article)
        former = path.replace(SECRETS["headline"], SECRETS["former address"])
        return {path, former}


class TestOncePublic(Walk):
    """Withdrawn in each way there is."""

    __test__ = True
    published = True

    def test_before_it_is_withdrawn_every_kind_of_page_is_walked_and_every_word_is_told(
        self,
    ) -> None:
        """So that the other tests can fail."""
        with at(NOON), one_snapshot():
            kinds = {found[0].name for path in self.paths if (found := plan(path))}
        unknown = set(page_kinds) - kinds
        assert not unknown, f"name a path of {unknown} in all_paths"
        told = {leak for path in self.paths for leak in leaks(path, self.answers[path])}
        parts = {part for part in SECRETS if any(leak.endswith(f"the {part}") for leak in told)}
        assert parts == set(SECRETS) - {"former address"}
        assert {self.answers[path].status for path in self._own_paths()} == {200, 301}

    def test_unpublished(self) -> None:
        self.gone_after(lambda: unpublish(self.article, Unasked.COMMAND))

    def test_deleted(self) -> None:
        self.gone_after(lambda: delete(self.article, Unasked.COMMAND))

    def test_taken_down(self) -> None:
        self.gone_after(lambda: take_down(self.article, "Not confirmed.", Unasked.COMMAND))

    def test_under_an_embargo(self) -> None:
        self.gone_after(lambda: self._publish_with(embargo_until=LATER))

    @pytest.mark.long
    def test_public_only_later(self) -> None:
        self.gone_after(lambda: self._publish_with(public_since=LATER))

    @pytest.mark.long
    def test_expired(self) -> None:
        self.gone_after(lambda: self._publish_with(public_until=NOON - timedelta(minutes=1)))

    @pytest.mark.long
    def test_its_section_closed(self) -> None:
        self.gone_after(lambda: unpublish(self.section(), Unasked.COMMAND))

    @pytest.mark.long
    def test_its_section_deleted(self) -> None:
        self.gone_after(lambda: DeletePage(self.section(), user=None).execute())

    @pytest.mark.long
    def test_moved_to_a_closed_section(self) -> None:
        closed = factories.section("Sport", self.edition())
        unpublish(closed, Unasked.COMMAND)
        self.gone_after(lambda: move(self.article, closed, Unasked.COMMAND))

    def test_its_edition_closed(self) -> None:
        self.gone_after(lambda: unpublish(self.edition(), Unasked.COMMAND))

    @pytest.mark.long
    def test_its_edition_deleted(self) -> None:
        self.gone_after(lambda: DeletePage(self.edition(), user=None).execute())

    @pytest.mark.long
    def test_taken_down_and_its_edition_closed(self) -> None:
        def withdraw() -> None:
            take_down(self.article, "Not confirmed.", Unasked.COMMAND)
            unpublish(self.edition(), Unasked.COMMAND)

        self.gone_after(withdraw)

    def _publish_with(self, **dates: object) -> None:
        article = self.article
        for name, value in dates.items():
            setattr(article, name, value)
        publish(article, Unasked.COMMAND)


class TestNeverPublic(Walk):
    """Not published yet."""

    __test__ = True
    published = False

    def test_a_draft(self) -> None:
        self.gone_after(self.article.save_revision)

    @pytest.mark.long
    def test_scheduled(self) -> None:
        self.gone_after(lambda: schedule(self.article, LATER, Unasked.COMMAND))

    def test_published_under_an_embargo(self) -> None:
        def publish_under_embargo() -> None:
            article = self.article
            article.embargo_until = LATER
            publish(article, Unasked.COMMAND)

        self.gone_after(publish_under_embargo)
