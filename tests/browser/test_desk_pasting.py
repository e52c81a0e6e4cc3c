"""Pasting and typing in the text, in Chromium: blocks, links, marks, and the way back from each."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Page, Route, expect

from tests.world.chromium import OpenPage
from tests.world.desk import Editor
from tests.world.fixtures import EDITOR, PASSWORD
from tests.world.running import RunningNewsroom

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.long]

#: Milliseconds for what has to come on a machine that is ten times slower.
IN_TIME = 60_000
#: Milliseconds between keys, as fast as a quick typist.
TYPIST = 40

DOCS = (
    '<b style="font-weight:normal" id="docs-internal-guid-1"><h2 dir="ltr">The survey</h2>'
    '<p dir="ltr"><span style="font-weight:700">Four</span> "years"</p>'
    "<ul><li><p>piles</p></li><li><p>deck</p></li></ul></b>"
)
PASTE = """([html, text]) => {
  const clipboardData = new DataTransfer();
  if (html) clipboardData.setData("text/html", html);
  clipboardData.setData("text/plain", text);
  const options = { clipboardData, bubbles: true, cancelable: true };
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", options));
}"""
BLOCKS = """() => document.getElementById("body-root").rootBlock.getValue().map(({ type, value }) =>
  type === "paragraph" ? (JSON.parse(value)?.blocks ?? []).map((line) => line.text)
    : type === "list" ? value.items.length : value)"""


@pytest.fixture
def sheet(desk_newsroom: RunningNewsroom, open_page: OpenPage) -> Page:
    """The sheet of a new piece, with the cursor in its text."""
    visit = open_page(f"{desk_newsroom.desk}/")
    page = Editor.sign_in(visit.page, desk_newsroom.desk, EDITOR, PASSWORD).page
    page.get_by_role("link", name="New piece").click()
    text = page.get_by_role("textbox", name="Text", exact=True)
    expect(text).to_be_visible(timeout=IN_TIME)
    text.click()
    expect(text).to_be_focused(timeout=IN_TIME)
    return page


def wait_for(page: Page, blocks: list[Any]) -> None:
    """Wait until the text holds ``blocks``: lines, the number of items, or fields."""
    page.wait_for_function(
        f"(blocks) => JSON.stringify(({BLOCKS})()) === JSON.stringify(blocks)",
        arg=blocks,
        timeout=IN_TIME,
    )


def test_what_is_too_long_for_one_paste_says_so_and_changes_nothing(sheet: Page) -> None:
    sheet.keyboard.type("before", delay=TYPIST)
    wait_for(sheet, [["before"]])

    sheet.evaluate(PASTE, ["<p>a" * 5_001, "a"])

    said = sheet.get_by_text("That is too long for one paste, and nothing was pasted.")
    expect(said).to_be_visible(timeout=IN_TIME)
    wait_for(sheet, [["before"]])


def test_blocks_go_where_the_cursor_is_and_are_taken_back(sheet: Page) -> None:
    sheet.keyboard.type("before after", delay=TYPIST)
    wait_for(sheet, [["before after"]])
    for _letter in "after":
        sheet.keyboard.press("ArrowLeft")
    pasted = [["before "], {"text": "The survey"}, ["Four “years”"], 2, ["after"]]

    sheet.evaluate(PASTE, [DOCS, "The survey\nFour years"])
    wait_for(sheet, pasted)
    sheet.keyboard.press("Control+z")
    wait_for(sheet, [["before after"]])

    sheet.evaluate(PASTE, [DOCS, "The survey\nFour years"])
    wait_for(sheet, pasted)
    sheet.get_by_role("button", name="Undo paste").click()
    wait_for(sheet, [["before after"]])


BOX = """() => {
  const root = document.getElementById("body-root").rootBlock;
  const value = root.blockDef.initialChildStates.fact_box;
  root.insert({ type: "fact_box", value, id: crypto.randomUUID() }, 0);
}"""
MIXED = "<h2>Piers</h2><p>Four <b>old</b> ones</p><ul><li>oak</li><li>stone</li></ul>"


def test_inside_a_list_and_a_box_of_facts_no_line_is_lost(sheet: Page) -> None:
    sheet.evaluate(PASTE, [DOCS, "The survey\nFour years"])
    items = sheet.locator("[data-contentpath='items'] [contenteditable='true']:visible")
    expect(items).to_have_count(2)
    items.first.click()
    sheet.keyboard.press("End")
    sheet.evaluate(PASTE, [MIXED, "Piers\nFour old ones\noak\nstone"])
    expect(items).to_have_text(["pilesPiers", "Four old ones", "oak", "stone", "deck"])
    expect(items.nth(1).locator("span[style*='bold']")).to_have_text("old")
    sheet.get_by_role("button", name="Undo paste").click()
    expect(items).to_have_text(["piles", "deck"])

    sheet.evaluate(BOX)
    facts = sheet.locator("[data-contentpath='text'] [contenteditable='true']")
    facts.click()
    sheet.evaluate(PASTE, [MIXED, "Piers\nFour old ones\noak\nstone"])
    expect(facts.locator("li")).to_have_text(["oak", "stone"])
    expect(facts).to_contain_text("Piers")
    expect(facts.locator("span[style*='bold']")).to_have_text("old")


def test_addresses_link_words_or_show_a_film_and_no_word_is_lost_without_the_desk(
    sheet: Page,
) -> None:
    sheet.keyboard.type("report", delay=TYPIST)
    wait_for(sheet, [["report"]])
    sheet.keyboard.press("Shift+Home")
    sheet.evaluate(PASTE, ["", "https://council.example/report"])
    linked = re.compile(r'"url":"https://council.example/report"')
    expect(sheet.locator("input[name='body-0-value']")).to_have_value(linked, timeout=IN_TIME)

    sheet.keyboard.press("End")
    sheet.keyboard.press("Enter")
    wait_for(sheet, [["report", ""]])
    sheet.evaluate(PASTE, ["", "https://youtu.be/AbCdEfG"])
    film = {"url": "https://youtu.be/AbCdEfG", "title": "", "provider": "YouTube"}
    wait_for(sheet, [["report", ""], film, []])

    def fail(route: Route) -> None:
        route.abort()

    sheet.route("**/pieces/pasted/", fail)
    last = sheet.locator(".desk-field-body [contenteditable='true']").last
    expect(last).to_be_focused(timeout=IN_TIME)
    sheet.evaluate(PASTE, ["<p>One</p><p>Two</p>", "One\nTwo"])
    wait_for(sheet, [["report", ""], film, ["One", "Two"]])


def test_marks_are_set_while_typing_and_one_key_gives_back_what_was_typed(sheet: Page) -> None:
    sheet.keyboard.type('"It\'s" - so...', delay=TYPIST)
    wait_for(sheet, [["“It’s” – so…"]])
    sheet.keyboard.press("Backspace")
    wait_for(sheet, [["“It’s” – so..."]])
    sheet.keyboard.type(' "', delay=TYPIST)
    wait_for(sheet, [["“It’s” – so... “"]])
    sheet.keyboard.press("Control+z")
    wait_for(sheet, [['“It’s” – so... "']])

    headline = sheet.get_by_role("textbox", name="Headline")
    headline.click()
    sheet.keyboard.type('It\'s "on" -- ', delay=TYPIST)
    expect(headline).to_have_value("It’s “on” — ")
    sheet.keyboard.type('"', delay=TYPIST)
    expect(headline).to_have_value("It’s “on” — “")
    sheet.keyboard.press("Backspace")
    expect(headline).to_have_value('It’s “on” — "')


OF_ANOTHER_TAB = """([address, person]) => {
  const path = new URL(address).pathname;
  const [[, kept]] = Object.entries(localStorage).filter(([name]) => name.startsWith("desk-kept:"));
  const older = { ...JSON.parse(kept), at: 1, strings: "Older words", words: "Older words" };
  localStorage.setItem(`desk-kept:${person}:${path}:torn`, kept.slice(0, 20));
  localStorage.setItem(`desk-kept:${person}:${path}:older`, JSON.stringify(older));
}"""


def test_words_of_the_last_moment_before_one_leaves_and_of_every_tab_are_offered_again(
    sheet: Page,
) -> None:
    sheet.get_by_role("textbox", name="Headline").fill("The last word")
    sheet.wait_for_url(re.compile(r"/pages/\d+/edit/$"), timeout=IN_TIME)
    address = sheet.url
    sheet.on("dialog", lambda asked: asked.accept())

    def fail(route: Route) -> None:
        if route.request.method == "POST":
            route.abort()
        else:
            route.continue_()

    sheet.route("**/edit/", fail)
    sheet.get_by_role("textbox", name="Text", exact=True).click()
    sheet.keyboard.type("Gone")
    sheet.goto("about:blank")
    sheet.go_back()

    kept = sheet.locator("#desk-kept")
    expect(kept).to_contain_text("Gone", timeout=IN_TIME)
    sheet.evaluate(OF_ANOTHER_TAB, [address, kept.get_attribute("data-person")])
    sheet.reload()
    expect(kept).to_contain_text("Gone", timeout=IN_TIME)
    kept.get_by_role("button", name="Put them back").click()
    wait_for(sheet, [["Gone"]])
    expect(kept).to_contain_text("Older words")
    kept.get_by_role("button", name="Throw them away").click()
    expect(kept).to_be_empty()


ON_DISK = """async (words) => {
  const done = (asked) =>
    new Promise((resolve) => { asked.onsuccess = () => resolve(asked.result); });
  const opened = await done(indexedDB.open("desk-kept"));
  if (![...opened.objectStoreNames].includes("kept")) return false;
  const texts = await done(opened.transaction("kept").objectStore("kept").getAll());
  opened.close();
  return texts.some((text) => text.includes(words));
}"""


def test_words_that_never_arrived_are_offered_again_and_sent_when_the_desk_is_back(
    sheet: Page,
) -> None:
    headline = sheet.get_by_role("textbox", name="Headline")
    headline.fill("The tide table")
    sheet.wait_for_url(re.compile(r"/pages/\d+/edit/$"), timeout=IN_TIME)
    context = sheet.context

    def fail(route: Route) -> None:
        if route.request.method == "POST":
            route.fulfill(status=503, body="down")
        else:
            route.continue_()

    context.route("**/edit/", fail)
    sheet.get_by_role("textbox", name="Text", exact=True).click()
    sheet.keyboard.type("Never lost", delay=TYPIST)
    kept = "() => Object.entries(localStorage).filter(([name]) => name.startsWith('desk-kept:'))"
    sheet.wait_for_function(f"{kept}.some((one) => one[1].includes('Never lost'))", timeout=IN_TIME)
    sheet.wait_for_function(ON_DISK, arg="Never lost", timeout=IN_TIME)
    address = sheet.url
    after = context.new_page()
    sheet.close()

    # As of a browser that was killed: Chromium had not written this yet.
    after.goto(urljoin(address, "/notices/"))
    after.evaluate("localStorage.clear()")
    after.goto(address)
    after.get_by_role("button", name="Put them back").click(timeout=IN_TIME)
    wait_for(after, [["Never lost"]])
    after.wait_for_function(f"{kept}.length === 1", timeout=IN_TIME)
    indicator = after.locator("#w-autosave-indicator")
    expect(indicator).to_have_attribute("data-w-autosave-state-value", "paused", timeout=IN_TIME)
    context.unroute("**/edit/", fail)
    with after.expect_response(lambda answer: answer.request.method == "POST", timeout=IN_TIME):
        after.evaluate("dispatchEvent(new Event('online'))")
    after.wait_for_function(f"{kept}.length === 0", timeout=IN_TIME)
    after.reload()
    expect(after.get_by_role("textbox", name="Text", exact=True)).to_contain_text(
        "Never lost", timeout=IN_TIME
    )
