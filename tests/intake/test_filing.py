"""Items become pieces: created, updated, withdrawn, moved; the same feed again touches nothing."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image as PillowImage
from wagtail.images import get_image_model
from wagtail.models import Page, PageLogEntry, ReferenceIndex, Revision

from stoppress.newsroom.actions.file_article import file_article
from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.models import (
    Article,
    ArticleTopic,
    Byline,
    Change,
    FormerPath,
    Person,
    PublicState,
    SectionPage,
    Topic,
)
from tests.intake.conftest import Feed
from tests.intake.items import ferry, plain_item
from tests.newsroom.factories import edition, person, section, topic
from tests.newsroom.reader import Reader

pytestmark = pytest.mark.usefixtures("noon")


def the_piece() -> Article:
    return Article.objects.get(uri="urn:example:1")


def everything() -> list[Any]:
    """All rows that an import could touch."""
    models = (Page, Article, Revision, Change, PublicState, PageLogEntry, ReferenceIndex, Person)
    return [list(model.objects.order_by("pk").values()) for model in models]


def picture(file: Path, size: tuple[int, int] = (60, 40)) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    PillowImage.new("RGB", size, (10, 90, 60)).save(file)
    return file


def test_a_full_item_is_a_full_piece(feed: Feed, folder: Path, reader: Reader) -> None:
    picture(folder / "pictures" / "quay.jpg")
    done = feed(ferry(embargoedUntil=None), plain_item(uri="urn:example:tide"))
    assert done.code == 0
    assert done.lines == [
        ("created", "/harbour/2026/05/30/ferry-returns/", "urn:example:ferry"),
        ("created", "/news/2026/05/30/ferry-returns/", "urn:example:tide"),
    ]
    piece = Article.objects.get(uri="urn:example:ferry")
    assert (piece.title, piece.deck, piece.dateline) == (
        "Ferry returns",
        "A first crossing since March",
        "Old Harbour",
    )
    assert piece.section is not None
    assert piece.section.title == "Harbour"
    assert [(b.person.name, b.role) for b in piece.bylines.all()] == [
        ("Ann Lee", "author"),
        ("Bo Ek", "author"),
        ("Reuters", "agency"),
    ]
    assert [link.topic.title for link in piece.topic_links.all()] == ["Ferries"]
    assert [pick.target.uri for pick in piece.picks.all() if pick.target] == ["urn:example:tide"]
    assert piece.lead_image is not None
    assert (piece.lead_alt, piece.lead_caption, piece.lead_credit) == (
        "The quay",
        "The quay at noon.",
        "Cy Dow",
    )
    assert (piece.source, piece.urgency, piece.usage_terms) == (
        "Example Agency",
        4,
        "Not for resale",
    )
    assert reader.status(done.paths[1]) == 200


def test_readers_see_a_new_piece_and_never_the_editors_note(feed: Feed, reader: Reader) -> None:
    done = feed(plain_item(edNote="Desk: secret", by="Ann Lee"))
    page = reader.get(done.paths[0])
    assert page.status == 200
    for text in ("Ferry returns", "Twenty people waited.", "At the quay", "Ann Lee"):
        assert text in page.text
    assert "secret" not in page.text
    assert "Ferry returns" in reader.get("/").text
    assert reader.status("/author/ann-lee/") == 200


def test_a_long_copyright_notice_is_kept_whole(feed: Feed, reader: Reader) -> None:
    notice = "\n".join(f"Part {n} of it is Example Agency's." for n in range(40))
    done = feed(plain_item(copyrightNotice=notice))
    assert (done.outcomes, the_piece().copyright_holder) == (["created"], notice)
    assert notice.replace("'", "&#x27;") in reader.get(done.paths[0]).text


def test_the_same_feed_again_touches_nothing(feed: Feed) -> None:
    items = [ferry(), plain_item(), plain_item(headlines=[{"value": "Other"}])]
    assert feed(*items).outcomes == ["created", "created", "updated"]
    before = everything()
    again = feed(*items)
    assert again.code == 0
    assert again.outcomes == ["unchanged"] * 3
    assert again.paths == ["-", *["/news/2026/05/30/ferry-returns/"] * 2]
    assert everything() == before


def test_a_higher_version_updates_and_keeps_history(feed: Feed, reader: Reader) -> None:
    first = feed(plain_item(version="1"))
    second = feed(plain_item(version="2", headlines=[{"value": "Ferry is back"}]))
    assert second.outcomes == ["updated"]
    assert second.paths == first.paths
    piece = the_piece()
    assert piece.title == "Ferry is back"
    assert [r.object_str for r in piece.revisions.order_by("pk")] == [
        "Ferry returns",
        "Ferry is back",
    ]
    assert piece.latest_revision == piece.live_revision == piece.revisions.order_by("-pk").first()
    assert "Ferry is back" in reader.get(first.paths[0]).text
    assert "Ferry is back" in reader.get("/").text
    assert feed(plain_item(version="1")).outcomes == ["unchanged"]
    assert feed(plain_item(version="2", headlines=[{"value": "X"}])).outcomes == ["unchanged"]
    assert the_piece().title == "Ferry is back"


def test_without_versions_changed_content_updates(feed: Feed) -> None:
    assert feed(plain_item()).outcomes == ["created"]
    assert feed(plain_item(by="Ann Lee")).outcomes == ["updated"]
    older = plain_item(versionCreated="2026-05-30T07:00:00Z", by="Bo Ek")
    assert feed(older).outcomes == ["unchanged"]
    assert feed(plain_item()).outcomes == ["unchanged"]
    assert [b.person.name for b in the_piece().bylines.all()] == ["Ann Lee"]


def test_a_change_shows_as_updated(feed: Feed) -> None:
    feed(plain_item(firstCreated="2026-05-29T08:00:00Z"))
    piece = the_piece()
    assert piece.published_at is not None
    assert piece.changed_at is not None
    assert piece.published_at < piece.changed_at


def test_withheld_is_a_draft_and_usable_again_is_public(feed: Feed, reader: Reader) -> None:
    done = feed(plain_item(version="1", pubStatus="withheld"))
    assert done.lines == [("created", "-", "urn:example:1")]
    assert not the_piece().live
    path = feed(plain_item(version="2")).paths[0]
    assert reader.status(path) == 200
    assert feed(plain_item(version="3", pubStatus="withheld")).outcomes == ["updated"]
    assert reader.status(path) == 404
    assert "Ferry returns" not in reader.get("/").text
    assert feed(plain_item(version="4")).paths == [path]
    assert reader.status(path) == 200


def test_canceled_is_taken_down_with_its_reason(feed: Feed, reader: Reader) -> None:
    path = feed(plain_item(version="1")).paths[0]
    kill = {"uri": "urn:example:1", "version": "2", "pubStatus": "canceled", "edNote": "It errs."}
    done = feed(kill)
    assert done.lines == [("updated", path, "urn:example:1")]
    gone = reader.get(path)
    assert gone.status == 410
    assert "It errs." in gone.text
    assert "Ferry returns" not in reader.get("/").text
    assert feed(kill).outcomes == ["unchanged"]
    assert feed(plain_item(version="1")).outcomes == ["unchanged"]
    assert feed(plain_item(version="3")).outcomes == ["updated"]
    assert reader.status(path) == 200


def test_canceled_before_it_came_stays_away(feed: Feed, reader: Reader) -> None:
    assert feed(plain_item(version="2", pubStatus="canceled")).lines[0][:2] == ("created", "-")
    assert feed(plain_item(version="1")).outcomes == ["unchanged"]
    assert "Ferry returns" not in reader.get("/").text
    bare = feed({"uri": "urn:example:9", "pubStatus": "canceled"})
    assert (bare.code, bare.outcomes) == (0, ["skipped"])


def test_embargo_and_expiry_are_kept(feed: Feed, reader: Reader) -> None:
    embargoed = plain_item(embargoedUntil="2026-05-30T09:00:00Z")
    expired = plain_item(uri="urn:example:2", expires="2026-05-30T07:59:00Z")
    assert feed(embargoed, expired).paths == ["-", "-"]
    assert "Ferry returns" not in reader.get("/").text
    state = PublicState.objects.get(article=the_piece())
    assert state.next_due == the_piece().embargo_until


def test_picks_wait_for_their_targets(feed: Feed, reader: Reader) -> None:
    pick = {"name": "x", "rel": "readAlso", "uri": "urn:example:2"}
    path = feed(plain_item(associations=[pick])).paths[0]
    assert "Tide table" not in reader.get(path).text
    feed(plain_item(uri="urn:example:2", headlines=[{"value": "Tide table"}]))
    assert the_piece().picks.get().target.uri == "urn:example:2"
    assert "Tide table" in reader.get(path).text


def test_a_piece_that_moves_leaves_a_redirect(feed: Feed, reader: Reader) -> None:
    harbour = [{"name": "Harbour", "rel": "section"}]
    old = feed(plain_item(version="1")).paths[0]
    new = feed(plain_item(version="2", subjects=harbour)).paths[0]
    assert (old, new) == ("/news/2026/05/30/ferry-returns/", "/harbour/2026/05/30/ferry-returns/")
    assert reader.get(old).location.endswith(new)
    third = feed(plain_item(version="3", firstCreated="2026-05-28T08:00:00Z")).paths[0]
    assert third == "/harbour/2026/05/28/ferry-returns/"
    assert reader.get(old).location.endswith(third)
    assert reader.get(new).location.endswith(third)
    assert FormerPath.objects.count() == 2
    assert Page.find_problems() == ([], [], [], [], [])


def test_sections_people_and_topics_are_found_again(feed: Feed) -> None:
    existing = section("Harbour")
    person("Ann Lee")
    topic("Ferries")
    subjects = [{"name": "HARBOUR", "rel": "section"}, {"name": "ferries"}]
    feed(plain_item(by="Ann Lee", subjects=subjects))
    assert the_piece().section == existing
    assert Person.objects.filter(name="Ann Lee").count() == 1
    assert Topic.objects.count() == 1


def test_reserved_names_make_sections_too(feed: Feed) -> None:
    done = feed(plain_item(subjects=[{"name": "Live", "rel": "section"}]))
    assert done.code == 0
    assert SectionPage.objects.get(title="Live").slug == "live-1"


def test_items_go_into_their_edition(feed: Feed) -> None:
    item = plain_item(language="az", headlines=[{"value": "Bərə qayıtdı İLK"}])
    assert feed(item).paths == ["/az/news/2026/05/30/bərə-qayıtdı-ilk/"]


def test_equal_headlines_get_slugs_of_their_own(feed: Feed) -> None:
    done = feed(*(plain_item(uri=f"urn:example:{n}") for n in range(4)))
    more = feed(plain_item(uri="urn:example:9"))
    slugs = [path.split("/")[-2] for path in done.paths + more.paths]
    assert slugs == ["ferry-returns", *(f"ferry-returns-{n}" for n in (2, 3, 4, 5))]
    assert Page.find_problems() == ([], [], [], [], [])


def test_pictures_beside_the_feed_come_in_once(feed: Feed, folder: Path) -> None:
    picture(folder / "a.jpg")
    picture(folder / "b.png", (30, 30))
    body = [{"value": '<p>A</p><img src="a.jpg" alt="In text"><p>B</p><img src="none.jpg">'}]
    renditions = [{"name": "main", "href": "https://cdn.example/x/b.png"}]
    lead = {"name": "l", "uri": "urn:p", "type": "picture", "renditions": renditions}
    done = feed(plain_item(bodies=body, associations=[lead]))
    piece = the_piece()
    assert [block.block_type for block in piece.body] == ["paragraph", "image", "paragraph"]
    assert piece.body[1].value["image"].width == 60
    assert piece.lead_image is not None
    assert piece.lead_image.width == 30
    assert "none.jpg" in done.err
    feed(plain_item(uri="urn:example:2", bodies=body))
    assert get_image_model().objects.count() == 2


@pytest.mark.parametrize(
    "href", ["../secret.jpg", "%2e%2e/secret.jpg", "link.jpg", "/etc/hostname", "file:///etc/x.jpg"]
)
def test_no_file_outside_the_feeds_folder_comes_in(feed: Feed, folder: Path, href: str) -> None:
    picture(folder.parent / "secret.jpg")
    (folder / "link.jpg").symlink_to(folder.parent / "secret.jpg")
    lead = {"name": "l", "uri": "u", "type": "picture", "renditions": [{"name": "m", "href": href}]}
    assert feed(plain_item(associations=[lead])).outcomes == ["created"]
    assert not get_image_model().objects.exists()


def test_what_only_looks_like_a_picture_stays_out(feed: Feed, folder: Path) -> None:
    (folder / "a.jpg").write_bytes(b"<script>alert(1)</script>")
    (folder / "b.svg").write_text("<svg/>")
    whole = picture(folder / "c.jpg").read_bytes()
    (folder / "c.jpg").write_bytes(whole[:40])
    for name in ("a.jpg", "b.svg", "c.jpg"):
        lead = {"name": "l", "uri": "u", "type": "picture", "renditions": [{"href": name}]}
        feed(plain_item(uri=f"urn:{name}", associations=[lead]))
    assert not get_image_model().objects.exists()


def test_one_bad_item_never_stops_the_rest(feed: Feed) -> None:
    done = feed(
        plain_item(),
        "{oops",
        plain_item(uri=None),
        plain_item(uri="urn:example:2", language="xx"),
        plain_item(uri="urn:example:3", type="video"),
        plain_item(uri="urn:example:4"),
    )
    assert done.code == 1
    assert [line[0] for line in done.lines] == [
        "created",
        "rejected",
        "rejected",
        "rejected",
        "skipped",
        "created",
    ]
    assert done.lines[3][1:] == ("-", "urn:example:2")
    assert "feed.ndjson, item 4, line 4: rejected: language" in done.err
    assert "init --language xx`" in done.err
    assert "6 items: 2 created, 0 updated, 0 unchanged, 1 skipped, 3 rejected." in done.err


def test_a_row_the_database_refuses_is_refused_alone(
    feed: Feed, monkeypatch: pytest.MonkeyPatch
) -> None:
    from stoppress.intake.filing import articles

    real = articles.Writer._set_texts

    def break_one(self: Any, article: Article, item: Any) -> None:
        real(self, article, item)
        if item.uri == "urn:example:2":
            article.urgency = -5

    monkeypatch.setattr(articles.Writer, "_set_texts", break_one)
    done = feed(*(plain_item(uri=f"urn:example:{n}") for n in (1, 2, 3)))
    assert done.outcomes == ["created", "rejected", "created"]
    assert "cannot hold it" in done.err
    assert Article.objects.count() == 2


def test_what_editors_added_stays(feed: Feed) -> None:
    feed(plain_item(version="1"))
    piece = the_piece()
    piece.kicker = "Analysis"
    publish(piece)
    feed(plain_item(version="2", by="Ann Lee"))
    assert the_piece().kicker == "Analysis"


def test_many_items_take_few_queries(feed: Feed) -> None:
    def queries(count: int, start: int) -> int:
        items = [
            plain_item(uri=f"urn:n:{n}", by="Ann Lee", headlines=[{"value": f"Headline {n}"}])
            for n in range(start, start + count)
        ]
        with CaptureQueriesContext(connection) as captured:
            assert set(feed(*items).outcomes) == {"created"}
        return len(captured)

    queries(1, 0)
    few = queries(2, 100)
    assert queries(100, 200) < few + 200


def test_a_bulk_piece_has_all_that_a_published_one_has(feed: Feed) -> None:
    """The same piece, once imported and once published by hand, leaves the same rows."""
    news = section("News", of=edition("en"))
    by_hand = Article(
        title="By hand",
        body=[("paragraph", "<p>Words of the text.</p>")],
        uri="urn:hand",
        source_version=None,
        published_at=None,
    )
    by_hand.bylines.add(Byline(person=person("Ann Lee")))
    by_hand.topic_links.add(ArticleTopic(topic=topic("Ferries")))
    published = publish(file_article(news, by_hand))
    feed(
        plain_item(
            headlines=[{"value": "By feed"}],
            by="Ann Lee",
            subjects=[{"name": "Ferries"}],
            bodies=[{"value": "<p>Words of the text.</p>"}],
        )
    )
    imported = the_piece()
    assert _traces(imported) == _traces(published)


def _traces(piece: Article) -> Any:
    base = ContentType.objects.get_for_model(Page)
    references = ReferenceIndex.objects.filter(
        base_content_type=base, object_id=str(piece.pk)
    ).values_list("to_content_type", "to_object_id", "model_path")
    state = PublicState.objects.get(article=piece)
    index = piece.index_entries.get()
    assert state.facets is not None
    content = set(piece.latest_revision.content)
    return {
        "references": sorted(references),
        "log": sorted(PageLogEntry.objects.filter(page=piece.pk).values_list("action", flat=True)),
        "facets": {n: v for n, v in state.facets.items() if n in ("section", "people", "topics")},
        "columns": (
            piece.live,
            piece.has_unpublished_changes,
            piece.expired,
            piece.depth,
            piece.locale_id,
            piece.edition_id,
            piece.section_id,
            piece.content_type_id,
            piece.live_revision_id == piece.latest_revision_id,
            bool(piece.first_published_at and piece.last_published_at),
            piece.url_path == f"{piece.get_parent().url_path}{piece.slug}/",
            piece.draft_title == piece.title,
        ),
        "index": ("Words of the text" in index.body, piece.title in index.title),
        "revision": content,
        "as_object": type(piece.latest_revision.as_object()).__name__,
        "change": Change.objects.filter(object_id=piece.pk, kind="article").exists(),
    }


def test_an_imported_piece_can_be_edited_at_the_desk(feed: Feed, reader: Reader) -> None:
    path = feed(plain_item(by="Ann Lee")).paths[0]
    piece = the_piece().get_latest_revision_as_object()
    piece.title = "Edited"
    publish(piece)
    assert "Edited" in reader.get(path).text
    assert [b.person.name for b in the_piece().bylines.all()] == ["Ann Lee"]


def test_nothing_to_print_into_is_said(db: None) -> None:
    from stoppress.intake.ninjs import command

    err = io.StringIO()
    assert command.run(["none.json"], out=io.StringIO(), err=err) == 2
    assert "no edition" in err.getvalue()
