"""Addresses: readable in each language, permanent, one step from the old to the new."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from stoppress.newsroom.actions.open_section import open_section
from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.take_down import take_down
from stoppress.newsroom.actions.unpublish import unpublish
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.models import Article, Byline, FormerPath, Person, SectionPage, Topic
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
        ("th", "ข่าวท่าเรือ", "ข่าวท่าเรือ"),
        ("hi", "हिन्दी में समाचार: नई नाव", "हिन्दी-में-समाचार-नई-नाव"),
        ("ta", "செய்தி", "செய்தி"),
        ("my", "မြန်မာ သတင်း", "မြန်မာ-သတင်း"),
        ("dv", "ދިވެހި ޚަބަރު", "ދިވެހި-ޚަބަރު"),
        ("si", "ශ්\u200dරී ලංකා", "ශ්\u200dරී-ලංකා"),
        ("fa", "می\u200cخواهم", "میخواهم"),
        ("he", "שָׁלוֹם לנמל", "שלום-לנמל"),
        ("ru", "Ста́рый причал", "старый-причал"),
        ("en", "Love ❤\ufe0f 1\ufe0f\u20e3", "love-1"),
        ("en", "?!", ""),
    ],
)
def test_a_slug_keeps_the_letters_of_its_language(language: str, headline: str, slug: str) -> None:
    assert readable_slug(headline, language) == slug


@pytest.mark.parametrize(("text", "fits"), [("ข่าว", True), ("a_b-1", True), ("ศ ข", False)])
def test_the_desk_takes_slugs_of_all_scripts(text: str, fits: bool) -> None:
    topic = Topic(locale=factories.edition().locale, title="Harbour", slug=text)
    if fits:
        topic.full_clean(exclude=["folded_title"])
    else:
        with pytest.raises(ValidationError, match="letters, digits"):
            topic.full_clean(exclude=["folded_title"])


def test_articles_sections_and_authors_keep_the_signs_of_their_script(
    noon: datetime, reader: Reader
) -> None:
    section = factories.section("ข่าว")
    author = factories.person("สมชาย ใจดี")
    article = factories.article("ท่าเรือเก่า", into=section, by=(author,))
    assert path_of(article) == "/ข่าว/2026/05/30/ท่าเรือเก่า/"
    for path in (path_of(article), "/ข่าว/", "/author/สมชาย-ใจดี/"):
        assert reader.status(path) == 200, path


def test_a_long_word_is_not_cut_within_a_letter() -> None:
    assert readable_slug("ท่" * 60, "th") == "ท่" * 40
    assert readable_slug(f"{'ก' * 79}ท่า", "th") == "ก" * 79


def test_a_long_headline_is_cut_between_words() -> None:
    slug = readable_slug("harbour " * 30, "en")
    assert len(slug) <= 80
    assert slug.endswith("harbour")


def test_the_address_names_edition_section_day_and_headline(noon: datetime) -> None:
    azeri = factories.edition("az", "Kelmora Kuryeri")
    liman = factories.section("Liman", azeri)

    english = factories.article("The ferry is back")
    translated = factories.article("İlk bərə QAYITDI", into=liman)

    assert path_of(english) == "/harbour/2026/05/30/the-ferry-is-back/"
    assert path_of(translated) == "/az/liman/2026/05/30/ilk-bərə-qayıtdı/"


def test_the_day_of_the_address_is_the_newsrooms_day(noon: datetime) -> None:
    late = noon.replace(day=29, hour=20, minute=30)  # half past midnight in Baku

    article = factories.article("Night boat", published_at=late)

    assert path_of(article) == "/harbour/2026/05/30/night-boat/"


def test_two_pieces_with_one_headline_have_two_addresses(noon: datetime, reader: Reader) -> None:
    first, second = factories.article("Fog"), factories.article("Fog")

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
@pytest.mark.slow
def test_a_changed_address_leaves_one_redirect(
    change: object, noon: datetime, reader: Reader
) -> None:
    assert callable(change)
    article = factories.article("The ferry is back")
    old = path_of(article)
    assert reader.status(old) == 200

    new = path_of(change(article, noon))

    assert new != old
    assert reader.get(old).status == 301
    assert reader.get(old).location == new
    assert reader.status(new) == 200


@pytest.mark.slow
def test_many_changes_never_make_a_chain_of_redirects(noon: datetime, reader: Reader) -> None:
    article = factories.article("The ferry is back")
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
    article = factories.article("The ferry is back")
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
    article = change_slug(factories.article("The ferry is back"), noon)
    old = "/harbour/2026/05/30/the-ferry-is-back/"
    assert reader.get(old).location == path_of(article)

    taker = factories.article("The ferry is back")

    assert path_of(taker) == old
    assert "The ferry is back" in reader.get(old).text
    assert not FormerPath.objects.filter(path=old).exists()


def test_a_redirect_to_a_piece_that_is_withdrawn_answers_404_until_it_returns(
    noon: datetime, reader: Reader
) -> None:
    article = factories.article("The ferry is back")
    old = path_of(article)
    article = change_slug(article, noon)
    assert reader.status(old) == 301

    unpublish(article, Unasked.COMMAND)
    assert reader.status(old) == 404

    publish(article, Unasked.COMMAND)
    assert reader.get(old).location == path_of(article)


def test_the_old_address_of_a_piece_taken_down_gives_the_reason_and_not_the_new_address(
    noon: datetime, reader: Reader
) -> None:
    article = factories.article("The ferry is back")
    old = path_of(article)
    article = change_slug(article, noon)
    assert reader.status(old) == 301

    take_down(article, "The account could not be confirmed.", Unasked.COMMAND)

    for address in (old, path_of(article)):
        answer = reader.get(address)
        assert (answer.status, answer.location) == (410, "")
        assert "The account could not be confirmed." in answer.text


@pytest.mark.slow
def test_a_renamed_section_moves_all_its_pieces(noon: datetime, reader: Reader) -> None:
    section = factories.section("Harbour")
    pieces = [factories.article(f"Story {number}", into=section) for number in range(4)]
    take_down(pieces[3], "The account could not be confirmed.", Unasked.COMMAND)
    old = [path_of(article) for article in pieces]
    assert [reader.status(path) for path in old] == [200, 200, 200, 410]
    assert reader.status("/harbour/") == 200

    rename(section, "port")

    assert reader.get("/harbour/").location == "/port/"
    assert reader.status("/port/") == 200
    assert [reader.get(path).location for path in old[:3]] == [path_of(a) for a in pieces[:3]]
    assert all(path_of(article).startswith("/port/") for article in pieces[:3])
    assert reader.status(old[3]) == 410


def below(url: str) -> list[str]:
    """Every address of a list: its front, its feeds, and its month that has articles."""
    return [url, f"{url}2026/05/", *(f"{url}feed.{form}" for form in ("rss", "atom", "json"))]


@pytest.mark.slow
def test_every_address_of_a_renamed_section_leads_on_in_one_step(
    noon: datetime, reader: Reader
) -> None:
    section = factories.section("Harbour")
    factories.article("Fog", into=section)
    assert all(reader.status(path) == 200 for path in below("/harbour/"))
    for name in ("port", "docks"):
        rename(section, name)
    for old in ("/harbour/", "/port/"):
        answers = [reader.get(path) for path in below(old)]
        assert {answer.status for answer in answers} == {301}
        assert [answer.location for answer in answers] == below("/docks/")
        assert reader.status(f"{old}2026/04/") == 404

    section = SectionPage.objects.get(pk=section.pk)
    section.unpublish()
    assert all(reader.status(path) == 404 for path in below("/harbour/"))


def test_a_section_gets_back_the_address_it_had(noon: datetime, reader: Reader) -> None:
    section = factories.section("Harbour")
    factories.article("Fog", into=section)
    rename(section, "port")
    rename(section, "harbour")
    assert reader.status("/harbour/") == 200
    assert reader.get("/port/").location == "/harbour/"


def test_the_former_name_of_a_section_opens_no_other(noon: datetime) -> None:
    section = factories.section("Harbour")
    rename(section, "port")
    assert open_section(factories.edition(), "Harbour", Unasked.COMMAND).pk == section.pk
    assert SectionPage.objects.count() == 1


@pytest.mark.slow
def test_every_address_of_a_renamed_author_leads_on_in_one_step(
    noon: datetime, reader: Reader
) -> None:
    author = factories.person("Mara Ellwood")
    article = factories.article("Fog", by=(author,))
    for slug in ("mara-north", "mara-west"):
        author.slug = slug
        author.save()
    for old in ("/author/mara-ellwood/", "/author/mara-north/"):
        assert [reader.get(path).location for path in below(old)] == below("/author/mara-west/")

    unpublish(article, Unasked.COMMAND)
    assert all(reader.status(path) == 404 for path in below("/author/mara-ellwood/"))
    publish(article, Unasked.COMMAND)
    assert reader.status("/author/mara-ellwood/") == 301
    Byline.objects.all().delete()
    author.delete()
    assert all(reader.status(path) == 404 for path in below("/author/mara-ellwood/"))


def test_an_author_named_like_one_who_was_renamed_gets_another_address(noon: datetime) -> None:
    author = factories.person("Mara Ellwood")
    author.slug = "mara-north"
    author.save()
    assert Person.objects.create(name="Mara Ellwood").slug == "mara-ellwood-2"
    namesake = Person(name="Mara E.", slug="mara-ellwood")
    with pytest.raises(ValidationError, match="are led to"):
        namesake.full_clean()


def test_every_address_of_a_renamed_topic_leads_on_in_one_step(
    noon: datetime, reader: Reader
) -> None:
    topic = factories.topic("Ferry")
    factories.article("Fog", about=(topic,))
    for slug in ("boats", "ships"):
        topic.slug = slug
        topic.save()
    for old in ("/topic/ferry/", "/topic/boats/"):
        assert [reader.get(path).location for path in below(old)] == below("/topic/ships/")


def test_a_section_that_exchanges_names_with_another_keeps_every_piece_reachable(
    noon: datetime, reader: Reader
) -> None:
    harbour, culture = factories.section("Harbour"), factories.section("Culture")
    first, second = factories.article("Fog", into=harbour), factories.article("Fog", into=culture)
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
    article = factories.article("The ferry is back")
    path = path_of(article)
    assert reader.status(path) == 200

    SectionPage.objects.get(slug="harbour").delete()

    assert reader.status(path) == 404
    assert reader.status("/harbour/") == 404
    assert "The ferry is back" not in reader.get("/").text
