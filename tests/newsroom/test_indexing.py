"""What Wagtail knows of pieces: to what they refer; their words are found in our own index."""

from __future__ import annotations

from argparse import Namespace
from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.db.models import Value
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, ReferenceIndex
from wagtail.search.backends import get_search_backend
from wagtail.search.models import IndexEntry

from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.unpublish import unpublish
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.bulk import Draft, new_article, write_articles
from stoppress.newsroom.models import Article, Byline, Person
from stoppress.newsroom.search.follow import follow
from tests.newsroom import factories, media

pytestmark = pytest.mark.django_db


def found(words: str) -> list[int]:
    """Ids of the pieces that one of Wagtail's lists finds."""
    follow()
    backend = get_search_backend()
    return [piece.pk for piece in backend.search(words, Article.objects.all())]


def references(article: Article) -> set[tuple[str, str, str]]:
    """What the index says that an article refers to: type, id, place."""
    rows = ReferenceIndex.get_references_for_object(article)
    return set(rows.values_list("to_content_type__model", "to_object_id", "model_path"))


def references_anew(article: Article) -> set[tuple[str, str, str]]:
    """The same, made anew from the database."""
    ReferenceIndex.remove_for_object(article)
    ReferenceIndex.create_or_update_for_object(Article.objects.get(pk=article.pk))
    return references(article)


def test_a_chooser_of_pages_finds_pieces_and_sections_the_newest_first() -> None:
    first, second = factories.article("The harbour"), factories.article("A harbour")
    section = factories.section("Harbour")
    other = factories.article("Another", into=factories.section("Town"))
    follow()

    pages = Page.objects.specific().autocomplete("harb")

    assert (len(pages), pages.count()) == (3, 3)
    assert {page.pk for page in pages[:2]} == {first.pk, second.pk}
    assert pages[2] == section
    kinds = pages.facet("content_type__model")
    assert kinds == {"article": 2, "sectionpage": 1}
    assert list(Page.objects.type(Article).autocomplete("nothing")) == []
    assert [one.pk for one in Page.objects.search("another", order_by_relevance=False)] == [
        other.pk
    ]


def test_a_published_piece_is_found_by_its_words_and_by_what_it_refers_to() -> None:
    picture, target = media.image(), factories.article("Quay repairs begin")
    article = factories.article(
        "Ferry late again",
        text=f'The boat and <a linktype="page" id="{target.pk}">the quay</a>.',
        by=(factories.person(),),
        about=(factories.topic(),),
        picks=(target,),
        lead_image=picture,
    )

    assert found("ferry") == [article.pk]
    there = references(article)
    assert {("image", str(picture.pk), "lead_image")} <= there
    assert {"person", "topic", "page"} <= {kind for kind, _pk, _path in there}
    assert there == references_anew(article)


def test_an_edition_of_a_piece_changes_both_once_it_is_published() -> None:
    article = factories.article("Ferry late again", by=(factories.person(),))
    article.title = "Tram early again"
    article.bylines.set([Byline(person=factories.person("Ivo Brand"))])

    article.save_revision()
    assert (found("ferry"), found("tram")) == ([article.pk], [article.pk])
    assert references(article) == references_anew(article)

    publish(article, Unasked.COMMAND)
    assert (found("ferry"), found("tram")) == ([], [article.pk])
    assert references(article) == references_anew(article)


def test_some_columns_of_a_piece_change_both_too() -> None:
    article = factories.article("Ferry late again")
    article.deck = "Nobody was at the lighthouse"
    article.lead_image = media.image()

    article.save(update_fields=["deck", "lead_image"])

    assert found("lighthouse") == [article.pk]
    assert references(article) == references_anew(article)


def test_a_piece_that_is_deleted_is_found_no_more() -> None:
    article = factories.article("Ferry late again", lead_image=media.image())
    unpublish(article, Unasked.COMMAND)
    assert found("ferry") == [article.pk]

    article.delete()

    assert found("ferry") == []
    assert references(article) == set()


def test_a_draft_that_is_saved_asks_nothing_of_the_indexes() -> None:
    article = factories.draft("Ferry late again")
    with CaptureQueriesContext(connection) as asked:
        article.save_revision()

    tables = ("wagtailsearch_indexentry", "wagtailcore_referenceindex")
    assert not [query for query in asked.captured_queries if any(t in query["sql"] for t in tables)]


def test_a_piece_with_a_wrong_field_is_not_published() -> None:
    article = factories.draft("Ferry late again")
    article.kicker = "x" * 200

    with pytest.raises(ValidationError):
        publish(article, Unasked.COMMAND)

    assert not Article.objects.get(pk=article.pk).live


def test_a_title_is_weighed_by_its_length_beside_the_usual_one() -> None:
    short, long = factories.topic("Ferry"), factories.topic("Ferry late again on Sunday")
    entries = IndexEntry.objects.filter(content_type__model="topic")
    weights = dict(entries.values_list("object_id", "title_norm"))

    assert weights[str(short.pk)] > weights[str(long.pk)] > 0


def test_no_piece_is_in_wagtails_index_of_words_whatever_writes_it() -> None:
    article = factories.article("Ferry late again")
    article.deck = "Nobody was at the lighthouse"
    article.save(update_fields=["deck"])
    article.save_revision()
    another = new_article()
    another.title, another.section = "The tram is late", article.section
    write_articles([Draft(another)], Unasked.COMMAND)
    call_command("update_index", verbosity=0)

    kinds = set(IndexEntry.objects.values_list("content_type__model", flat=True))
    assert "article" not in kinds
    assert "sectionpage" in kinds


def test_an_upgrade_takes_pieces_out_of_wagtails_index_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    article, person = factories.article("Ferry late again"), factories.person("Ferry Holm")
    as_before = [
        IndexEntry(content_type=ContentType.objects.get_for_model(Article), object_id=str(number))
        for number in range(article.pk, article.pk + 3)
    ]
    for entry in as_before:
        entry.title = entry.autocomplete = entry.body = Value("ferry")
        entry.save()
    upgrade = import_module("stoppress.newsroom.migrations.0020_no_articles_in_wagtails_index")
    monkeypatch.setattr(upgrade, "_AT_ONCE", 2)
    everything = IndexEntry.objects.count()

    for _again in range(2):
        upgrade.take_out_articles(apps, Namespace(connection=connection))

        assert IndexEntry.objects.count() == everything - 3
        assert list(get_search_backend().search("ferry", Person)) == [person]
    person.delete()
    assert list(get_search_backend().search("ferry", Person)) == []
