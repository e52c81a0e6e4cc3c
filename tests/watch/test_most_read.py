"""“Most read” on fronts and sections: what it shows, when it changes, when it is not there."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from stoppress.newsroom.actions.choose_most_read import choose_most_read
from stoppress.newsroom.actions.restore import restore
from stoppress.newsroom.actions.take_down import take_down
from stoppress.newsroom.actions.unpublish import unpublish
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.models import Article, Change, MostRead, PageViews
from stoppress.newsroom.most_read import hour_of
from tests.newsroom import factories
from tests.newsroom.reader import Reader

pytestmark = pytest.mark.django_db

HEADING = 'id="most-read"'


def viewed(article: Article, count: int, at: datetime, hours_ago: int = 0) -> None:
    hour = hour_of(at - timedelta(hours=hours_ago))
    row, _made = PageViews.objects.get_or_create(article=article, hour=hour, defaults={"count": 0})
    row.count += count
    row.save()


def pieces(number: int = 7) -> list[Article]:
    """Pieces in the harbour's section."""
    return [factories.article(f"Headline number {count}") for count in range(1, number + 1)]


def listed(reader: Reader, path: str) -> list[int]:
    """The numbers of the headlines under “Most read”."""
    _before, there, after = reader.get(path).text.partition(HEADING)
    if not there:
        return []
    items = after.partition("</ol>")[0].split("Headline number ")[1:]
    return [int(item.partition("<")[0]) for item in items]


@pytest.mark.slow
def test_the_most_read_of_a_day_stand_on_the_front_and_in_their_section(
    noon: datetime, reader: Reader
) -> None:
    for place, article in enumerate(pieces(), 1):
        viewed(article, 10 * place, noon)
    assert listed(reader, "/") == []

    choose_most_read()

    assert listed(reader, "/") == [7, 6, 5, 4, 3, 2]
    assert listed(reader, "/harbour/") == [7, 6, 5, 4, 3, 2]


def test_a_section_lists_its_own_pieces_alone(noon: datetime, reader: Reader) -> None:
    tide = factories.article("Headline number 9", into=factories.section("Tides"))
    viewed(tide, 1000, noon)
    for article in pieces(5):
        viewed(article, 10, noon)

    choose_most_read()

    assert listed(reader, "/")[0] == 9
    assert 9 not in listed(reader, "/harbour/")
    assert listed(reader, "/tides/") == []


def test_with_fewer_than_five_pieces_there_is_nothing_to_say(
    noon: datetime, reader: Reader
) -> None:
    for article in pieces(4):
        viewed(article, 10, noon)

    assert choose_most_read() == []
    assert HEADING not in reader.get("/").text


@pytest.mark.slow
def test_what_was_read_long_ago_counts_less_and_then_nothing(
    noon: datetime, reader: Reader
) -> None:
    fresh, morning, yesterday, *others = pieces(7)
    viewed(fresh, 100, noon)
    viewed(morning, 110, noon, hours_ago=6)
    viewed(yesterday, 10_000, noon, hours_ago=24)
    for article in others:
        viewed(article, 1, noon)

    choose_most_read()

    assert listed(reader, "/")[:2] == [1, 2]
    assert 3 not in listed(reader, "/")


@pytest.mark.slow
def test_more_views_in_the_same_order_change_nothing(noon: datetime, reader: Reader) -> None:
    found = pieces(6)
    for place, article in enumerate(found, 1):
        viewed(article, 10 * place, noon)
    choose_most_read()
    before = reader.fragments("/")
    log = Change.objects.count()
    for article in found:
        viewed(article, 3, noon)

    assert choose_most_read() == []

    assert Change.objects.count() == log
    assert reader.fragments("/") == before


@pytest.mark.slow
def test_another_order_renders_the_list_alone(noon: datetime, reader: Reader) -> None:
    found = pieces(6)
    for place, article in enumerate(found, 1):
        viewed(article, 10 * place, noon)
    choose_most_read()
    before = reader.fragments("/")
    viewed(found[0], 1000, noon)

    assert len(choose_most_read()) == 2  # the front and the section

    after = reader.fragments("/")
    assert {key for key in after if after[key] != before[key]} == {"most-read/en"}
    assert listed(reader, "/")[0] == 1


@pytest.mark.slow
def test_a_piece_that_is_not_public_any_more_leaves_at_once_and_the_next_moves_up(
    noon: datetime, reader: Reader
) -> None:
    found = pieces(8)
    for place, article in enumerate(found, 1):
        viewed(article, 10 * place, noon)
    choose_most_read()
    assert listed(reader, "/") == [8, 7, 6, 5, 4, 3]

    unpublish(found[6], Unasked.COMMAND)
    take_down(found[5], "The account could not be confirmed.", Unasked.COMMAND)

    assert listed(reader, "/") == listed(reader, "/harbour/") == [8, 5, 4, 3, 2, 1]

    restore(found[5], Unasked.COMMAND)

    assert listed(reader, "/") == [8, 6, 5, 4, 3, 2]


@pytest.mark.slow
def test_the_list_goes_when_too_few_of_it_are_left(noon: datetime, reader: Reader) -> None:
    found = pieces(5)
    for article in found:
        viewed(article, 10, noon)
    choose_most_read()
    assert len(listed(reader, "/")) == 5

    found[0].delete()

    assert HEADING not in reader.get("/").text


@pytest.mark.slow
def test_a_new_headline_stands_in_the_list(noon: datetime, reader: Reader) -> None:
    found = pieces(5)
    for article in found:
        viewed(article, 10, noon)
    choose_most_read()
    assert "Headline number 3<" in reader.get("/").text

    found[2].title = "Headline number 33"
    found[2].save_revision().publish()

    assert 33 in listed(reader, "/")


@pytest.mark.slow
def test_editions_have_lists_of_their_own(noon: datetime, reader: Reader) -> None:
    azeri = factories.section("Liman", factories.edition("az", "Kelmora Kuryeri"))
    for article in pieces(5):
        viewed(article, 10, noon)
    for count in range(11, 16):
        viewed(factories.article(f"Headline number {count}", into=azeri), 20, noon)

    choose_most_read()

    assert set(listed(reader, "/")) == {1, 2, 3, 4, 5}
    assert set(listed(reader, "/az/")) == {11, 12, 13, 14, 15}
    assert "Ən çox oxunanlar" in reader.get("/az/").text


@pytest.mark.slow
def test_choosing_takes_a_fixed_number_of_queries(
    noon: datetime, reader: Reader, django_assert_max_num_queries: object
) -> None:
    for article in pieces(7):
        viewed(article, 10, noon)
    choose_most_read()
    assert MostRead.objects.count() == 2

    with django_assert_max_num_queries(6):  # type: ignore[operator]
        assert choose_most_read() == []


@pytest.mark.slow
def test_a_list_that_changed_is_left_alone_for_a_while(noon: datetime, reader: Reader) -> None:
    found = pieces(6)
    for article in found:
        viewed(article, 10, noon)
    front, section = sorted(choose_most_read())
    viewed(found[0], 1000, noon)

    assert choose_most_read(leaving={front, section}) == []
    assert choose_most_read(leaving={section}) == [front]
    assert listed(reader, "/")[0] == 1
    assert listed(reader, "/harbour/")[0] != 1
