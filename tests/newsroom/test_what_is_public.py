"""One queryset decides what readers see: each state of a piece against every surface."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from stoppress.newsroom.actions.delete import delete
from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.restore import restore
from stoppress.newsroom.actions.strike_due import strike_due
from stoppress.newsroom.actions.take_down import take_down
from stoppress.newsroom.actions.unpublish import unpublish
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.models import Article, SectionPage
from tests.newsroom import factories
from tests.newsroom.reader import NOON, Reader, at
from tests.newsroom.surfaces import PATH, Surfaces, lay_out

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]

LATER = timedelta(hours=2)


def taken_down(article: Article) -> None:
    take_down(article, "The account could not be confirmed.", Unasked.COMMAND)


def embargoed(article: Article) -> None:
    article.embargo_until = NOON + LATER
    publish(article, Unasked.COMMAND)


def not_public_yet(article: Article) -> None:
    article.public_since = NOON + LATER
    publish(article, Unasked.COMMAND)


def expired(article: Article) -> None:
    article.public_until = NOON - LATER
    publish(article, Unasked.COMMAND)


def in_an_unpublished_section(article: Article) -> None:
    unpublish(SectionPage.objects.get(pk=article.section_id), Unasked.COMMAND)


def unpublished(article: Article) -> None:
    unpublish(article, Unasked.COMMAND)


def deleted(article: Article) -> None:
    delete(article, Unasked.COMMAND)


HIDDEN: dict[Callable[[Article], object], int] = {
    unpublished: 404,
    taken_down: 410,
    embargoed: 404,
    not_public_yet: 404,
    expired: 404,
    in_an_unpublished_section: 404,
    deleted: 404,
}


def test_a_published_piece_is_on_every_surface(noon: datetime, reader: Reader) -> None:
    surfaces = lay_out(publish_it=True)

    assert surfaces.names() - surfaces.showing(reader) == set()


@pytest.mark.parametrize("hide", HIDDEN, ids=lambda hide: hide.__name__)
def test_a_piece_that_is_hidden_leaves_every_surface(
    hide: Callable[[Article], object], noon: datetime, reader: Reader
) -> None:
    surfaces = lay_out(publish_it=True)
    assert "front" in surfaces.showing(reader)

    hide(Article.objects.get(pk=surfaces.article.pk))

    assert surfaces.showing(reader) == set()
    assert reader.status(PATH) == HIDDEN[hide]


@pytest.mark.parametrize("state", ["draft", "scheduled", "draft upon draft"])
def test_a_piece_that_was_never_public_is_on_no_surface(
    state: str, noon: datetime, reader: Reader
) -> None:
    surfaces = lay_out(publish_it=False)
    article = Article.objects.get(pk=surfaces.article.pk)
    if state == "scheduled":
        article.go_live_at = noon + LATER
        publish(article, Unasked.COMMAND)
    elif state == "draft upon draft":
        article.deck = "Once more."
        article.save_revision()

    assert surfaces.showing(reader) == set()
    assert reader.status(PATH) == 404


@pytest.mark.parametrize("field", ["embargo_until", "public_since", "go_live_at"])
def test_the_clock_alone_brings_a_piece_to_every_surface(
    field: str, noon: datetime, reader: Reader
) -> None:
    surfaces = lay_out(publish_it=False)
    article = Article.objects.get(pk=surfaces.article.pk)
    setattr(article, field, noon + LATER)
    publish(article, Unasked.COMMAND)
    assert surfaces.showing(reader) == set()

    with at(noon + LATER + timedelta(seconds=1)):
        strike_due()
        assert surfaces.names() - surfaces.showing(reader) == set()
        assert strike_due() == 0


def test_the_clock_alone_takes_a_piece_off_every_surface(noon: datetime, reader: Reader) -> None:
    surfaces = lay_out(publish_it=True, public_until=noon + LATER)
    assert "page" in surfaces.showing(reader)

    with at(noon + LATER):
        strike_due()
        assert surfaces.showing(reader) == set()


def test_what_was_published_or_came_due_in_a_closed_section_is_there_when_it_opens(
    noon: datetime, reader: Reader
) -> None:
    factories.article("The quay")
    harbour = unpublish(factories.section("Harbour"), Unasked.COMMAND)
    factories.article("The ferry is back", into=harbour)
    factories.article("The tide table", into=harbour, embargo_until=NOON + LATER)

    with at(NOON + LATER):
        strike_due()
        assert "The ferry is back" not in reader.get("/").text
        SectionPage.objects.get(pk=harbour.pk).save_revision().publish()
        front = reader.get("/").text
        assert [word for word in ("ferry is back", "tide table") if word not in front] == []


def test_a_piece_put_back_is_on_every_surface_again(noon: datetime, reader: Reader) -> None:
    surfaces = lay_out(publish_it=True)
    taken_down(surfaces.article)
    assert surfaces.showing(reader) == set()

    restore(surfaces.article, Unasked.COMMAND)

    assert surfaces.names() - surfaces.showing(reader) == set()


def test_a_draft_upon_a_published_piece_changes_nothing_readers_see(
    noon: datetime, reader: Reader
) -> None:
    surfaces = lay_out(publish_it=True)
    before = {path: reader.get(path).body for path in [PATH, *Surfaces.lists().values()]}

    article = Article.objects.get(pk=surfaces.article.pk)
    article.title, article.slug = "Another headline", "another"
    article.lead_image = None
    article.bylines.set([])
    article.save_revision()

    assert {path for path in before if reader.get(path).body != before[path]} == set()
    assert "picture" in surfaces.showing(reader)
