"""The invented archive: of natural shape, the same everywhere, and whole after it was cut off."""

from __future__ import annotations

from unittest import mock

import pytest
from bench.archive import fill as fill_module
from bench.archive.composer import Batch, write_batch
from bench.archive.fill import NotAnArchive, fill
from bench.archive.texts import Text, Texts, author_names, topic_titles
from wagtail.models import Page

from stoppress.newsroom.bulk.content import content_of
from stoppress.newsroom.models import Article, Change, Person, SectionPage, Topic
from tests.newsroom import factories

TEXTS = Texts(authors=200, topics=2000)


def body_of(piece: Text) -> str:
    return " ".join(
        text
        for _kind, value in piece.blocks
        for text in ([value] if isinstance(value, str) else value.values())
    )


def test_a_piece_has_the_shape_of_a_piece() -> None:
    for number in range(200):
        piece = TEXTS.article(number)
        kinds = [kind for kind, _value in piece.blocks]
        assert 8 <= kinds.count("paragraph") <= 15
        assert kinds.count("quote") == 1
        assert "subhead" in kinds
        assert 1500 < len(body_of(piece)) < 8000
        assert not piece.headline[0].islower()
        assert "{" not in body_of(piece) + piece.headline + piece.deck


def test_a_piece_is_the_same_on_every_machine_and_unlike_the_next() -> None:
    again = Texts(authors=200, topics=2000)
    assert again.article(41) == TEXTS.article(41)
    assert len({body_of(TEXTS.article(number)) for number in range(500)}) == 500


def test_there_are_two_hundred_authors_and_two_thousand_topics() -> None:
    assert len(set(author_names())) == 200
    assert len(set(topic_titles())) == 2000


@pytest.fixture
def small() -> None:
    """A newsroom for a small archive: few topics, so that a test does not wait for them."""
    factories.edition()


@pytest.mark.django_db
@pytest.mark.slow
def test_a_fill_that_was_cut_off_goes_on_where_it_ended(small: None) -> None:
    write = write_batch

    def cut_off(batch: Batch) -> None:
        if Article.objects.count() >= 8:
            raise KeyboardInterrupt
        write(batch)

    with (
        mock.patch.object(fill_module, "BATCH", 4),
        mock.patch.object(fill_module, "write_batch", cut_off),
        pytest.raises(KeyboardInterrupt),
    ):
        fill(20)
    assert Article.objects.count() == 8

    assert fill(20) == 12
    assert fill(20) == 0
    assert Article.objects.count() == Article.objects.values("uri").distinct().count() == 20
    assert Change.objects.filter(kind=Change.Kind.ARTICLE).count() == 20


@pytest.mark.django_db
@pytest.mark.slow
def test_a_batch_whose_place_was_taken_is_put_together_anew(small: None) -> None:
    write = write_batch
    met: list[Article] = []

    def overtaken(batch: Batch) -> None:
        if not met:
            met.append(factories.article("The ferry is back", into=factories.section("News")))
        write(batch)

    with (
        mock.patch.object(fill_module, "BATCH", 10),
        mock.patch.object(fill_module, "write_batch", overtaken),
    ):
        assert fill(20) == 20

    assert Article.objects.count() == 21
    assert Page.find_problems() == ([], [], [], [], [])


@pytest.mark.django_db
@pytest.mark.slow
def test_the_archive_has_ten_sections_and_dates_over_ten_years(small: None) -> None:
    fill(40)

    assert SectionPage.objects.count() == 10
    assert (Person.objects.count(), Topic.objects.count()) == (200, 2000)
    dates = Article.objects.order_by("pk").values_list("published_at", flat=True)
    assert list(dates) == sorted(dates)
    years = {moment.year for moment in dates if moment}
    assert len(years) >= 10


@pytest.mark.django_db
@pytest.mark.slow
def test_versions_are_what_wagtail_writes(small: None) -> None:
    fill(3)

    for article in Article.objects.all():
        assert content_of(article) == article.serializable_data()
        written = article.latest_revision.content
        assert written["title"] == article.title
        assert [row["person"] for row in written["bylines"]] == [
            row.person_id for row in article.bylines.all()
        ]


@pytest.mark.django_db
def test_a_newsroom_with_pieces_of_its_own_is_left_alone() -> None:
    factories.article("The ferry is back")

    with pytest.raises(NotAnArchive, match="a home of its own"):
        fill(3)

    assert Article.objects.count() == 1
