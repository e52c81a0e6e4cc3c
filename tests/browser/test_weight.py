"""A cold article page is light, asks nobody else and holds still."""

import gzip

import httpx
import pytest
from playwright.sync_api import Route

from tests.world.chromium import OpenPage, Visit
from tests.world.pages import Site

pytestmark = [pytest.mark.browser, pytest.mark.proof]

PICTURES = {"Image", "Media"}
MOST_BYTES = 60_000
MOST_REQUESTS = 6
MOST_SCRIPT_BYTES = 8_000


def settled(visit: Visit) -> Visit:
    """Wait until fonts and pictures of the page have come."""
    visit.page.evaluate("document.fonts.ready.then(() => true)")
    visit.page.wait_for_function(
        "() => performance.getEntriesByType('navigation')[0].loadEventEnd > 0"
    )
    visit.page.evaluate(
        "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done())))"
    )
    return visit


@pytest.mark.parametrize("kind", ["article", "Arabic article"])
@pytest.mark.parametrize("width", [360, 1280])
def test_a_cold_article_is_light(site: Site, open_page: OpenPage, kind: str, width: int) -> None:
    visit = settled(open_page(site.root + site.page(kind).path, width=width))

    counted = [one for one in visit.loaded.values() if one.kind not in PICTURES]
    table = "\n".join(f"{one.bytes:>8} {one.kind:<12} {one.url}" for one in counted)
    assert sum(one.bytes for one in counted) <= MOST_BYTES, table
    assert len(counted) <= MOST_REQUESTS, table


def test_scripts_are_small(site: Site, open_page: OpenPage) -> None:
    visit = settled(open_page(site.root + site.page("article").path))

    sources = [one.url for one in visit.loaded.values() if one.kind == "Script"]
    inline = visit.page.evaluate(
        "[...document.scripts].filter(s => !s.src && s.type !== 'application/ld+json')"
        ".map(s => s.textContent).join('')"
    )
    size = sum(len(gzip.compress(httpx.get(url).content)) for url in sources)
    assert size + len(gzip.compress(inline.encode())) <= MOST_SCRIPT_BYTES


@pytest.mark.parametrize("kind", ["article", "long read", "front", "section", "Arabic article"])
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_moves_and_nothing_is_refused(
    site: Site, open_page: OpenPage, kind: str, width: int
) -> None:
    visit = settled(open_page(site.root + site.page(kind).path, width=width))
    visit.page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    settled(visit)

    assert visit.layout_shift() == pytest.approx(0, abs=0.001)
    assert visit.refused() == []
    assert visit.complaints == []


def test_a_font_that_comes_late_moves_nothing(site: Site, open_page: OpenPage) -> None:
    held: list[Route] = []
    visit = open_page("about:blank", width=360)
    visit.page.route("**/*.woff2", lambda route: held.append(route))  # noqa: PLW0108 - it is marked
    visit.page.goto(site.root + site.page("article").path, wait_until="domcontentloaded")
    visit.page.wait_for_function("() => performance.getEntriesByType('paint').length > 0")
    assert held, "the page was painted before it asked for a font"

    for route in held:
        route.continue_()
    settled(visit)

    assert visit.layout_shift() == pytest.approx(0, abs=0.001)


@pytest.mark.parametrize("kind", ["article", "long read", "front", "topic", "not found"])
def test_no_other_host_and_no_cookie(site: Site, open_page: OpenPage, kind: str) -> None:
    visit = settled(open_page(site.root + site.page(kind).path))

    assert visit.hosts() == {site.root.removeprefix("http://")}
    assert visit.context.cookies() == []
    assert visit.page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
