"""The list of all pieces: its filters, its pages, what is done with many, views that are kept."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from stoppress.desk.pieces import by_words, filters, paging
from stoppress.desk.pieces.filters import Filters
from stoppress.newsroom import clock
from stoppress.newsroom.actions.correct import correct
from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.send_to_editor import send_to_editor
from stoppress.newsroom.actions.take_down import take_down
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.models import Article, SavedView, SectionPage
from stoppress.newsroom.public import public_articles
from stoppress.newsroom.search.follow import follow
from tests.desk.conftest import desk_of, user_of
from tests.newsroom import factories
from tests.newsroom.reader import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

HOUR = timedelta(hours=1)
PIECES = "/pieces/"


def page_of(desk: Client, query: str = "") -> Any:
    return html.fromstring(desk.get(f"{PIECES}{query}").content)


def headlines(page: Any) -> list[str]:
    return [str(found) for found in page.xpath("//table//th/a/text()")]


def submitted(headline: str) -> Article:
    article = factories.draft(headline)
    article.owner = user_of("reporter")
    article.save(update_fields=["owner"])
    send_to_editor(article, article.owner)
    return article


def scheduled(headline: str) -> Article:
    article = factories.draft(headline)
    article.go_live_at = NOON + HOUR
    return publish(article, Unasked.COMMAND)


def newsroom() -> None:
    """A piece of each state."""
    factories.draft("A draft")
    submitted("To be read")
    scheduled("At one")
    factories.article("Under embargo", embargo_until=NOON + HOUR)
    factories.article("Out", by=(factories.person("Nora Vale"),), about=(factories.topic("Ferry"),))
    factories.article("Of yesterday", published_at=NOON - 24 * HOUR)
    correct(factories.article("Corrected"), "It said 60.", "It is 50.", Unasked.COMMAND)
    take_down(factories.article("Down"), "It could not be confirmed.", Unasked.COMMAND)
    there = factories.section("Liman", of=factories.edition("az", "Kelmora Kuryeri"))
    factories.article("Bərə qayıdıb", into=there)


FOUND = {
    "?state=draft": {"A draft", "To be read", "At one"},
    "?state=reading": {"To be read"},
    "?state=coming": {"At one", "Under embargo"},
    "?state=out": {"Out", "Of yesterday", "Corrected", "Bərə qayıdıb"},
    "?state=corrected": {"Corrected"},
    "?state=down": {"Down"},
    "?edition=az": {"Bərə qayıdıb"},
    "?author=vale": {"Out"},
    "?author=Nora+Vale&state=draft": set(),
    "?topic=ferry": {"Out"},
    "?day=2026-05-29": {"Of yesterday"},
    "?state=nonsense&day=never&section=0&edition=xx": None,
    "?mine=on": {"To be read"},
}


@pytest.mark.parametrize("few", [0, 2000], ids=["met on the way", "asked first"])
def test_filters_find_what_they_say(few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    newsroom()
    everything = set(Article.objects.values_list("title", flat=True))
    desk = Client(headers={"host": "desk.news.example"})
    desk.force_login(Article.objects.get(title="To be read").owner)
    if few == 0:
        # Those few whose ids are known without a query of the archive stay asked first.
        monkeypatch.setattr(filters, "_FEW", few)
    asked = {
        query: found
        for query, found in FOUND.items()
        if few or not any(word in query for word in ("reading", "coming", "day="))
    }

    seen = {query: set(headlines(page_of(desk, query))) for query in asked}

    assert seen == {q: everything if found is None else found for q, found in asked.items()}


def test_a_section_of_many_pieces_is_met_on_the_way(monkeypatch: pytest.MonkeyPatch) -> None:
    section = factories.section("Town")
    factories.article("Of the town", into=section)
    factories.article("Of the harbour")
    desk = desk_of("editor")
    for few in (2000, 0):
        monkeypatch.setattr(filters, "_FEW", few)
        assert headlines(page_of(desk, f"?section={section.pk}")) == ["Of the town"]


def test_words_find_pieces_that_pass_the_other_filters_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(by_words, "LENGTH", 2)
    factories.draft("Fırtına", text="No boat went out.")
    for number in range(3):
        factories.article(f"Storm {number}", text="The firtina was strong.")
    follow()
    desk = desk_of("editor")

    assert headlines(page_of(desk, "?q=firtina&state=draft")) == ["Fırtına"]
    first = page_of(desk, "?q=firtina")
    assert headlines(first)[0] == "Fırtına"  # called so
    [more] = first.xpath("//a[@rel='next']/@href")
    found = headlines(first) + headlines(page_of(desk, more))
    assert sorted(found) == ["Fırtına", "Storm 0", "Storm 1", "Storm 2"]


def test_words_and_filters_that_few_pass_fill_a_page_from_further_down(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(by_words, "LENGTH", 2)
    monkeypatch.setattr(by_words, "_MOST_ROUNDS", 3)
    nora, desk = factories.person("Nora Vale"), desk_of("editor")
    factories.article("Ferry of Nora's", by=(nora,))
    correct(factories.article("Ferry corrected"), "It said 60.", "It is 50.", Unasked.COMMAND)
    for number in range(9):
        with clock.set_clock(NOON + timedelta(minutes=number)):
            factories.draft(f"Ferry {number}")
    follow()

    assert headlines(page_of(desk, "?q=ferry&author=vale")) == ["Ferry of Nora's"]
    assert headlines(page_of(desk, "?q=ferry&author=nobody")) == []
    assert headlines(page_of(desk, "?q=ferry&state=out")) == []
    [more] = page_of(desk, "?q=ferry&state=out").xpath("//a[@rel='next']/@href")
    found = page_of(desk, more)
    assert set(headlines(found)) == {"Ferry of Nora's", "Ferry corrected"}


def test_pages_follow_one_another_without_a_gap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "LENGTH", 3)
    for number in range(8):
        with clock.set_clock(NOON + timedelta(minutes=number // 3)):  # some at the same moment
            factories.draft(f"Draft {number}")
    desk = desk_of("editor")
    wanted = [f"Draft {number}" for number in reversed(range(8))]

    pages = [page_of(desk)]
    while older := pages[-1].xpath("//a[@rel='next']/@href"):
        pages.append(page_of(desk, older[0]))
    assert [headlines(page) for page in pages] == [wanted[:3], wanted[3:6], wanted[6:]]

    newer = [pages[-1]]
    while back := newer[-1].xpath("//a[@rel='prev']/@href"):
        newer.append(page_of(desk, back[0]))
    assert [headlines(page) for page in newer] == [wanted[6:], wanted[3:6], wanted[:3]]


def test_fifty_rows_are_light_and_take_no_more_queries_than_five() -> None:
    people = [factories.person(f"Person {number}") for number in range(5)]
    desk = desk_of("editor")

    def asked() -> int:
        page_of(desk)
        with CaptureQueriesContext(connection) as queries:
            page_of(desk)
        return len(queries)

    for number in range(4):
        factories.draft(by=(people[number],))
    scheduled("At one")
    of_five = asked()
    for number in range(44):
        factories.draft(
            f"A headline of a usual length, of about sixty letters {number}",
            by=(people[number % 5],),
        )
    scheduled("At one again")

    assert asked() == of_five
    answer = desk.get(PIECES)
    assert len(headlines(html.fromstring(answer.content))) == 50
    assert len(answer.content) < 100_000


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the plans of SQLite")
@pytest.mark.parametrize(
    ("asked", "index"),
    [
        (Filters(), "newsroom_page_worked_on"),
        (Filters(edition="en"), "newsroom_page_worked_on_edition"),
        (Filters(state="draft"), "newsroom_page_drafts"),
        (Filters(state="out"), "newsroom_page_worked_on"),
        (Filters(section=1), "newsroom_page_worked_on"),
        (Filters(author="Person"), "newsroom_page_worked_on"),
    ],
)
def test_the_archive_is_walked_by_an_index(
    asked: Filters, index: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    section = factories.section()
    factories.draft(by=(factories.person("Person"),), into=section)
    if asked.section:
        asked = Filters(section=section.pk)
    monkeypatch.setattr(filters, "_FEW", 0)
    pieces = paging.newest_first(asked.pieces(None))

    plan = pieces.values_list("latest_revision_created_at", "id")[:51].explain()

    assert f"INDEX {index} (" in plan
    assert "TEMP B-TREE" not in plan


def chosen(desk: Client, doing: str, *articles: Article, **said: Any) -> Any:
    """Tick pieces, choose what is done, answer the question; gives the page that comes."""
    ticked = {"doing": doing, "piece": [one.pk for one in articles]}
    address = reverse("desk_pieces_chosen")
    question = html.fromstring(desk.post(address, ticked).content)
    sure = [int(pk) for pk in question.xpath("//input[@name='piece']/@value")]
    answer = desk.post(address, {"doing": doing, "sure": "1", "piece": sure, **said}, follow=True)
    return html.fromstring(answer.content)


def undo(desk: Client, page: Any) -> None:
    [what] = page.xpath("//button[@form='pieces-undo']/@value")
    desk.post(reverse("desk_pieces_undo"), {"what": what})


def public() -> set[str]:
    return set(public_articles().values_list("title", flat=True))


def test_many_are_taken_down_at_once_and_put_back() -> None:
    one, two, other = (factories.article(headline) for headline in ("One", "Two", "Other"))
    desk = desk_of("editor")

    page = chosen(desk, "take-down", one, two, reason="It could not be confirmed.")

    assert public() == {"Other"}
    assert "Done with 2 pieces." in page.text_content()
    undo(desk, page)
    assert public() == {"One", "Two", "Other"}
    assert other.pk


def test_what_was_done_with_many_leads_back_to_the_list_it_was_done_from() -> None:
    article, desk = factories.article("Ferry"), desk_of("editor")
    sent = {"doing": "take-down", "piece": [article.pk], "list": "state=out&x=%0A"}

    asked = html.fromstring(desk.post(f"{PIECES}chosen/", sent).content)
    assert asked.xpath("//input[@name='list']/@value") == ["state=out&x=%0A"]
    [left] = asked.xpath("//a[@class='btn']/@href")
    assert left == f"{PIECES}?state=out&x=%0A"

    done = desk.post(f"{PIECES}chosen/", {**sent, "sure": "1", "reason": "It was wrong."})
    assert done.headers["Location"] == left
    shown = page_of(desk, "?state=down")
    assert shown.xpath("//form[@id='pieces-undo']/input[@name='list']/@value") == ["state=down"]
    [what] = shown.xpath("//button[@name='what']/@value")
    undone = desk.post(f"{PIECES}undo/", {"what": what, "list": "state=down"})
    assert undone.headers["Location"] == f"{PIECES}?state=down"


def test_many_are_unpublished_at_once_and_are_published_again_as_they_were() -> None:
    one, two = factories.article("One"), factories.article("Two")
    one.title = "One, as nobody has read it"
    one.save_revision()
    desk = desk_of("editor")

    page = chosen(desk, "unpublish", one, two)

    assert public() == set()
    undo(desk, page)
    assert public() == {"One", "Two"}


def test_many_move_to_a_section_and_back() -> None:
    one, two = factories.article("One"), factories.article("Two", into=factories.section("Town"))
    there = factories.section("Culture")
    desk = desk_of("editor")

    def places() -> list[str]:
        return [str(Article.objects.get(pk=a.pk).section) for a in (one, two)]

    page = chosen(desk, "move", one, two, section=there.pk)

    assert places() == ["Culture", "Culture"]
    undo(desk, page)
    assert places() == ["Harbour", "Town"]


def test_many_stay_in_their_edition_and_the_refusal_is_told() -> None:
    """Moved to another edition they would lose topics and picks, and no undo brings these back."""
    elsewhere = factories.section("Liman", of=factories.edition("az"))
    article = factories.article("One")
    before = article.section_id

    page = chosen(desk_of("editor"), "move", article, section=elsewhere.pk)

    assert Article.objects.get(pk=article.pk).section_id == before
    [told] = page.xpath("//p[contains(@class, 'desk-message')]")
    assert "One: “Liman” belongs to another edition" in told.text_content()
    assert not page.xpath("//button[@form='pieces-undo']")


def test_an_undo_that_does_nothing_says_so() -> None:
    """A piece cannot move back into a section that is gone meanwhile."""
    before, there = factories.section("Town"), factories.section("Culture")
    article, desk = factories.article("One", into=before), desk_of("editor")
    page = chosen(desk, "move", article, section=there.pk)
    [what] = page.xpath("//button[@form='pieces-undo']/@value")
    SectionPage.objects.get(pk=before.pk).delete()

    undone = html.fromstring(desk.post(f"{PIECES}undo/", {"what": what}, follow=True).content)

    assert Article.objects.get(pk=article.pk).section_id == there.pk
    [told] = undone.xpath("//p[contains(@class, 'desk-message')]")
    assert "warning" in told.get("class")
    assert "One" in told.text_content()


@pytest.mark.parametrize("doing", ["take-down", "unpublish", "move"])
def test_a_reporter_does_none_of_it_with_anothers_pieces(doing: str) -> None:
    article = factories.article("One")
    desk = desk_of("reporter")

    address, said = reverse("desk_pieces_chosen"), {"reason": "No.", "section": article.section_id}
    answer = desk.post(address, {"doing": doing, "sure": "1", "piece": article.pk, **said})

    assert "Left as they are" in answer.text
    assert public() == {"One"}


def test_what_another_did_is_not_undone_by_its_signature() -> None:
    page = chosen(desk_of("editor"), "unpublish", factories.article("One"))
    [what] = page.xpath("//button[@form='pieces-undo']/@value")
    reporter = desk_of("reporter")

    assert reporter.post(reverse("desk_pieces_undo"), {"what": what}).status_code in {302, 403}
    reporter.post(reverse("desk_pieces_undo"), {"what": what[:-2]})

    assert public() == set()


def test_a_view_is_kept_for_its_person_alone() -> None:
    editor = desk_of("editor")
    said = {"name": "Drafts of the harbour", "query": "state=draft&older=20260530-1&x=1"}

    editor.post(reverse("desk_pieces_save"), said)

    kept = page_of(editor).xpath("//ul[@class='pieces-saved']//a")
    assert [(a.text, a.get("href")) for a in kept] == [("Drafts of the harbour", "?state=draft")]
    reporter = desk_of("reporter")
    assert not page_of(reporter).xpath("//ul[@class='pieces-saved']")
    forget = reverse("desk_pieces_forget", args=[SavedView.objects.get().pk])
    assert reporter.post(forget).status_code == 404
    editor.post(forget)
    assert not SavedView.objects.exists()


@pytest.mark.parametrize(
    "query", ["?older=x", "?older=20260530T120000.0-", "?newer=-1", "?older=%00", "?author=%00"]
)
def test_an_address_that_names_no_place_shows_the_first_page(query: str) -> None:
    factories.draft("A draft")

    assert headlines(page_of(desk_of("editor"), query)) == ["A draft"]


def test_the_former_list_leads_on() -> None:
    assert desk_of("editor").get("/articles/").headers["Location"] == PIECES
