"""Pieces written by the thousand are those that publishing one by one would have left."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from bench.archive.fill import fill
from wagtail.models import Page, PageLogEntry, ReferenceIndex, Revision

from stoppress.newsroom import clock
from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.bulk import Draft, new_article, write_articles
from stoppress.newsroom.bulk.ids import Taken, take_ids
from stoppress.newsroom.change_log.articles import log_article
from stoppress.newsroom.models import (
    Article,
    Byline,
    Change,
    FormerPath,
    ListCount,
    PublicState,
    SectionPage,
)
from stoppress.newsroom.public import is_public, public_articles
from tests.newsroom import factories
from tests.newsroom.true_counts import true_counts
from tests.press.plans import walks_of

pytestmark = pytest.mark.django_db


def new_draft(headline: str, into: SectionPage, **fields: Any) -> Draft:
    article = new_article()
    article.title = headline
    article.section = into
    article.live = True
    article.body = [("paragraph", "<p>The boat came in at noon.</p>")]
    for name, value in fields.items():
        setattr(article, name, value)
    return Draft(article)


def rows(model: Any, *, without: tuple[str, ...] = (), **wanted: Any) -> list[dict[str, Any]]:
    names = [f.attname for f in model._meta.concrete_fields if f.name not in without]
    return sorted(model.objects.filter(**wanted).values(*names), key=repr)


@pytest.fixture
def archive(noon: datetime) -> list[Article]:
    factories.edition()
    fill(8)
    return list(Article.objects.select_related("section").order_by("pk"))


@pytest.mark.slow
def test_what_is_written_of_a_piece_is_what_saving_it_again_would_write(
    archive: list[Article],
) -> None:
    """Its references, what readers see of it, its counts."""
    references = rows(ReferenceIndex, without=("id",))
    states, articles = rows(PublicState), rows(Article)
    seen = Change.objects.order_by("pk").values_list("object_id", "after")
    filed = {number: after for number, after in seen if after and "article" in after}

    for article in archive:
        ReferenceIndex.create_or_update_for_object(article)
        change = log_article(article.pk)
        assert change is not None
        change.refresh_from_db()
        assert change.before == change.after == filed[article.pk]

    assert rows(ReferenceIndex, without=("id",)) == references
    assert (rows(PublicState), rows(Article)) == (states, articles)
    counts = ListCount.objects.filter(articles__gt=0).values_list("list", "start", "articles")
    assert {(name, start): pieces for name, start, pieces in counts} == true_counts()
    assert Page.find_problems() == ([], [], [], [], [])


def test_a_piece_has_the_row_version_and_history_of_one_that_was_published(
    noon: datetime,
) -> None:
    into = factories.section("Harbour")
    write_articles([new_draft("The ferry is back", into)], Unasked.COMMAND)
    many = Article.objects.get(title="The ferry is back")
    one = publish(factories.draft("The ferry is late", into=into), Unasked.COMMAND)
    one.refresh_from_db()

    own = {"title", "draft_title", "slug", "path", "url_path", "public_path", "translation_key"}
    own |= {"id", "page_ptr_id", "body", "latest_revision_id", "live_revision_id"}
    alike = [f.attname for f in Article._meta.concrete_fields if f.attname not in own]
    assert {n: getattr(many, n) for n in alike} == {n: getattr(one, n) for n in alike}
    for piece in (many, one):
        assert piece.live_revision_id == piece.latest_revision_id
        assert piece.latest_revision.as_object().title == piece.title
        assert piece.get_parent().pk == into.pk
    actions = PageLogEntry.objects.filter(page=many.pk).values_list("action", "revision")
    assert list(actions.order_by("pk")) == [
        ("wagtail.create", None),
        ("stoppress.publish.command", many.latest_revision_id),
    ]
    assert Revision.objects.filter(object_id=str(many.pk)).count() == 1


def test_who_is_public_is_known_without_asking_the_database(noon: datetime) -> None:
    into, closed = factories.section("Harbour"), factories.section("Closed")
    closed.unpublish()
    closed.refresh_from_db()
    hour = timedelta(hours=1)
    states: list[dict[str, Any]] = [
        *({}, {"live": False}, {"taken_down_at": noon}),
        *({"embargo_until": noon + hour}, {"embargo_until": noon}, {"embargo_until": noon - hour}),
        *({"public_since": noon + hour}, {"public_since": noon}),
        *({"public_until": noon + hour}, {"public_until": noon}),
    ]
    drafts = [new_draft(f"Piece {n}", into, **state) for n, state in enumerate(states)]
    drafts.append(new_draft("Piece of a closed section", closed))
    write_articles(drafts, Unasked.COMMAND)

    articles = Article.objects.select_related("section")
    known = {piece.pk for piece in articles if is_public(piece, clock.now())}
    assert known == set(public_articles().values_list("pk", flat=True))
    assert len(known) == 5
    pathless = Article.objects.filter(public_path=None).values_list("pk", flat=True)
    assert set(pathless) == {piece.pk for piece in articles} - known


def test_a_new_piece_takes_the_path_that_another_leaves_in_the_same_batch(noon: datetime) -> None:
    into = factories.section("Harbour")
    old = publish(factories.draft("The ferry", into=into), Unasked.COMMAND)
    old = Article.objects.select_related("edition", "section__locale").get(pk=old.pk)
    left = old.public_path
    old.slug = "the-old-ferry"
    write_articles(
        [new_draft("The ferry of today", into, slug="free"), Draft(old)], Unasked.COMMAND
    )
    write_articles([new_draft("The ferry", into, slug="the-ferry")], Unasked.COMMAND)

    new = Article.objects.get(slug="the-ferry")
    assert new.public_path == left
    assert not FormerPath.objects.filter(path=left).exists()
    assert Article.objects.get(pk=old.pk).public_path.endswith("/the-old-ferry/")


def test_ids_are_taken_once(noon: datetime) -> None:
    factories.section("Harbour")
    first, second = take_ids(Byline, 3), take_ids(Byline, 2)
    assert len({*first, *second}) == 5
    piece = factories.draft(by=(factories.person(),))
    assert piece.bylines.get().pk not in {*first, *second}
    with pytest.raises(ValueError, match="1 are left"):
        Taken({Byline: [7]})(Byline, 2)


@pytest.mark.slow
def test_writing_a_batch_walks_through_no_table_that_grows(archive: list[Article]) -> None:
    into = SectionPage.objects.get(slug="news")
    drafts = [new_draft(f"Piece {number}", into) for number in range(3)]
    assert walks_of(lambda: write_articles(drafts, Unasked.COMMAND)) == []
