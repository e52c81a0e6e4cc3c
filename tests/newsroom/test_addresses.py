"""Addresses: readable in each language, permanent, one step from the old to the new."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.take_down import take_down
from stoppress.newsroom.actions.unpublish import unpublish
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.models import Article, FormerPath, SectionPage
from stoppress.newsroom.slugs import readable_slug
from tests.newsroom import factories
from tests.newsroom.reader import Reader

pytestmark = pytest.mark.django_db


def path_of(article: Article) -> str:
    """Where a published piece stands now."""
    path = Article.objects.values_list("public_path", flat=True).get(pk=article.pk)
    assert path
    return path


def rename(section: SectionPage, slug: str) -> None:
    """Give a section another slug, as the desk does."""
    section = SectionPage.objects.get(pk=section.pk)
    section.slug = slug
    section.save_revision().publish()


@pytest.mark.parametrize(
    ("language", "headline", "slug"),
    [
        ("en", "The ferry’s back: 1,155 days on", "the-ferrys-back-1-155-days-on"),
        ("az", "İstisuda ISTI qış", "istisuda-ıstı-qış"),
        ("tr", "IĞDIR’da İlk Sefer", "ığdırda-ilk-sefer"),
        ("en", "IT and İzmir", "it-and-izmir"),
        ("ka", "ბორანი დაბრუნდა!", "ბორანი-დაბრუნდა"),
        ("ar", "عادت العبّارة: أول رحلة", "عادت-العبارة-أول-رحلة"),
        ("uk", "Пором: їжак і ґанок", "пором-їжак-і-ґанок"),
        ("de", "Größtes Schiff — seit Jahren", "größtes-schiff-seit-jahren"),
        ("en", "?!", ""),
    ],
)
def test_a_slug_keeps_the_letters_of_its_language(language: str, headline: str, slug: str) -> None:
    assert readable_slug(headline, language) == slug


def test_a_long_headline_is_cut_between_words() -> None:
    slug = readable_slug("harbour " * 30, "en")
    assert len(slug) <= 80
    assert slug.endswith("harbour")


def test_the_address_names_edition_section_day_and_headline(noon: datetime) -> None:
    azeri = factories.edition("az", "Kelmora Kuryeri")
    liman = factories.section("Liman", azeri)

    english = factories.piece("The ferry is back")
    translated = factories.piece("İlk bərə QAYITDI", into=liman)

    assert path_of(english) == "/harbour/2026/05/30/the-ferry-is-back/"
    assert path_of(translated) == "/az/liman/2026/05/30/ilk-bərə-qayıtdı/"


def test_the_day_of_the_address_is_the_newsrooms_day(noon: datetime) -> None:
    late = noon.replace(hour=20, minute=30)  # half past midnight in Baku

    article = factories.piece("Night boat", published_at=late)

    assert path_of(article) == "/harbour/2026/05/31/night-boat/"


def test_two_pieces_with_one_headline_have_two_addresses(noon: datetime, reader: Reader) -> None:
    first, second = factories.piece("Fog"), factories.piece("Fog")

    assert path_of(first) != path_of(second)
    assert reader.status(path_of(first)) == reader.status(path_of(second)) == 200


def test_a_draft_has_no_address(reader: Reader) -> None:
    article = factories.draft("Not yet")

    assert Article.objects.get(pk=article.pk).public_path is None
    assert article.get_url() is None


def change_slug(article: Article, _noon: datetime) -> Article:
    """Another slug."""
    article.slug = "the-boat-is-back"
    return publish(article, Unasked.COMMAND)


def change_date(article: Article, noon: datetime) -> Article:
    """Another date line."""
    article.published_at = noon - timedelta(days=3)
    return publish(article, Unasked.COMMAND)


def change_section(article: Article, _noon: datetime) -> Article:
    """Another section."""
    article.move(factories.section("Culture"), pos="last-child")
    return Article.objects.get(pk=article.pk)


def change_slug_of_section(article: Article, _noon: datetime) -> Article:
    """Another name of the section in addresses."""
    rename(factories.section(), "port")
    return Article.objects.get(pk=article.pk)


CHANGES = [change_slug, change_date, change_slug_of_section, change_section]


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_address_leaves_one_redirect(
    change: object, noon: datetime, reader: Reader
) -> None:
    assert callable(change)
    article = factories.piece("The ferry is back")
    old = path_of(article)
    assert reader.status(old) == 200

    new = path_of(change(article, noon))

    assert new != old
    assert reader.get(old).status == 301
    assert reader.get(old).location == new
    assert reader.status(new) == 200


def test_many_changes_never_make_a_chain_of_redirects(noon: datetime, reader: Reader) -> None:
    article = factories.piece("The ferry is back")
    left = []
    for change in CHANGES:
        left.append(path_of(article))
        assert reader.status(left[-1]) == 200
        article = change(article, noon)

    now = path_of(article)

    assert {reader.get(path).location for path in left} == {now}
    assert reader.status(now) == 200


def test_a_piece_that_comes_back_to_its_address_is_served_there(
    noon: datetime, reader: Reader
) -> None:
    article = factories.piece("The ferry is back")
    old = path_of(article)
    article = change_slug(article, noon)
    between = path_of(article)
    assert reader.get(old).location == between

    article.slug = "the-ferry-is-back"
    publish(article, Unasked.COMMAND)

    assert reader.status(old) == 200
    assert reader.get(between).location == old


def test_a_path_that_another_piece_takes_stops_being_a_redirect(
    noon: datetime, reader: Reader
) -> None:
    article = change_slug(factories.piece("The ferry is back"), noon)
    old = "/harbour/2026/05/30/the-ferry-is-back/"
    assert reader.get(old).location == path_of(article)

    taker = factories.piece("The ferry is back")

    assert path_of(taker) == old
    assert "The ferry is back" in reader.get(old).text
    assert not FormerPath.objects.filter(path=old).exists()


def test_a_redirect_to_a_piece_that_is_withdrawn_answers_404_until_it_returns(
    noon: datetime, reader: Reader
) -> None:
    article = factories.piece("The ferry is back")
    old = path_of(article)
    article = change_slug(article, noon)
    assert reader.status(old) == 301

    unpublish(article, Unasked.COMMAND)
    assert reader.status(old) == 404

    publish(article, Unasked.COMMAND)
    assert reader.get(old).location == path_of(article)


def test_the_old_address_of_a_piece_taken_down_leads_to_its_reason(
    noon: datetime, reader: Reader
) -> None:
    article = factories.piece("The ferry is back")
    old = path_of(article)
    article = change_slug(article, noon)
    assert reader.status(old) == 301

    take_down(article, "The account could not be confirmed.", Unasked.COMMAND)

    assert reader.status(reader.get(old).location) == 410


def test_a_renamed_section_moves_all_its_pieces(noon: datetime, reader: Reader) -> None:
    section = factories.section("Harbour")
    pieces = [factories.piece(f"Story {number}", into=section) for number in range(4)]
    take_down(pieces[3], "The account could not be confirmed.", Unasked.COMMAND)
    old = [path_of(article) for article in pieces]
    assert [reader.status(path) for path in old] == [200, 200, 200, 410]
    assert reader.status("/harbour/") == 200

    rename(section, "port")

    assert reader.status("/harbour/") == 404
    assert reader.status("/port/") == 200
    assert [reader.get(path).location for path in old[:3]] == [path_of(a) for a in pieces[:3]]
    assert all(path_of(article).startswith("/port/") for article in pieces[:3])
    assert reader.status(reader.get(old[3]).location) == 410


def test_a_section_that_exchanges_names_with_another_keeps_every_piece_reachable(
    noon: datetime, reader: Reader
) -> None:
    harbour, culture = factories.section("Harbour"), factories.section("Culture")
    first, second = factories.piece("Fog", into=harbour), factories.piece("Fog", into=culture)
    assert reader.status(path_of(first)) == reader.status(path_of(second)) == 200

    rename(harbour, "between")
    rename(culture, "harbour")
    rename(harbour, "culture")

    assert path_of(first) == "/culture/2026/05/30/fog/"
    assert path_of(second) == "/harbour/2026/05/30/fog/"
    assert reader.status(path_of(first)) == reader.status(path_of(second)) == 200
    assert reader.get("/between/2026/05/30/fog/").location == path_of(first)


def test_a_section_cannot_have_a_name_the_site_needs() -> None:
    section = SectionPage(title="Topic", slug="topic", locale=factories.edition().locale)
    with pytest.raises(Exception, match="used by the site itself"):
        section.clean()


def test_a_section_with_its_pieces_can_be_deleted(noon: datetime, reader: Reader) -> None:
    article = factories.piece("The ferry is back")
    path = path_of(article)
    assert reader.status(path) == 200

    SectionPage.objects.get(slug="harbour").delete()

    assert reader.status(path) == 404
    assert reader.status("/harbour/") == 404
    assert "The ferry is back" not in reader.get("/").text
