"""The article page reads in the order that every newspaper reader and text browser gets."""

import json
from datetime import datetime
from typing import Any

import pytest

from tests.world.chromium import OpenPage, Visit
from tests.world.pages import Site

pytestmark = [pytest.mark.browser, pytest.mark.proof]

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def date_line(value: str) -> str:
    """Return ``30 May 2026 - 13:08`` for an ISO date with offset."""
    when = datetime.fromisoformat(value)
    return f"{when.day} {MONTHS[when.month - 1]} {when.year} - {when:%H:%M}"


def one_line(text: str) -> str:
    """Return text without the differences that upper case and line breaks make."""
    return " ".join(text.split()).casefold()


def news_article(site: Site, path: str) -> dict[str, Any]:
    """Return what the page says of itself in JSON-LD."""
    scripts = site.tree(path).xpath("//script[@type='application/ld+json']/text()")
    found: list[dict[str, Any]] = []
    for script in scripts:
        data = json.loads(script)
        found += data.get("@graph", [data]) if isinstance(data, dict) else data
    return next(one for one in found if one.get("@type") in ("NewsArticle", "AnalysisNewsArticle"))


def assert_in_order(text: str, parts: list[str]) -> None:
    """Every part stands in the text, each after the one before it."""
    at = 0
    read = one_line(text)
    for part in parts:
        found = read.find(one_line(part), at)
        assert found >= 0, f"{part!r} does not come after {read[max(0, at - 80) : at]!r}"
        at = found + len(one_line(part))


def items(visit: Visit, heading: str) -> list[dict[str, Any]]:
    """Return headline, path, ISO date and text of every item of a list with this heading."""
    found: list[dict[str, Any]] = visit.page.evaluate(
        """(heading) => {
          const title = [...document.querySelectorAll("h2, h3")]
            .find((one) => one.innerText.trim().toLowerCase().startsWith(heading.toLowerCase()));
          const part = title.closest("section, aside");
          return [...part.querySelectorAll("li")].filter((li) => li.querySelector("a[href]"))
            .map((li) => ({
              headline: li.querySelector("a[href]").innerText.trim(),
              path: new URL(li.querySelector("a[href]").href).pathname,
              date: li.querySelector("time")?.getAttribute("datetime") ?? "",
              text: li.innerText,
            }));
        }""",
        heading,
    )
    return found


@pytest.mark.parametrize("kind", ["article", "long read"])
@pytest.mark.parametrize("width", [360, 1280])
def test_an_article_reads_in_order(site: Site, open_page: OpenPage, kind: str, width: int) -> None:
    path = site.page(kind).path
    said = news_article(site, path)
    paragraphs = site.tree(path).xpath("//main//article/*[@class='body']/p")

    visit = open_page(site.root + path, width=width)
    read_also, latest = items(visit, "Read also"), items(visit, "Latest news")

    authors = said.get("author", [])
    names = [one["name"] for one in (authors if isinstance(authors, list) else [authors])]
    deck = said.get("alternativeHeadline")
    assert_in_order(
        visit.text(),
        [
            said["headline"],
            *([deck] if deck else []),
            said["articleSection"],
            date_line(said["datePublished"]),
            *names[:1],
            " ".join(paragraphs[0].text_content().split())[:60],
            " ".join(paragraphs[-1].text_content().split())[:60],
            "Subscribe to our Telegram channel",
            "Read also",
            *(part for item in read_also for part in (item["headline"], date_line(item["date"]))),
            "Latest news",
            *(part for item in latest for part in (item["headline"], date_line(item["date"]))),
            "All news",
        ],
    )


def test_latest_news_shows_the_forty_newest(site: Site, open_page: OpenPage) -> None:
    visit = open_page(site.root + site.page("article").path)

    latest = items(visit, "Latest news")

    dates = [datetime.fromisoformat(item["date"]) for item in latest]
    assert len(latest) == 40
    assert dates == sorted(dates, reverse=True)
    assert len({item["path"] for item in latest}) == 40


def test_read_also_shows_six_others(site: Site, open_page: OpenPage) -> None:
    path = site.page("article").path
    visit = open_page(site.root + path)

    others = [item["path"] for item in items(visit, "Read also")]

    assert len(set(others)) == len(others) == 6
    assert path not in others


def test_what_is_first_in_the_source_stands_first_on_a_telephone(
    site: Site, open_page: OpenPage
) -> None:
    visit = open_page(site.root + site.page("article").path, width=360)

    tops = visit.page.evaluate(
        """() => ["main h1", "main article time", "main article p:last-of-type",
                  "#latest"].map((one) => {
          const box = document.querySelector(one).getBoundingClientRect();
          return Math.round(box.top + window.scrollY);
        })"""
    )

    assert tops == sorted(tops)
