"""Scripts off, keyboard only, a narrow telephone, a script that runs from the right."""

import re

import pytest
from playwright.sync_api import Page

from tests.world.chromium import OpenPage
from tests.world.pages import Site

pytestmark = [pytest.mark.browser, pytest.mark.proof]

ALL_KINDS = [
    "article", "long read", "front", "section", "all news", "day", "month", "topic", "author",
    "not found", "gone", "Azerbaijani front", "Arabic article",
]  # fmt: skip


def words(text: str) -> list[str]:
    """Return the words of a text in order."""
    return re.findall(r"\w+", text)


@pytest.mark.parametrize("kind", ["article", "front", "all news", "Arabic article"])
def test_nothing_is_lost_with_scripts_off(site: Site, open_page: OpenPage, kind: str) -> None:
    url = site.root + site.page(kind).path

    without = open_page(url, scripts=False).page.locator("body").inner_text()
    with_scripts = open_page(url).text()

    lost = [word for word in words(with_scripts) if word not in set(words(without))]
    assert lost == []


def test_every_link_to_a_list_works_with_scripts_off(site: Site, open_page: OpenPage) -> None:
    visit = open_page(site.root + site.page("article").path, scripts=False)

    visit.page.locator("aside:has(#latest)").get_by_role("link", name="All news").click()

    assert visit.page.url == f"{site.root}/all-news/"
    assert visit.page.locator("h1").is_visible()


def focused(page: Page) -> dict[str, object]:
    """Return what has the focus: its text, link, box and whether an outline shows it."""
    found: dict[str, object] = page.evaluate(
        """() => {
          const one = document.activeElement;
          const style = getComputedStyle(one);
          const box = one.getBoundingClientRect();
          return {
            tag: one.tagName, text: one.innerText, href: one.getAttribute("href"),
            seen: box.width > 1 && box.height > 1 && box.bottom > 0 && box.right > 0,
            outlined: (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1)
              || style.boxShadow !== "none" || style.textDecorationLine.includes("underline"),
          };
        }"""
    )
    return found


@pytest.mark.parametrize("kind", ["article", "front", "Arabic article"])
def test_the_first_key_leads_past_the_masthead(site: Site, open_page: OpenPage, kind: str) -> None:
    page = open_page(site.root + site.page(kind).path).page

    page.keyboard.press("Tab")
    skip = focused(page)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert str(skip["href"]).startswith("#")
    assert skip["seen"]
    assert page.evaluate(
        """(target) => {
          const main = document.querySelector(target);
          return main.contains(document.activeElement)
            || !!(main.compareDocumentPosition(document.activeElement)
                  & Node.DOCUMENT_POSITION_FOLLOWING);
        }""",
        skip["href"],
    )


@pytest.mark.parametrize("kind", ["article", "front", "all news"])
def test_the_focus_is_always_visible(site: Site, open_page: OpenPage, kind: str) -> None:
    page = open_page(site.root + site.page(kind).path).page
    hidden: list[dict[str, object]] = []

    for _ in range(60):
        page.keyboard.press("Tab")
        one = focused(page)
        if one["tag"] != "BODY" and not (one["seen"] and one["outlined"]):
            hidden.append(one)

    assert hidden == []


def test_a_score_is_on_one_line_however_narrow_the_page(site: Site, open_page: OpenPage) -> None:
    page = open_page(site.root + "/sport/", width=360, height=740).page

    lines = page.evaluate(
        """() => [...document.querySelectorAll("main .whole")].flatMap((score) => {
          const text = score.closest("a, p, span:not(.whole)");
          return [...Array(30).keys()].map((step) => {
            text.style.cssText = `display: block; inline-size: ${60 + 10 * step}px`;
            return score.getClientRects().length;
          });
        })"""
    )

    assert len(lines) >= 30
    assert set(lines) == {1}


@pytest.mark.parametrize("kind", ALL_KINDS)
@pytest.mark.parametrize("width", [320, 360])
def test_a_telephone_never_scrolls_sideways(
    site: Site, open_page: OpenPage, kind: str, width: int
) -> None:
    page = open_page(site.root + site.page(kind).path, width=width, height=740).page

    wide = page.evaluate(
        """() => {
          if (document.documentElement.scrollWidth <= window.innerWidth) return [];
          return [...document.querySelectorAll("body *")]
            .filter((one) => one.getBoundingClientRect().right > window.innerWidth + 1
                          || one.getBoundingClientRect().left < -1)
            .slice(0, 5).map((one) => one.outerHTML.slice(0, 120));
        }"""
    )

    assert wide == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_an_arabic_page_runs_from_the_right(site: Site, open_page: OpenPage) -> None:
    page = open_page(site.root + site.page("Arabic article").path).page

    start, end = page.evaluate(
        """() => [document.querySelector("main h1"), document.querySelector("#latest")]
                 .map((one) => one.getBoundingClientRect().left)"""
    )

    assert page.evaluate("document.documentElement.dir") == "rtl"
    assert page.evaluate("document.documentElement.lang") == "ar"
    assert page.evaluate("getComputedStyle(document.querySelector('main h1')).direction") == "rtl"
    assert end < start, "The lists stand on the left of an article that runs from the right."


@pytest.mark.parametrize("kind", ["article", "front"])
def test_latest_news_is_one_tap_away_on_a_telephone(
    site: Site, open_page: OpenPage, kind: str
) -> None:
    page = open_page(site.root + site.page(kind).path, width=360, height=740).page

    jump = page.locator("a[href='#latest']:visible").first
    jump.click()

    page.wait_for_function(
        "() => Math.abs(document.querySelector('#latest').getBoundingClientRect().top)"
        " < window.innerHeight"
    )
