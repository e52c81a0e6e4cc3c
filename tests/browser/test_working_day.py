"""A working day: three people, two editions, ten pieces, and what goes wrong on a day.

At its end every public surface shows what the newsroom meant, and nothing else.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.world.chromium import OpenPage
from tests.world.desk import Editor
from tests.world.fixtures import PASSWORD, copy_home
from tests.world.pieces import import_pieces, piece
from tests.world.running import RunningNewsroom, serving
from tests.world.waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.long]

PEOPLE = ("reporter", "editor", "owner")
ENGLISH, AZERBAIJANI = "The Kelmora Courier", "Kelmora Kuryeri"

#: What the day brings, and how it comes.
BY_AGENCY = ("A barge blocks the strait", "The market moves indoors", "The pool is closed")
IN_AZERBAIJANI = ("Bazarda nar bol oldu", "Liman gecə də açıqdır")
UNDER_EMBARGO = "The mayor will not stand again"
WRITTEN = "A wall for the salt flats"
CRASHED = "The last tram driver retires"
SIGNED_OUT = "The choir sings on the quay"
AFTER_THE_WORKER = "Nine gulls are counted"
TAKEN_DOWN, CORRECTED, LEAD = BY_AGENCY[2], BY_AGENCY[1], BY_AGENCY[0]
ALL = (
    *(*BY_AGENCY, *IN_AZERBAIJANI, UNDER_EMBARGO, WRITTEN),
    *(CRASHED, SIGNED_OUT, AFTER_THE_WORKER),
)

REASON = "The pool is open; the notice was a year old."
WAS, NOW = "It said the market moves in May.", "It moves in June."
LINE = "The barge is free again"
#: Where everything public of an edition is listed.
LISTS = {
    "en": ("/", "/all-news/", "/feed.rss", "/feed.atom", "/feed.json", "/news/feed.atom"),
    "az": ("/az/", "/az/all-news/", "/az/feed.rss", "/az/feed.atom", "/az/feed.json"),
}
MEANT = {
    "en": {*BY_AGENCY, WRITTEN, CRASHED, SIGNED_OUT, AFTER_THE_WORKER} - {TAKEN_DOWN},
    "az": set(IN_AZERBAIJANI),
}


@pytest.fixture(scope="module")
def desk_newsroom(
    demo_home: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningNewsroom]:
    """The demo newsroom with three people, of whom none needs a second factor."""
    home = copy_home(demo_home, tmp_path_factory.mktemp("day") / "home")
    settings = home / "stoppress.toml"
    settings.write_text(f'second_factor = "nobody"\n{settings.read_text()}')
    with serving(home) as running:
        for role in PEOPLE:
            running.stoppress(
                *("user", "add", f"{role}@news.example", "--role", role, "--password-stdin"),
                given=f"{PASSWORD}\n",
            )
        yield running


def send_to_an_editor(page: Page) -> None:
    """The Publish dialog of somebody who does not publish."""
    page.get_by_role("button", name="Publish…").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Send to an editor").click()
    expect(page.locator("#desk-state")).to_contain_text("with an editor")


def type_a_headline(page: Page, desk: str, headline: str) -> None:
    """Begin a piece and wait until the desk has it."""
    page.goto(f"{desk}/pieces/new/")
    expect(page.get_by_role("textbox", name="Headline")).to_be_focused()
    page.keyboard.type(headline)
    page.wait_for_url(re.compile(r"/pages/\d+/edit/"))


def shown(newsroom: RunningNewsroom, path: str) -> set[str]:
    """Which of the day's headlines stand at an address."""
    answer = httpx.get(newsroom.url(path), timeout=60)
    assert answer.status_code == 200, path
    return {headline for headline in ALL if headline in answer.text}


def addresses(newsroom: RunningNewsroom) -> dict[str, str | None]:
    """The public address of each piece of the day; None for one that had none yet."""
    database = f"file:{newsroom.home / 'newsroom.sqlite3'}?mode=ro"
    with closing(sqlite3.connect(database, uri=True)) as rows:
        found = rows.execute(
            "SELECT title, public_path FROM newsroom_article JOIN wagtailcore_page"
            " ON id = page_ptr_id"
        ).fetchall()
    of_the_day = [(title, path) for title, path in found if title in ALL]
    assert sorted(title for title, _path in of_the_day) == sorted(ALL)  # each of them once
    return dict(of_the_day)


def read(newsroom: RunningNewsroom, path: str | None) -> httpx.Response:
    """What a reader gets at the address of a piece."""
    assert path
    return httpx.get(newsroom.url(path), timeout=60)


def test_after_a_working_day_every_surface_is_as_the_newsroom_meant_it(
    desk_newsroom: RunningNewsroom, open_page: OpenPage
) -> None:
    newsroom, desk = desk_newsroom, desk_newsroom.desk
    visits = {role: open_page(f"{desk}/") for role in PEOPLE}
    reporter, editor, owner = (
        Editor.sign_in(visits[role].page, desk, f"{role}@news.example", PASSWORD) for role in PEOPLE
    )

    # The morning: the agency, in two languages; one item of it under embargo.
    import_pieces(
        newsroom,
        *(piece(headline, section="News") for headline in BY_AGENCY),
        *(piece(headline, language="az", section="Liman") for headline in IN_AZERBAIJANI),
        piece(UNDER_EMBARGO, section="News", embargoed="2036-03-01T06:30:00Z"),
    )

    # The reporter writes a piece and sends it; the editor finds it on Today and publishes it.
    reporter.open_new_piece(ENGLISH, "News")
    reporter.write(WRITTEN, "The contract is signed.", "Work begins on Monday.")
    send_to_an_editor(reporter.page)
    editor.page.goto(f"{desk}/")
    waiting = editor.page.get_by_role("region", name="With an editor")
    waiting.get_by_role("link", name=WRITTEN).click()
    editor.publish()

    # The reporter's tab crashes in the middle of a headline: the words are there.
    page = reporter.page
    type_a_headline(page, desk, CRASHED)
    crashed = page.url
    page.close()
    reporter.page = page = visits["reporter"].context.new_page()
    page.goto(crashed)
    expect(page.get_by_role("textbox", name="Headline")).to_have_value(CRASHED)
    reporter.write(CRASHED, "Forty years on line 2.", "He rang the bell once more.")
    send_to_an_editor(page)

    # The reporter's session ends while the words of the next piece are typed.
    type_a_headline(page, desk, "The choir sings")
    visits["reporter"].context.clear_cookies(name="desk_session")
    reporter.write(SIGNED_OUT, "It rains, and they sing.", "Forty voices and one umbrella.")
    page.get_by_role("button", name="Save again").click()
    reporter.sign_in_elsewhere_and_try_again("reporter@news.example", PASSWORD)
    expect(page.get_by_role("textbox", name="Headline")).to_have_value(SIGNED_OUT)
    send_to_an_editor(page)
    for headline in (CRASHED, SIGNED_OUT):
        editor.open_piece(headline)
        editor.publish()

    # The worker dies; the owner publishes all the same, and the new worker makes it found.
    worker = newsroom.part("worker")
    worker.kill()
    owner.open_new_piece(ENGLISH, "News")
    owner.write(AFTER_THE_WORKER, "On the lamp of the quay.", "Zugunruhe, says the warden.")
    owner.publish()
    until(lambda: [one for one in newsroom.parts("worker") if one.pid != worker.pid])

    def is_found() -> bool:
        owner.page.goto(f"{desk}/find/?q=zugunruhe")
        return owner.page.get_by_role("link", name=AFTER_THE_WORKER).count() > 0

    until(is_found, "what was published without a worker is found")

    # The front is changed, shown, and put back as it was; a piece leads it again at the end.
    page = editor.page
    page.goto(f"{desk}/front/")
    before = shown_lead(newsroom)
    show_lead(page, WRITTEN)
    show_lead(page, LEAD)
    until(lambda: shown_lead(newsroom) == LEAD)
    page.get_by_role("link", name="History", exact=True).click()
    page.get_by_role("row").filter(has_text=WRITTEN).get_by_role(
        "button", name="Put back"
    ).last.click()
    until(lambda: shown_lead(newsroom) == WRITTEN)

    # A correction, a takedown, a breaking line for both editions.
    editor.open_piece(CORRECTED)
    page.get_by_role("button", name="Correct…").click()
    page.get_by_label("What was wrong").fill(WAS)
    page.get_by_label("What is right").fill(NOW)
    with page.expect_navigation():
        page.get_by_role("button", name="Publish the correction").click()
    expect(page.locator(".messages .success")).to_be_visible()
    owner.open_piece(TAKEN_DOWN)
    owner.page.get_by_role("link", name="Take down…").first.click()
    owner.page.get_by_role("textbox", name="Reason").fill(REASON)
    owner.page.get_by_role("button", name="Take it down").click()
    expect(owner.page.locator(".messages .success")).to_be_visible()
    page.goto(f"{desk}/breaking/")
    page.get_by_label("Line").fill(LINE)
    for language in ("^English", "^Az"):
        page.get_by_role("checkbox", name=re.compile(language)).check()
    page.get_by_role("button", name="Put on air").click()
    on_air = page.get_by_role("region", name="On air")
    expect(on_air.get_by_role("button", name=f"End now: {LINE}").first).to_be_visible()

    assert before not in {LEAD, WRITTEN}
    until(lambda: all(LINE in httpx.get(newsroom.url(front)).text for front in ("/", "/az/")))
    seen = {(code, path): shown(newsroom, path) for code, paths in LISTS.items() for path in paths}
    assert {place: there for place, there in seen.items() if there != MEANT[place[0]]} == {}
    assert shown(newsroom, "/sitemap-news.xml") == MEANT["en"] | MEANT["az"]
    assert shown_lead(newsroom) == WRITTEN
    public = addresses(newsroom)
    for headline in MEANT["en"] | MEANT["az"]:
        assert headline in read(newsroom, public[headline]).text
    corrected = read(newsroom, public[CORRECTED]).text
    assert WAS in corrected
    assert NOW in corrected
    gone = read(newsroom, public[TAKEN_DOWN])
    assert (gone.status_code, REASON in gone.text) == (410, True)
    if public[UNDER_EMBARGO]:
        assert read(newsroom, public[UNDER_EMBARGO]).status_code == 404


def show_lead(page: Page, headline: str) -> None:
    """Make a piece the lead of the front that is open, for readers too."""
    page.get_by_role("button", name=f"Lead: place “{headline}” on top").click()
    expect(page.locator(".front-slot h3").first).to_have_text(headline)
    page.get_by_role("button", name="Show readers").click()
    expect(page.locator(".desk-message")).to_contain_text("Readers see")


def shown_lead(newsroom: RunningNewsroom) -> str:
    """The headline that readers see first on the front."""
    text = httpx.get(newsroom.url("/"), timeout=60).text
    [lead] = re.findall(r"<main.*?<h2[^>]*>.*?<a[^>]*>(.*?)</a>", text, re.DOTALL)[:1]
    return str(lead).strip()
