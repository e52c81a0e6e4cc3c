"""Items become articles: created, updated, withdrawn, moved; again they touch nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from wagtail.models import Page, PageLogEntry, ReferenceIndex, Revision

from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.models import (
    Article,
    Change,
    EditionPage,
    FormerPath,
    Person,
    PublicState,
    SectionPage,
    Topic,
)
from tests.intake.conftest import Feed
from tests.intake.filed import picture, the_piece
from tests.intake.items import ferry, plain_item
from tests.newsroom.factories import edition, person, section, topic
from tests.newsroom.reader import Reader

pytestmark = pytest.mark.usefixtures("noon")


def everything() -> list[Any]:
    """All rows that an import could touch."""
    models = (Page, Article, Revision, Change, PublicState, PageLogEntry, ReferenceIndex, Person)
    return [list(model.objects.order_by("pk").values()) for model in models]


@pytest.mark.slow
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


@pytest.mark.slow
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


@pytest.mark.slow
def test_the_same_feed_again_touches_nothing(feed: Feed) -> None:
    items = [ferry(), plain_item(), plain_item(headlines=[{"value": "Other"}])]
    assert feed(*items).outcomes == ["created", "created", "updated"]
    before = everything()
    again = feed(*items)
    assert again.code == 0
    assert again.outcomes == ["unchanged"] * 3
    assert again.paths == ["-", *["/news/2026/05/30/ferry-returns/"] * 2]
    assert everything() == before


@pytest.mark.slow
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


@pytest.mark.slow
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


@pytest.mark.slow
def test_withheld_is_a_draft_and_usable_again_is_public(feed: Feed, reader: Reader) -> None:
    done = feed(plain_item(version="1", pubStatus="withheld"))
    assert done.lines == [("created", "-", "urn:example:1")]
    assert "item 1, line 1: created: not public: it is withheld." in done.err
    assert not the_piece().live
    path = feed(plain_item(version="2")).paths[0]
    assert reader.status(path) == 200
    assert feed(plain_item(version="3", pubStatus="withheld")).outcomes == ["updated"]
    assert reader.status(path) == 404
    assert "Ferry returns" not in reader.get("/").text
    assert feed(plain_item(version="4")).paths == [path]
    assert reader.status(path) == 200


@pytest.mark.slow
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


@pytest.mark.slow
def test_canceled_before_it_came_stays_away(feed: Feed, reader: Reader) -> None:
    assert feed(plain_item(version="2", pubStatus="canceled")).lines[0][:2] == ("created", "-")
    assert feed(plain_item(version="1")).outcomes == ["unchanged"]
    assert "Ferry returns" not in reader.get("/").text
    bare = feed({"uri": "urn:example:9", "pubStatus": "canceled"})
    assert (bare.code, bare.outcomes) == (0, ["skipped"])


def test_embargo_and_expiry_are_kept(feed: Feed, reader: Reader) -> None:
    embargoed = plain_item(embargoedUntil="2026-05-30T09:00:00Z")
    expired = plain_item(uri="urn:example:2", expires="2026-05-30T07:59:00Z")
    done = feed(embargoed, expired)
    assert done.paths == ["-", "-"]
    assert "not public before 2026-05-30T09:00+00:00, when its embargo ends." in done.err
    assert "created: not public: it expired at 2026-05-30T07:59+00:00." in done.err
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


@pytest.mark.slow
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


@pytest.mark.slow
def test_sections_people_and_topics_are_found_again(feed: Feed) -> None:
    existing = section("Harbour")
    person("Ann Lee")
    topic("Ferries")
    subjects = [{"name": "HARBOUR", "rel": "section"}, {"name": "ferries"}]
    feed(plain_item(by="Ann Lee", subjects=subjects))
    assert the_piece().section == existing
    assert Person.objects.filter(name="Ann Lee").count() == 1
    assert Topic.objects.count() == 1


@pytest.mark.parametrize(
    "names",
    [
        ("Ann Lee", "ANN LEE", "Ann\u00a0 Lee"),
        ("José Paz", "Jose\u0301 Paz", "JOSÉ PAZ"),
        ("Yıldız Işık", "YILDIZ IŞIK", "yıldız ışık"),
        ("Νίκος Λέκκας", "ΝΙΚΟΣ ΛΕΚΚΑΣ"),
    ],
)
def test_people_are_the_same_in_any_case(feed: Feed, names: tuple[str, ...]) -> None:
    for number, name in enumerate(names):
        people = [{"name": name, "rel": "author"}]
        feed(plain_item(uri=f"urn:item:{number}", slug=f"story-{number}", people=people))

    assert [one.name for one in Person.objects.all()] == [names[0]]
    assert Person.objects.get().bylines.count() == len(names)


def test_who_has_exactly_the_name_goes_before_who_has_it_in_other_letters(feed: Feed) -> None:
    person("ANN LEE")
    exactly = person("Ann Lee")

    feed(plain_item(people=[{"name": "Ann Lee", "rel": "author"}]))

    assert exactly.bylines.count() == 1


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", ("Экономика", "экономика", "ЭКОНОМИКА")),
        ("az", ("Əmək", "əmək", "ƏMƏK")),
        ("az", ("İdxal", "idxal", "İDXAL")),
    ],
)
@pytest.mark.slow
def test_topics_and_sections_are_the_same_in_any_case(
    feed: Feed, language: str, names: tuple[str, ...]
) -> None:
    for number, name in enumerate(names):
        done = feed(
            plain_item(
                uri=f"urn:example:{number}",
                language=language,
                subjects=[{"name": f"{name} S", "rel": "section"}, {"name": name}],
            )
        )
        assert done.outcomes == ["created"]
    assert Topic.objects.get().title == names[0]
    assert SectionPage.objects.filter(title__endswith=" S").count() == 1


def test_nothing_is_filed_into_a_section_that_an_editor_still_prepares(feed: Feed) -> None:
    paper = edition()
    paper.add_child(instance=SectionPage(title="Sport", slug="sport", live=False))
    EditionPage.objects.update(default_section=SectionPage.objects.get(slug="sport"))

    done = feed(plain_item(subjects=[{"name": "Sport", "rel": "section"}]))

    assert done.lines == [("created", "/news/2026/05/30/ferry-returns/", "urn:example:1")]


def test_what_is_filed_into_a_closed_section_waits_there(feed: Feed) -> None:
    closed = section("Sport")
    closed.unpublish()

    feed(plain_item(subjects=[{"name": "Sport", "rel": "section"}]))

    assert the_piece().section == closed
    assert the_piece().public_path is None


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


def test_what_editors_added_stays(feed: Feed) -> None:
    feed(plain_item(version="1"))
    piece = the_piece()
    piece.kicker = "Analysis"
    publish(piece, Unasked.COMMAND)
    feed(plain_item(version="2", by="Ann Lee"))
    assert the_piece().kicker == "Analysis"


def test_an_imported_piece_can_be_edited_at_the_desk(feed: Feed, reader: Reader) -> None:
    path = feed(plain_item(by="Ann Lee")).paths[0]
    piece = the_piece().get_latest_revision_as_object()
    piece.title = "Edited"
    publish(piece, Unasked.COMMAND)
    assert "Edited" in reader.get(path).text
    assert [b.person.name for b in the_piece().bylines.all()] == ["Ann Lee"]


def test_dates_that_cannot_be_meant_are_rejected_in_words(feed: Feed, reader: Reader) -> None:
    tomorrow = plain_item(
        firstCreated="2026-05-31T08:00:00Z", versionCreated="2026-05-31T08:00:00Z"
    )
    over = plain_item(
        uri="urn:example:2", embargoedUntil="2026-05-30T10:00:00Z", expires="2026-05-30T09:00:00Z"
    )
    held = {**tomorrow, "uri": "urn:example:3", "embargoedUntil": "2026-05-31T08:00:00Z"}

    done = feed(tomorrow, over, held)

    assert done.outcomes == ["rejected", "rejected", "created"]
    assert "date line lies in the future" in done.err
    assert "it ends before it begins" in done.err
    assert "Ferry returns" not in reader.get("/").text
