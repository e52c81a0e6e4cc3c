"""The desk in Chromium: states, choosers, and words after the session has ended."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Route, expect

from tests.world.chromium import OpenPage, Visit
from tests.world.desk import Editor
from tests.world.fixtures import EDITOR, PASSWORD
from tests.world.pieces import import_pieces, piece
from tests.world.running import RunningNewsroom
from tests.world.waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def visit(desk_newsroom: RunningNewsroom, open_page: OpenPage) -> Visit:
    """A tab of an editor's browser."""
    return open_page(f"{desk_newsroom.desk}/")


@pytest.fixture
def desk(desk_newsroom: RunningNewsroom, visit: Visit) -> Editor:
    """An editor who has signed in at the desk."""
    visit.context.add_init_script(
        "addEventListener('w-unsaved:watch-edits',"
        " () => { document.documentElement.dataset.watches = '1'; }, true)"
    )
    return Editor.sign_in(visit.page, desk_newsroom.desk, EDITOR, PASSWORD)


def open_and_watch(desk: Editor, headline: str) -> None:
    """Open a piece, and wait until the editor looks for changes to save by itself."""
    desk.open_piece(headline)
    expect(desk.page.locator("html[data-watches]")).to_be_attached(timeout=30_000)


@pytest.mark.long
def test_after_publishing_the_desk_says_that_readers_have_it(
    desk_newsroom: RunningNewsroom, desk: Editor
) -> None:
    import_pieces(desk_newsroom, piece("The ferry is back"))
    desk.open_piece("The ferry is back")
    desk.page.get_by_role("textbox", name="Headline").fill("The ferry is back for good")

    desk.publish()

    said = desk.page.locator(".messages .success")
    expect(said).to_contain_text("“The ferry is back for good”: out.")
    expect(said.get_by_role("link", name="As readers see it")).to_be_visible()


@pytest.mark.long
def test_after_saving_itself_a_live_article_is_not_called_live_alone(
    desk_newsroom: RunningNewsroom, desk: Editor
) -> None:
    import_pieces(desk_newsroom, piece("The slip is dry"))
    open_and_watch(desk, "The slip is dry")
    state = desk.page.locator("#desk-state")
    expect(state).to_have_text(re.compile(r"^\s*out\s*$"))

    desk.page.get_by_role("textbox", name="Headline").fill("The slip is flooded")

    expect(state).to_have_text(re.compile("out, unpublished changes"), timeout=30_000)


@pytest.mark.long
def test_words_typed_at_once_after_opening_are_saved(
    desk_newsroom: RunningNewsroom, desk: Editor
) -> None:
    import_pieces(desk_newsroom, piece("The crane is up"))
    desk.open_piece("The crane is up")

    desk.page.get_by_role("textbox", name="Headline").fill("The crane is down")

    expect(desk.page.locator("#desk-state")).to_have_text(
        re.compile("out, unpublished changes"), timeout=30_000
    )


@pytest.mark.long
def test_words_typed_while_a_save_is_under_way_are_saved(
    desk_newsroom: RunningNewsroom, desk: Editor
) -> None:
    import_pieces(desk_newsroom, piece("The crane is idle"))
    open_and_watch(desk, "The crane is idle")
    headline = desk.page.get_by_role("textbox", name="Headline")
    saved: list[str] = []

    def type_before_it_is_sent(route: Route) -> None:
        saved.append(route.request.post_data or "")
        if len(saved) == 1:
            headline.fill("The crane is painted green")
        route.continue_()

    desk.page.route(re.compile(r"/edit/$"), type_before_it_is_sent)
    headline.fill("The crane is painted")

    def later_words_are_sent() -> bool:
        desk.page.wait_for_timeout(100)  # gives the browser's events their turn
        return any("painted green" in words for words in saved)

    until(later_words_are_sent)


@pytest.mark.long
def test_words_are_kept_when_the_session_ends(
    desk_newsroom: RunningNewsroom, desk: Editor, visit: Visit
) -> None:
    import_pieces(desk_newsroom, piece("The tide table is wrong"))
    open_and_watch(desk, "The tide table is wrong")
    visit.context.clear_cookies(name="desk_session")

    desk.page.get_by_role("textbox", name="Headline").fill("The tide table is right")
    expect(desk.page.locator("#w-autosave-indicator")).to_contain_text(
        re.compile("signed out|paused", re.IGNORECASE), timeout=30_000
    )
    desk.page.get_by_role("button", name="Save again").click()
    desk.sign_in_elsewhere_and_try_again(EDITOR, PASSWORD)

    expect(desk.page.get_by_role("textbox", name="Headline")).to_have_value(
        "The tide table is right"
    )


@pytest.mark.long
def test_the_chooser_of_topics_opens_and_offers_the_editions_own(
    desk_newsroom: RunningNewsroom, desk: Editor
) -> None:
    import_pieces(
        desk_newsroom, piece("The nets are mended", subjects=[{"name": "Town", "rel": "section"}])
    )
    desk.open_piece("The nets are mended")

    desk.unfold("Topics")
    desk.page.get_by_role("button", name="Add topic").click()
    desk.page.get_by_role("button", name="Choose topic").first.click()

    rows = desk.page.locator(".modal-body tbody tr")
    expect(rows.first).to_be_visible()
    assert {row.split()[-1] for row in rows.all_inner_texts()} == {"English"}
