"""“Read also”: the law of how the list is put together, and the list as a reader sees it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.models import Article, NewsroomSettings
from stoppress.site.article.read_also import compose
from tests.newsroom import factories
from tests.newsroom.reader import Reader

ids = st.integers(1, 12)


@given(
    piece=ids,
    picks=st.lists(ids, max_size=8),
    newest=st.lists(ids, unique=True, max_size=12),
    length=st.integers(1, 6),
)
def test_the_list_is_the_picks_and_then_the_newest(
    piece: int, picks: list[int], newest: list[int], length: int
) -> None:
    parts = compose(piece, picks, newest, length)
    shown = [*parts.own, *newest[: parts.shared]]

    wanted = [other for other in dict.fromkeys([*picks, *newest]) if other != piece][:length]
    assert shown == wanted
    assert piece not in shown
    assert len(set(shown)) == len(shown) <= length


@given(newest=st.lists(ids, unique=True, max_size=12), length=st.integers(1, 6))
def test_a_piece_without_picks_that_is_not_among_the_newest_has_no_list_of_its_own(
    newest: list[int], length: int
) -> None:
    parts = compose(99, [], newest, length)

    assert parts.own == ()
    assert parts.shared == min(length, len(newest))


def read_also(reader: Reader, article: Article) -> list[str]:
    """Headlines under “Read also” on a piece's page, in order."""
    page = html.fromstring(reader.get(str(article.public_path)).body)
    found = page.xpath('//aside[@aria-labelledby="also"]//li//a')
    return [link.text_content().strip() for link in found]


@pytest.mark.django_db
def test_picks_come_first_then_the_newest_of_the_section_then_of_the_edition(
    noon: datetime, reader: Reader
) -> None:
    NewsroomSettings(read_also_length=4).save()
    culture, harbour = factories.section("Culture"), factories.section("Harbour")
    choir = factories.article("Choir", into=culture, published_at=noon - timedelta(days=4))
    factories.article("Opera", into=culture, published_at=noon - timedelta(days=5))
    factories.article("Fish", into=harbour, published_at=noon - timedelta(days=6))
    factories.article("Tide", into=harbour, published_at=noon - timedelta(days=7))
    hidden = factories.draft("Hidden", into=harbour)
    article = factories.article("The ferry is back", into=harbour, picks=(hidden, choir))

    assert read_also(reader, article) == ["Choir", "Fish", "Tide", "Opera"]


@pytest.mark.django_db
def test_a_pick_appears_when_it_is_published(noon: datetime, reader: Reader) -> None:
    later = factories.draft("Later", into=factories.section("Culture"))
    article = factories.article("The ferry is back", picks=(later,))
    assert read_also(reader, article) == []

    publish(later, Unasked.COMMAND)

    assert read_also(reader, article) == ["Later"]
