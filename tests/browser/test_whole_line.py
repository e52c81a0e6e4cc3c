"""The whole line: what an editor does at the desk, readers see on old pages that stand open."""

import httpx
import pytest
from playwright.sync_api import expect

from tests.world.chromium import OpenPage, Visit
from tests.world.desk import Editor
from tests.world.fixtures import EDITOR, PASSWORD
from tests.world.pages import Site
from tests.world.pieces import import_pieces, piece
from tests.world.running import RunningNewsroom

pytestmark = [pytest.mark.browser, pytest.mark.slow]

HEADLINE = "The lighthouse is lit again"
DECK = "A lamp that was dark for nine years turns over the harbour."
TEXT = "The lamp turned at six in the evening, and the whole quay counted the seconds."
REASON = "The lamp was lit for a test only; the piece said otherwise."
#: Milliseconds from the desk's answer to the open page showing it.
LIVE_WITHIN = 3_000


@pytest.fixture
def desk(desk_newsroom: RunningNewsroom, open_page: OpenPage) -> Editor:
    """Sit an editor down at the desk."""
    visit = open_page(f"{desk_newsroom.desk}/")
    return Editor.sign_in(visit.page, desk_newsroom.desk, EDITOR, PASSWORD)


@pytest.fixture
def old_page(desk_newsroom: RunningNewsroom, open_page: OpenPage) -> Visit:
    """Open the oldest piece of the paper and leave it open."""
    oldest = Site(desk_newsroom.site).articles["en"][-1]
    visit = open_page(desk_newsroom.url(oldest))
    visit.page.evaluate("window.wasNeverReloaded = true")
    return visit


def paper_and_section(newsroom: RunningNewsroom) -> tuple[str, str]:
    """Return the English paper's name and the name of its first section."""
    site = Site(newsroom.site)
    section = site.page("section").path
    name = site.get("/feed.json").json()["title"]
    title = site.tree(section).xpath("//h1")[0].text_content().strip()
    return name, title


def surfaces(newsroom: RunningNewsroom, section: str) -> dict[str, str]:
    """Return the text of everything that lists new pieces."""
    paths = (
        *("/", section, "/all-news/", "/feed.rss", "/feed.atom", "/feed.json"),
        *(f"{section}feed.atom", "/sitemap-news.xml"),
    )
    return {path: httpx.get(newsroom.url(path)).text for path in paths}


def test_a_piece_published_at_the_desk_is_live_everywhere_at_once(
    desk_newsroom: RunningNewsroom, desk: Editor, old_page: Visit, open_page: OpenPage
) -> None:
    paper, section = paper_and_section(desk_newsroom)
    desk.open_new_piece(paper, section)
    desk.write(HEADLINE, DECK, TEXT)
    desk.publish()

    new = old_page.page.locator("#latest li[data-id]").first
    expect(new).to_contain_text(HEADLINE, timeout=LIVE_WITHIN)
    expect(new).to_contain_text(DECK)
    expect(new).to_have_class("new")
    expect(old_page.page.locator("#latest [role=status]")).to_contain_text("1")
    expect(old_page.page.locator("#latest li[data-id]")).to_have_count(40)
    assert old_page.page.evaluate("window.wasNeverReloaded")
    assert old_page.complaints == []
    assert old_page.refused() == []

    section_path = Site(desk_newsroom.site).page("section").path
    seen = surfaces(desk_newsroom, section_path)
    assert [path for path, text in seen.items() if HEADLINE not in text] == []

    path = str(new.locator("a").first.get_attribute("href"))
    read = open_page(desk_newsroom.url(path.removeprefix(desk_newsroom.site)))
    assert read.page.locator("h1").inner_text() == HEADLINE
    assert TEXT in read.text()


def test_what_is_being_read_does_not_move(desk_newsroom: RunningNewsroom, old_page: Visit) -> None:
    headline = "The bridge is painted green"
    page = old_page.page
    page.locator("main article p").nth(3).scroll_into_view_if_needed()
    item = page.locator("#latest li[data-id] a").nth(5)
    item.focus()
    before = page.evaluate("[scrollY, document.activeElement.getBoundingClientRect().top]")

    import_pieces(desk_newsroom, piece(headline))
    expect(page.locator("#latest li[data-id]").first).to_contain_text(headline, timeout=LIVE_WITHIN)

    after = page.evaluate("[scrollY, document.activeElement.getBoundingClientRect().top]")
    assert after == pytest.approx(before, abs=1)


def test_a_piece_taken_down_leaves_every_surface(
    desk_newsroom: RunningNewsroom, desk: Editor, old_page: Visit
) -> None:
    headline = "The tram runs until two"
    path = import_pieces(desk_newsroom, piece(headline))[0].path
    latest = old_page.page.locator("#latest")
    expect(latest).to_contain_text(headline, timeout=LIVE_WITHIN)

    desk.take_down(headline, REASON)

    expect(latest).not_to_contain_text(headline, timeout=LIVE_WITHIN)
    expect(old_page.page.locator("#latest li[data-id]")).to_have_count(40)
    seen = surfaces(desk_newsroom, f"/{path.split('/')[1]}/")
    assert [place for place, text in seen.items() if headline in text] == []
    gone = httpx.get(desk_newsroom.url(path))
    assert gone.status_code == 410
    assert REASON in gone.text


def test_an_unpublished_piece_is_as_if_it_never_was(
    desk_newsroom: RunningNewsroom, desk: Editor, old_page: Visit
) -> None:
    headline = "A comet is seen over the quay"
    path = import_pieces(desk_newsroom, piece(headline))[0].path
    assert httpx.get(desk_newsroom.url(path)).status_code == 200

    desk.unpublish(headline)

    expect(old_page.page.locator("#latest")).not_to_contain_text(headline, timeout=LIVE_WITHIN)
    seen = surfaces(desk_newsroom, f"/{path.split('/')[1]}/")
    assert [place for place, text in seen.items() if headline in text] == []
    assert httpx.get(desk_newsroom.url(path)).status_code == 404


def test_a_page_that_lost_its_connection_catches_up(
    desk_newsroom: RunningNewsroom, old_page: Visit
) -> None:
    headline = "The library opens on Sundays"
    old_page.context.set_offline(True)
    import_pieces(desk_newsroom, piece(headline))

    old_page.context.set_offline(False)
    desk_newsroom.part("edge").kill()

    expect(old_page.page.locator("#latest li[data-id]").first).to_contain_text(
        headline, timeout=30_000
    )
