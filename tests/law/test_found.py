"""Stale pages that the law, the recorded reads or the mutations have found, each by its name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from wagtail.images import get_image_model

from stoppress.newsroom.actions.merge_topics import merge_topics
from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.take_down import take_down
from stoppress.newsroom.actions.unpublish import unpublish
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.models import Article, Byline, NewsroomSettings, Person, SectionPage
from stoppress.site.pictures import rendition_path
from stoppress.store import Batch
from tests.law.reading import readers
from tests.law.world import link_to
from tests.newsroom import factories, media
from tests.newsroom.reader import Reader, noon, reader

__all__ = ["noon", "reader"]

pytestmark = [pytest.mark.law, pytest.mark.django_db]


def test_an_editions_description_is_in_the_head_of_its_front(reader: Reader) -> None:
    edition = factories.edition()
    factories.article()
    reader.get("/")
    edition.search_description = "News of a harbour town"
    edition.save_revision().publish()
    assert "News of a harbour town" in reader.get("/").text


def test_sections_that_become_translations_lead_to_each_other(reader: Reader) -> None:
    english = factories.section("Harbour")
    azeri = factories.section("Liman", factories.edition("az", "Kuryer"))
    assert "/az/liman/" not in reader.get("/harbour/").text
    azeri.translation_key = english.translation_key
    azeri.save_revision().publish()
    assert "/az/liman/" in reader.get("/harbour/").text


def test_where_a_piece_was_taken_down_its_translation_is_led_to_until_it_goes(
    reader: Reader,
) -> None:
    piece = factories.article("A ferry")
    twin = factories.draft("Bərə", into=factories.section("Liman", factories.edition("az", "K")))
    twin.translation_key = piece.translation_key
    twin = publish(twin, Unasked.COMMAND)
    take_down(piece, "The account could not be confirmed.", Unasked.COMMAND)
    path, translated = str(piece.public_path), f'href="{twin.public_path}"'
    assert translated in reader.get(path).text
    unpublish(twin, Unasked.COMMAND)
    assert translated not in reader.get(path).text


def test_menus_follow_the_order_of_sections(reader: Reader) -> None:
    factories.section("Harbour")
    culture = factories.section("Culture")
    text = reader.get("/").text
    assert text.index("/harbour/") < text.index("/culture/")
    SectionPage.objects.get(pk=culture.pk).move(factories.edition(), pos="first-child")
    text = reader.get("/").text
    assert text.index("/culture/") < text.index("/harbour/")


def test_a_logo_that_is_deleted_leaves_every_page(reader: Reader) -> None:
    logo = media.image("Logo")
    NewsroomSettings(logo=logo).save()
    path = factories.article().public_path
    assert path
    assert f"/media/pictures/{logo.pk}-" in reader.get(path).text
    number = logo.pk
    logo.delete()
    assert f"/media/pictures/{number}-" not in reader.get(path).text


def _readdress(article: Article) -> None:
    article.slug = "elsewhere"
    publish(article, Unasked.COMMAND)


def _delete(article: Article) -> None:
    article.delete()


def _take_down(article: Article) -> None:
    take_down(article, "The account could not be confirmed.", Unasked.COMMAND)


def _withdraw(article: Article) -> None:
    unpublish(article, Unasked.COMMAND)


@pytest.mark.parametrize("change", [_readdress, _delete, _take_down, _withdraw])
def test_a_link_in_a_text_follows_the_piece(
    change: Callable[[Article], None], reader: Reader
) -> None:
    target = factories.article("A ferry", slug="a-ferry")
    linking = link_to(factories.article("More of the ferry"), target)
    assert linking.public_path
    former = f"{target.public_path}&quot;"
    assert former in reader.get("/feed.rss").text
    change(Article.objects.get(pk=target.pk))
    text = reader.get(linking.public_path).text
    body = text[text.index("we reported") - 200 : text.index("we reported")]
    assert "/a-ferry/" not in body
    assert former not in reader.get("/feed.rss").text


def test_the_fronts_go_into_the_sitemap_of_the_month_that_becomes_the_newest(
    noon: datetime, reader: Reader
) -> None:
    newest = factories.article("A ferry")
    factories.article("An older one", published_at=noon - timedelta(days=40))
    before = reader.get("/sitemaps/en/2026-04.xml").text
    unpublish(newest, Unasked.COMMAND)
    after = reader.get("/sitemaps/en/2026-04.xml").text
    assert after.count("<loc>") > before.count("<loc>")


def test_a_merged_topics_addresses_lead_to_the_other(reader: Reader) -> None:
    ferry, boats = factories.topic("Ferry"), factories.topic("Boats")
    factories.article("One", about=(ferry,), slug="one")
    factories.article("Both", about=(ferry, boats), slug="both")
    month = reader.get("/topic/ferry/").text.split('href="/topic/ferry/2')[1][:7]
    assert reader.status("/topic/boats/") == 200
    merge_topics(ferry, boats, Unasked.COMMAND)
    for rest in ("", f"2{month}", "feed.rss"):
        moved = reader.get(f"/topic/ferry/{rest}")
        assert (moved.status, moved.location) == (301, f"/topic/boats/{rest}")
    assert "/one/" in reader.get("/topic/boats/").text
    assert reader.get("/topic/boats/").text.count("/both/") == (
        reader.get("/topic/boats/").text.count("/one/")
    )


def test_a_draft_saved_before_the_merge_keeps_the_topic(reader: Reader) -> None:
    ferry, boats = factories.topic("Ferry"), factories.topic("Boats")
    article = factories.article("One", about=(ferry,))
    article.title = "One and only"
    revision = article.save_revision()
    merge_topics(ferry, boats, Unasked.COMMAND)
    revision.refresh_from_db()
    revision.publish()
    assert [link.topic for link in Article.objects.get().topic_links.all()] == [boats]


def test_topics_of_two_editions_are_not_merged() -> None:
    ferry = factories.topic("Ferry")
    crossing = factories.topic("Bərə", factories.edition("az", "Kuryer"))
    with pytest.raises(ValueError, match="different editions"):
        merge_topics(ferry, crossing, Unasked.COMMAND)
    with pytest.raises(ValueError, match="itself"):
        merge_topics(ferry, ferry, Unasked.COMMAND)


def test_a_renamed_topics_address_leads_on_while_there_is_something(reader: Reader) -> None:
    ferry = factories.topic("Ferry")
    article = factories.article("One", about=(ferry,))
    ferry.slug = "boats"
    ferry.save()
    assert reader.get("/topic/ferry/").location == "/topic/boats/"
    unpublish(article, Unasked.COMMAND)
    assert reader.status("/topic/ferry/") == 404
    publish(Article.objects.get(pk=article.pk), Unasked.COMMAND)
    assert reader.get("/topic/ferry/").location == "/topic/boats/"


def _portrait(of: Person) -> tuple[str, Person]:
    of.picture = media.image("Mara")
    of.save()
    return rendition_path(of.picture, 320, "jpg"), of


def test_a_portrait_that_is_taken_off_is_not_served_any_more(reader: Reader) -> None:
    path, mara = _portrait(factories.person("Mara"))
    factories.article("A ferry", by=(mara,))
    assert reader.status(path) == 200
    mara.picture = media.image("Mara again")
    mara.save()
    assert reader.status(path) == 404
    path = rendition_path(mara.picture, 320, "jpg")
    assert reader.status(path) == 200
    Byline.objects.all().delete()
    mara.delete()
    assert reader.status(path) == 404


def test_a_portrait_is_served_while_a_piece_names_the_person(reader: Reader) -> None:
    path, mara = _portrait(factories.person("Mara"))
    pieces = [factories.article(title, by=(mara,)) for title in ("One", "Another")]
    assert reader.status(path) == 200
    unpublish(pieces[0], Unasked.COMMAND)
    assert reader.status(path) == 200
    take_down(pieces[1], "The account could not be confirmed.", Unasked.COMMAND)
    assert reader.status(path) == 404


@pytest.mark.usefixtures("noon")
def test_the_tag_of_a_day_is_the_same_whichever_page_was_made_first() -> None:
    factories.article("A ferry")
    path = "/all-news/2026/05/30/"
    with readers() as kept:
        before = kept.get(path)
        with kept.store.snapshot() as snapshot:
            days = set(snapshot.keys("1/day/"))
        assert days
        kept.store.apply(Batch(forget_fragments=days))
        kept.get("/all-news/")
        assert kept.get(path) == before


def test_a_portrait_that_is_deleted_leaves_the_authors_page(reader: Reader) -> None:
    _path, mara = _portrait(factories.person("Mara"))
    factories.article("A ferry", by=(mara,))
    page = f"/author/{mara.slug}/"
    assert "/media/pictures/" in reader.get(page).text
    get_image_model().objects.all().delete()
    assert "/media/pictures/" not in reader.get(page).text


def test_former_addresses_go_with_a_topic_that_is_deleted(reader: Reader) -> None:
    ferry, boats = factories.topic("Ferry"), factories.topic("Boats")
    factories.article("One", about=(ferry,))
    merge_topics(ferry, boats, Unasked.COMMAND)
    for path in ("/topic/ferry/", "/topic/ferry/feed.rss"):
        assert reader.status(path) == 301
    boats.delete()
    for path in ("/topic/ferry/", "/topic/ferry/feed.rss"):
        assert reader.status(path) == 404


def test_former_paths_go_with_a_piece_that_is_deleted(reader: Reader) -> None:
    piece = factories.article("A ferry", slug="ferry")
    before = str(piece.public_path)
    piece.slug = "ferry-returns"
    publish(piece, Unasked.COMMAND)
    assert reader.status(before) == 301
    Article.objects.get(pk=piece.pk).delete()
    assert reader.status(before) == 404
