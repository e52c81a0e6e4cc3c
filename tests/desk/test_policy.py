"""The desk's content security policy, in Chromium: the desk works, what is injected does not."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.world.chromium import OpenPage, Visit
from tests.world.desk import Editor
from tests.world.fixtures import EDITOR, PASSWORD
from tests.world.running import RunningNewsroom

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def visit(desk_newsroom: RunningNewsroom, open_page: OpenPage) -> Visit:
    """An editor's tab, in which everything that is refused is counted."""
    visit = open_page(f"{desk_newsroom.desk}/login/")
    assert visit.refused() == []
    Editor.sign_in(visit.page, desk_newsroom.desk, EDITOR, PASSWORD)
    return visit


PAGES = (
    *("/", "/pieces/", "/pages/", "/images/", "/images/add/", "/documents/", "/account/"),
    *("/snippets/newsroom/topic/", "/snippets/newsroom/person/add/", "/health/"),
    *("/snippets/newsroom/breakingnews/add/", "/trail/"),
    *("/security/", "/security/app/", "/security/passkeys/new/", "/security/sessions/"),
)


@pytest.mark.long
def test_no_page_of_the_desk_is_refused_anything(
    desk_newsroom: RunningNewsroom, visit: Visit
) -> None:
    refused = {}
    for path in PAGES:
        visit.page.goto(desk_newsroom.desk + path)
        visit.page.wait_for_load_state("networkidle")
        refused[path] = visit.refused()

    assert {path: said for path, said in refused.items() if said} == {}
    assert [said for said in visit.complaints if "Content Security" in said] == []


@pytest.mark.long
def test_an_article_is_written_with_its_choosers_rows_and_dates(
    desk_newsroom: RunningNewsroom, visit: Visit
) -> None:
    page = visit.page
    page.goto(f"{desk_newsroom.desk}/pieces/")
    page.locator("tr", has=page.get_by_text("out", exact=True)).locator("th a").first.click()
    page.wait_for_url("**/edit/")
    page.wait_for_load_state("networkidle")

    rows = page.locator("#id_topic_links-FORMS > *")
    before = rows.count()
    page.locator("summary").filter(has_text="Topics").click()
    page.locator("#id_topic_links-ADD").click()
    expect(rows).to_have_count(before + 1)
    rows.last.get_by_role("button", name="Choose topic").click()
    expect(page.locator(".modal-content").first).to_be_visible()
    page.locator(".modal [data-dismiss='modal']").first.click()
    expect(page.locator(".modal-content")).to_have_count(0)
    page.locator("summary").filter(has_text="Dates").click()
    page.locator("input[id^='id_published_at']").first.click()
    expect(page.locator(".xdsoft_datetimepicker").locator("visible=true").first).to_be_visible()
    page.get_by_role("button", name="Preview", exact=True).click()
    shown = page.frame_locator("#w-preview-iframe").locator("h1").first
    expect(shown).to_be_visible(timeout=15_000)

    assert visit.refused() == []


def test_a_picture_is_uploaded(
    desk_newsroom: RunningNewsroom, visit: Visit, tmp_path: Path
) -> None:
    page, file = visit.page, tmp_path / "quay.png"
    Image.new("RGB", (40, 30), (90, 120, 200)).save(file)
    page.goto(f"{desk_newsroom.desk}/images/add/")
    page.locator("input[type=file]").first.set_input_files(str(file))
    expect(page.get_by_label("Title")).to_have_value("quay")  # a script names it after the file
    page.get_by_role("button", name="Upload").click()

    expect(page.locator(".messages .success")).to_be_visible(timeout=15_000)
    assert visit.refused() == []


def test_an_owner_adds_a_passkey_first_of_all_and_signs_in_with_it(
    desk_newsroom: RunningNewsroom, open_page: OpenPage
) -> None:
    email = "owner@news.example"
    desk_newsroom.stoppress(
        *("user", "add", email, "--role", "owner", "--password-stdin"), given=f"{PASSWORD}\n"
    )
    desk = desk_newsroom.desk.replace("127.0.0.1", "localhost")  # passkeys belong to names
    visit = open_page(f"{desk}/login/")
    page = visit.page
    key = page.context.new_cdp_session(page)
    key.send("WebAuthn.enable")
    made = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True}
    made |= {"hasUserVerification": True, "isUserVerified": True}
    key.send("WebAuthn.addVirtualAuthenticator", {"options": made})
    Editor.sign_in(page, desk, email, PASSWORD)
    expect(page.get_by_role("heading", name="Signing in")).to_be_visible()
    expect(page.get_by_text("needs a second step")).to_be_visible()

    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Name").fill("Phone of the harbour desk")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    page.get_by_role("link", name="Done").click()
    expect(page.get_by_text("Phone of the harbour desk")).to_be_visible()
    page.context.clear_cookies()
    page.goto(f"{desk}/pieces/")
    page.get_by_role("button", name="Use a passkey").click()

    expect(page.get_by_role("heading", name="Pieces")).to_be_visible()
    assert visit.refused() == []


def test_a_script_that_is_injected_does_not_run(
    desk_newsroom: RunningNewsroom, visit: Visit
) -> None:
    visit.page.evaluate(
        """() => {
          const inline = document.createElement("script");
          inline.textContent = "window.injected = 1";
          document.body.append(inline);
          document.body.insertAdjacentHTML("beforeend", '<img src="/none" onerror="injected = 1">');
          document.body.insertAdjacentHTML("beforeend", '<a href="javascript:injected=1">x</a>');
          document.body.lastChild.click();
        }"""
    )
    visit.page.wait_for_function("window.__refused.length >= 3")

    assert visit.page.evaluate("window.injected") is None
