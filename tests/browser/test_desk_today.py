"""Today in Chromium: it keeps itself as things are, and cards move by keys and by the mouse."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.world.chromium import OpenPage
from tests.world.desk import Editor
from tests.world.fixtures import EDITOR, PASSWORD
from tests.world.pieces import import_pieces, piece
from tests.world.running import RunningNewsroom

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PATIENCE = 60_000  # milliseconds, on a machine that is busy


@pytest.fixture
def desk(desk_newsroom: RunningNewsroom, open_page: OpenPage) -> Editor:
    """An editor who has signed in at the desk."""
    page = open_page(f"{desk_newsroom.desk}/").page
    return Editor.sign_in(page, desk_newsroom.desk, EDITOR, PASSWORD)


def column(page: Page, name: str, headline: str) -> Locator:
    """The link of a piece in a column."""
    return page.get_by_role("region", name=name).get_by_role("link", name=headline)


def drag(page: Page, card: Locator, name: str) -> None:
    """Drag a card sideways into a column."""
    card.scroll_into_view_if_needed()
    lifted, column = card.bounding_box(), page.get_by_role("region", name=name).bounding_box()
    assert lifted
    assert column
    height = lifted["y"] + 10
    page.mouse.move(lifted["x"] + 10, height)
    page.mouse.down()
    page.mouse.move(column["x"] + column["width"] / 2, height, steps=5)
    page.mouse.up()


def test_what_another_publishes_comes_by_itself_and_leaves_focus_and_place(
    desk_newsroom: RunningNewsroom, desk: Editor
) -> None:
    page = desk.page
    with page.expect_response(lambda answer: answer.url.endswith("/today/stream/")) as told:
        page.goto(f"{desk.desk}/")
    assert (told.value.status, told.value.headers["content-type"]) == (200, "text/event-stream")
    focused = page.get_by_role("region", name="Out today").get_by_role("link").nth(5)
    focused.focus()
    page.evaluate("scrollTo(0, 300)")
    kept = focused.get_attribute("id")
    page.evaluate("window.loaded = true")

    import_pieces(desk_newsroom, piece("A new crane for berth 3"))

    expect(column(page, "Out today", "A new crane for berth 3")).to_be_visible(timeout=PATIENCE)
    assert page.evaluate("[document.activeElement.id, window.loaded]") == [kept, True]


@pytest.mark.long
def test_a_card_is_sent_to_an_editor_by_keys_and_dragged_back(
    desk_newsroom: RunningNewsroom, desk: Editor
) -> None:
    import_pieces(desk_newsroom, piece("The slip is dry"))
    desk.unpublish("The slip is dry")
    page = desk.page
    page.goto(f"{desk.desk}/")
    link = column(page, "Drafts", "The slip is dry")
    expect(link).to_be_visible()

    draft = page.get_by_role("region", name="Drafts").get_by_role("article")
    draft = draft.filter(has_text="The slip is dry")
    drag(page, draft, "Out today")
    said = page.get_by_role("status").filter(has_text="it is checked there first")
    expect(said, "a move that is refused says why").to_be_visible()

    link.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # its menu
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    sent = page.get_by_role("region", name="With an editor").get_by_role("article")
    card = sent.filter(has_text="The slip is dry")
    expect(card).to_be_visible(timeout=PATIENCE)
    expect(
        page.get_by_role("listitem").filter(has_text="asks you to read The slip is dry")
    ).to_be_visible()

    drag(page, card, "Drafts")

    back = column(page, "Drafts", "The slip is dry")
    expect(back).to_be_visible(timeout=PATIENCE)

    again = page.locator(".today-card[draggable=true]", has_text="The slip is dry")
    expect(again, "the page that followed has its script").to_be_visible(timeout=PATIENCE)
    drag(page, again, "Going out by itself")
    asked = page.get_by_role("dialog", name="When it goes out")
    hour = asked.get_by_label("Goes out")
    expect(hour).to_be_focused(timeout=PATIENCE)
    page.keyboard.press("Escape")
    menu = page.get_by_label("Move “The slip is dry”")
    expect(menu).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Goes out at…").press("Enter")
    hour.fill("2036-03-01T06:30")
    asked.get_by_role("button", name="Goes out at this hour").press("Enter")
    expect(column(page, "Going out by itself", "The slip is dry")).to_be_visible(timeout=PATIENCE)
