"""The desk in Chromium: previews as an editor sees them."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Frame, Page, expect

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
    return Editor.sign_in(visit.page, desk_newsroom.desk, EDITOR, PASSWORD)


def panel(page: Page, name: str) -> None:
    """Open a panel beside the editor."""
    page.locator(f"[data-side-panel-toggle='{name}']").click()
    expect(page.locator(f"[data-side-panel='{name}']")).to_be_visible()


def preview_of(page: Page) -> Frame:
    """The frame that shows the page as readers will see it."""
    frame = page.frame_locator("#w-preview-iframe, iframe[id^='w-preview']").first
    expect(frame.locator("h1")).to_be_visible()
    [found] = [one for one in page.frames if "in_preview_panel" in one.url]
    return found


def test_a_preview_looks_as_readers_will_see_it(
    desk_newsroom: RunningNewsroom, desk: Editor, open_page: OpenPage
) -> None:
    path = import_pieces(desk_newsroom, piece("The pilots are back"))[0].path
    desk.open_piece("The pilots are back")
    panel(desk.page, "preview")
    frame = preview_of(desk.page)

    read = open_page(desk_newsroom.url(path)).page
    for selector in ("h1", "main article p", ".latest h2"):
        for style in ("fontFamily", "color", "fontWeight"):
            look = f"getComputedStyle(document.querySelector('{selector}')).{style}"
            assert frame.evaluate(look) == read.evaluate(look), (selector, style)


def test_what_came_in_is_found_by_its_words_as_soon_as_the_worker_has_looked(
    desk_newsroom: RunningNewsroom, desk: Editor
) -> None:
    import_pieces(desk_newsroom, piece("The lock is dry", paragraphs=["Kəlməçi saw the sluice."]))
    wanted = desk.page.get_by_role("region", name="Pieces").get_by_role("link")

    def shown() -> bool:
        desk.page.goto(f"{desk.desk}/find/?q=kelmeci SLUICES")
        return wanted.count() == 1

    until(shown, "the piece is found")
    expect(wanted).to_contain_text("The lock is dry")
    wanted.click()
    expect(desk.page.get_by_role("textbox", name="Headline")).to_have_value("The lock is dry")


@pytest.mark.long
def test_wagtails_checks_count_the_words_of_the_preview(
    desk_newsroom: RunningNewsroom, desk: Editor
) -> None:
    import_pieces(desk_newsroom, piece("Sixty words", paragraphs=["word " * 60]))
    desk.open_piece("Sixty words")

    panel(desk.page, "checks")

    counted = desk.page.locator("[data-content-word-count]")
    expect(counted).to_have_text(re.compile(r"\b[6-9]\d|\d{3}"), timeout=20_000)


@pytest.mark.long
def test_a_preview_is_the_page_at_two_widths_and_what_others_show_of_it(
    desk_newsroom: RunningNewsroom, desk: Editor, open_page: OpenPage
) -> None:
    headline = "The harbour ferry stays in port for a third day, and nobody says for how long"
    path = import_pieces(desk_newsroom, piece(headline))[0].path
    read = open_page(desk_newsroom.url(path)).page
    desk.open_piece(headline)
    panel(desk.page, "preview")
    shapes = desk.page.get_by_role("group", name="Shown as")
    shown = desk.page.frame_locator("#w-preview-iframe")
    root = shown.locator("html")
    preview_of(desk.page)

    # By keys: one radio after the other.
    shapes.get_by_role("radio", name="Telephone").focus()
    expect(root).to_have_js_property("clientWidth", 390)
    desk.page.keyboard.press("ArrowRight")
    expect(root).to_have_js_property("clientWidth", 1280)
    desk.page.keyboard.press("ArrowRight")
    wide, narrow = shown.locator(".result h1").first, shown.locator(".result h1").last
    expect(wide).to_have_text(read.title())
    assert wide.evaluate("(title) => [title.clientWidth, title.scrollWidth > 600]") == [600, True]
    expect(narrow).to_have_js_property("clientHeight", 52)  # two lines
    desk.page.keyboard.press("ArrowRight")
    expect(shown.locator(".card h1")).to_have_text(headline)
    picture = shown.locator(".card img")
    expect(picture).to_have_js_property("naturalWidth", 1200)

    desk.page.get_by_role("textbox", name="Headline").fill("The ferry sails")
    expect(shown.locator(".card h1")).to_have_text("The ferry sails")
