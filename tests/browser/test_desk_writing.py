"""Writing at the desk in Chromium: three clicks from the first page to a published piece."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Request, Route, expect

from tests.world.chromium import OpenPage
from tests.world.desk import Editor
from tests.world.fixtures import EDITOR, PASSWORD
from tests.world.running import RunningNewsroom

pytestmark = [pytest.mark.browser, pytest.mark.slow]

#: Milliseconds for what has to come on a machine that is ten times slower.
IN_TIME = 60_000


def write(page: Page, headline: str) -> None:
    """Type a headline, a deck and a text without touching the mouse."""
    expect(page.get_by_role("textbox", name="Headline")).to_be_focused(timeout=IN_TIME)
    page.keyboard.type(headline)
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox", name="Deck")).to_be_focused()
    page.keyboard.type("The deck says why.")
    text = page.get_by_role("textbox", name="Text", exact=True)
    expect(text).to_be_visible(timeout=IN_TIME)
    page.keyboard.press("Enter")
    expect(text).to_be_focused()
    page.keyboard.type("Work begins on Monday.")
    # Draftail hands its text to the form a moment after the last key.
    expect(page.locator("input[name='body-0-value']")).to_have_value(re.compile("on Monday"))


def test_three_clicks_from_the_first_page_to_a_published_piece(
    desk_newsroom: RunningNewsroom, open_page: OpenPage
) -> None:
    email = "mara@news.example"
    desk_newsroom.stoppress(
        *("user", "add", email, "--role", "editor", "--name", "Mara Ellwood", "--password-stdin"),
        given=f"{PASSWORD}\n",
    )
    visit = open_page(f"{desk_newsroom.desk}/")
    page = Editor.sign_in(visit.page, desk_newsroom.desk, email, PASSWORD).page
    page.evaluate("sessionStorage.clicks = 0")
    page.context.add_init_script(
        "addEventListener('click', (event) => event.isTrusted && event.detail"
        " && (sessionStorage.clicks = Number(sessionStorage.clicks) + 1), true)"
    )
    page.reload()

    page.get_by_role("link", name="New piece").click()
    write(page, "Council finds money for four roofs")
    expect(page.locator("[data-desk-counted]")).to_have_text("4 words, 1 min")
    expect(page.locator(".desk-lengths")).to_contain_text("Search result 34/60")
    expect(page.locator("summary").filter(has_text="Byline")).to_contain_text("Mara Ellwood")
    page.get_by_role("button", name="Publish…").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Publish now").click()

    since = page.get_by_role("link", name=re.compile("^Out since "))
    expect(since).to_be_visible(timeout=IN_TIME)
    seen = page.locator(".messages .success")
    expect(seen).to_contain_text(re.compile(r"Seen by readers after \d+\.\d s\."))
    assert page.evaluate("sessionStorage.clicks") == "3"
    assert re.search(r"/pages/\d+/edit/$", page.url)
    read = open_page(str(since.get_attribute("href"))).text()
    assert "Council finds money for four roofs" in read
    assert "Work begins on Monday." in read
    assert "Mara Ellwood" in read
    for name in ("Update", "Correct…"):
        expect(page.get_by_role("button", name=name, exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="Take down…").first).to_be_visible()


def test_a_piece_goes_out_at_its_time_in_the_section_that_was_chosen(
    desk_newsroom: RunningNewsroom, open_page: OpenPage
) -> None:
    visit = open_page(f"{desk_newsroom.desk}/")
    page = Editor.sign_in(visit.page, desk_newsroom.desk, EDITOR, PASSWORD).page
    page.keyboard.press("n")
    write(page, "The ferry sails again in spring")
    page.get_by_role("combobox", name="Section").select_option(label="Analysis")

    page.get_by_role("button", name="Publish…").click()
    sheet = page.get_by_role("dialog", name="Publish")
    expect(sheet).to_contain_text("Analysis")
    when = sheet.get_by_role("combobox", name="When")
    expect(sheet.get_by_label("Goes out at")).to_be_hidden()
    when.select_option(label="At a time")
    sheet.get_by_label("Goes out at").fill("2036-03-01T06:30")
    expect(sheet.get_by_text("The checks found nothing.")).to_be_visible(timeout=IN_TIME)
    with page.expect_navigation():
        sheet.get_by_role("button", name="Schedule").click()

    state = page.locator("#desk-state")
    expect(state).to_contain_text(re.compile("goes out on 1 March 2036, 06:30"), timeout=IN_TIME)
    expect(page.get_by_role("combobox", name="Section")).to_have_value(
        str(
            page.get_by_role("option", name="Analysis", exact=True).first.get_attribute("value"),
        )
    )
    # It is not locked: another time is given in the same place.
    page.get_by_role("button", name="Publish…").click()
    expect(when).to_have_value("at")
    page.get_by_role("button", name="Close").click()
    expect(sheet).to_be_hidden()


def test_a_reporter_sends_a_piece_to_an_editor(
    desk_newsroom: RunningNewsroom, open_page: OpenPage
) -> None:
    email = "edgar@news.example"
    desk_newsroom.stoppress(
        *("user", "add", email, "--role", "reporter", "--password-stdin"), given=f"{PASSWORD}\n"
    )
    visit = open_page(f"{desk_newsroom.desk}/")
    page = Editor.sign_in(visit.page, desk_newsroom.desk, email, PASSWORD).page
    page.get_by_role("link", name="New piece").click()
    write(page, "A survey lay in a drawer")

    page.get_by_role("button", name="Publish…").click()
    expect(page.get_by_role("button", name="Publish now")).to_have_count(0)
    with page.expect_navigation():
        page.get_by_role("button", name="Send to an editor").click()

    expect(page.locator("#desk-state")).to_contain_text("with an editor", timeout=IN_TIME)


@pytest.mark.long
def test_a_new_piece_that_is_published_while_it_saves_itself_is_there_once(
    desk_newsroom: RunningNewsroom, open_page: OpenPage
) -> None:
    visit = open_page(f"{desk_newsroom.desk}/")
    page = Editor.sign_in(visit.page, desk_newsroom.desk, EDITOR, PASSWORD).page
    held: list[Route] = []

    def hold_the_first(route: Route) -> None:
        if held or route.request.method != "POST":
            route.continue_()
        else:
            held.append(route)

    def saves_itself(request: Request) -> bool:
        return request.method == "POST" and "/pages/add/" in request.url

    page.route("**/pages/add/**", hold_the_first)
    with page.expect_request(saves_itself, timeout=IN_TIME):
        page.get_by_role("link", name="New piece").click()
        write(page, "The clock strikes once")
    page.get_by_role("button", name="Publish…").click()
    saved = held[0].fetch()  # the desk has the piece; the browser does not know yet
    page.get_by_role("button", name="Publish now").click()
    with page.expect_navigation(timeout=IN_TIME):
        held[0].fulfill(response=saved)

    expect(page.locator(".messages .success")).to_contain_text("out", timeout=IN_TIME)
    page.goto(f"{desk_newsroom.desk}/pieces/")
    expect(page.get_by_role("link", name="The clock strikes once")).to_have_count(1)


@pytest.mark.long
def test_no_word_is_lost_without_a_headline_or_before_its_hour(
    desk_newsroom: RunningNewsroom, open_page: OpenPage
) -> None:
    visit = open_page(f"{desk_newsroom.desk}/")
    page = Editor.sign_in(visit.page, desk_newsroom.desk, EDITOR, PASSWORD).page
    headline = page.get_by_role("textbox", name="Headline")
    text = page.get_by_role("textbox", name="Text", exact=True)
    saved = page.locator("#w-autosave-indicator")

    # A text without a headline saves itself, and is found again.
    page.get_by_role("link", name="New piece").click()
    expect(text).to_be_visible(timeout=IN_TIME)
    text.click()
    page.keyboard.type("A bell is heard under water.")
    page.wait_for_url(re.compile(r"/pages/\d+/edit/$"), timeout=IN_TIME)
    expect(saved).to_contain_text("Saved")
    page.goto(f"{desk_newsroom.desk}/pieces/")
    page.get_by_role("link", name="Without headline").click()
    expect(text).to_have_text("A bell is heard under water.", timeout=IN_TIME)

    # Ctrl+S saves at once; another key leads to the Publish dialog from within the text.
    headline.fill("A bell under water")
    with page.expect_response(lambda answer: answer.request.method == "POST") as sent:
        page.keyboard.press("Control+s")
    assert sent.value.json()["success"]
    text.click()
    page.keyboard.press("Control+Shift+Enter")
    expect(page.get_by_role("dialog", name="Publish")).to_be_visible()
    page.locator("#id_go_live_at").evaluate("(field) => { field.value = '2036-03-01 06:30' }")
    with page.expect_navigation(timeout=IN_TIME):
        page.get_by_role("button", name="Publish now").click()

    # What goes out at its hour says so, and takes no word in.
    expect(page.locator(".desk-note")).to_contain_text("Goes out on 1 March 2036, 06:30.")
    expect(text).to_have_text("A bell is heard under water.", timeout=IN_TIME)
    expect(text).to_have_attribute("contenteditable", "false")
    expect(page.locator("[data-desk-counted]")).to_contain_text("6 words")
    expect(headline).not_to_be_editable()
    headline.focus()
    page.keyboard.type("Lost? ")
    expect(headline).to_have_value("A bell under water")
    page.get_by_role("button", name="Cancel the schedule").click()
    expect(page.locator(".messages .success")).to_contain_text("The schedule is cancelled")
    expect(headline).to_be_editable()
    headline.fill("A bell above water")
    page.keyboard.press("Control+s")
    expect(page.locator("#desk-state")).to_have_text(re.compile("draft"))
    expect(saved).to_contain_text("Saved")


def test_words_are_kept_when_the_session_ends_while_a_piece_is_begun(
    desk_newsroom: RunningNewsroom, open_page: OpenPage
) -> None:
    email = "noor@news.example"
    desk_newsroom.stoppress(
        *("user", "add", email, "--role", "editor", "--name", "Noor Vale", "--password-stdin"),
        given=f"{PASSWORD}\n",
    )
    visit = open_page(f"{desk_newsroom.desk}/")
    desk = Editor.sign_in(visit.page, desk_newsroom.desk, email, PASSWORD)

    def sign_out(route: Route) -> None:
        visit.context.clear_cookies(name="desk_session")
        route.continue_()

    # What the script asks for once the piece has an address comes too late.
    desk.page.route(re.compile(r"_w_hydrate_create_view"), sign_out)
    desk.open_new_piece("The Kelmora Courier", "News")
    desk.write("The tide is out", "Until noon.", "The mud shines.")
    desk.page.get_by_role("button", name="Save again").click()
    desk.sign_in_elsewhere_and_try_again(email, PASSWORD)

    expect(desk.page.get_by_role("textbox", name="Headline")).to_have_value("The tide is out")
    expect(desk.page.get_by_role("textbox", name="Deck")).to_have_value("Until noon.")
    text = desk.page.get_by_role("textbox", name="Text", exact=True)
    expect(text).to_have_text("The mud shines.")
    bylines = desk.page.locator("#id_bylines-FORMS > [data-inline-panel-child]")
    expect(bylines).to_have_count(1)  # one's own name, once
