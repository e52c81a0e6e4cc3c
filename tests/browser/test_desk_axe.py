"""Every page of the desk can be used by everybody: axe finds nothing, by day and by night.

A page that is added to the menu or to the desk's addresses is looked at without a word here.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from stoppress.desk.addresses import ADDRESSES
from stoppress.desk.frame.menu import MORE, PLACES
from stoppress.desk.sign_in.addresses import ADDRESSES as SIGN_IN
from tests.browser.test_axe import RULES, RUN_AXE
from tests.channels.bot_api import CHAT, TOKEN, BotApi, bot_api
from tests.world.chromium import OpenPage, Visit
from tests.world.desk import Editor
from tests.world.fixtures import PASSWORD, copy_home
from tests.world.pieces import changed, import_pieces, piece
from tests.world.running import RunningNewsroom, serving
from tests.world.tools import npm_file

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.long]

OWNER = "owner@news.example"
NOWHERE = "/nowhere/"
SIGN_OUT = "/logout/"
#: An answer that never ends.
STREAM = "/today/stream/"
#: Pages of the desk that Wagtail registers, and no line of the menu leads to. ``{picture}`` and
#: the like are filled in from `Numbers`.
FURTHER = (
    "/account/",
    "/channels/2/",  # a webhook; the first is of Telegram
    "/channels/2/rules/",
    "/pages/{article_id}/edit/",
    "/pages/{draft}/edit/",
    "/pages/{scheduled}/edit/",
    "/pages/{section}/",
    "/pages/{section}/edit/",
    "/pages/{front_id}/edit/",
    "/images/add/",
    "/images/{picture}/",
    "/documents/multiple/add/",
    "/snippets/newsroom/person/add/",
    "/snippets/newsroom/person/edit/{person}/",
    "/snippets/newsroom/topic/edit/{topic}/",
    "/users/add/",
    "/users/edit/{user}/",
    NOWHERE,
)
#: Where nobody answers, so that it is in trouble.
NOBODY = "http://127.0.0.1:9/"
#: What is asked of a page that shows nothing until it is asked.
ASKED = {"/find/": "?q=ferry", "/pieces/": "?q=ferry"}

#: The colours of a scheme have come when no transition is under way.
SETTLED = """Promise.all(document.getAnimations()
  .filter((one) => one instanceof CSSTransition).map((one) => one.finished.catch(() => 0)))"""
ONLY_COLOURS = RUN_AXE.replace('type: "tag", values: rules', 'type: "rule", values: rules')


@dataclass(frozen=True, slots=True)
class Numbers:
    """What stands in the addresses of the pages that are looked at, by the arguments' names."""

    article_id: int
    draft: int
    scheduled: int
    section: int
    front_id: int
    picture: int
    person: int
    topic: int
    user: int
    version_id: int

    def fill(self, path: str) -> str:
        """A path with its places filled in; of what has no number here, the first."""
        return re.sub(
            r"[<{](?:\w+:)?(\w+)[>}]", lambda found: str(getattr(self, found[1], 1)), path
        )


@pytest.fixture(scope="module")
def api() -> Iterator[BotApi]:
    """Telegram, which knows the newsroom's bot."""
    with bot_api() as server:
        yield server


@pytest.fixture(scope="module")
def desk_newsroom(
    demo_home: Path, tmp_path_factory: pytest.TempPathFactory, api: BotApi
) -> Iterator[RunningNewsroom]:
    """The demo newsroom with a bot and a hub, whose owners work without a second factor."""
    home = copy_home(demo_home, tmp_path_factory.mktemp("axe") / "home")
    settings = home / "stoppress.toml"
    own = f'second_factor = "nobody"\ntelegram_api = "{api.url}"\nhubs = ["{NOBODY}"]\n'
    settings.write_text(f"{own}{settings.read_text()}")
    (home / "telegram-token").touch(mode=0o600)
    (home / "telegram-token").write_text(TOKEN)
    with serving(home) as running:
        yield running


@pytest.fixture(scope="module")
def numbers(desk_newsroom: RunningNewsroom, chromium: Browser, api: BotApi) -> Numbers:
    """A piece that is out with two versions, a draft, a scheduled one; an owner."""
    out = piece("The ferry is back")
    add = ("channel", "add", "--edition", "en")
    desk_newsroom.stoppress(*add, "telegram", "--chat", CHAT, "--api", api.url)
    desk_newsroom.stoppress(*add, "webhook", "--to", NOBODY, "--private-network")
    import_pieces(
        desk_newsroom,
        out,
        piece("The slip is dry"),
        piece("The crane is up", embargoed="2036-03-01T06:30:00Z"),
    )
    import_pieces(desk_newsroom, changed(out, by="Ada Quill"))
    desk_newsroom.stoppress(
        *("user", "add", OWNER, "--role", "owner", "--password-stdin"), given=f"{PASSWORD}\n"
    )
    context = chromium.new_context()
    desk = Editor.sign_in(context.new_page(), desk_newsroom.desk, OWNER, PASSWORD)
    desk.unpublish("The slip is dry")
    context.close()
    with closing(
        sqlite3.connect(f"file:{desk_newsroom.home / 'newsroom.sqlite3'}?mode=ro", uri=True)
    ) as rows:

        def one(query: str, *values: object) -> int:
            [(number,)] = rows.execute(query, values)
            return int(number)

        by_title = "SELECT id FROM wagtailcore_page WHERE title = ?"
        article = one(by_title, "The ferry is back")
        return Numbers(
            article_id=article,
            draft=one(by_title, "The slip is dry"),
            scheduled=one(by_title, "The crane is up"),
            section=one("SELECT min(page_ptr_id) FROM newsroom_sectionpage"),
            front_id=one("SELECT min(page_ptr_id) FROM newsroom_editionpage"),
            picture=one("SELECT min(id) FROM wagtailimages_image"),
            person=one("SELECT min(id) FROM newsroom_person"),
            topic=one("SELECT min(id) FROM newsroom_topic"),
            user=one("SELECT id FROM auth_user WHERE email = ?", OWNER),
            version_id=one(
                "SELECT max(id) FROM wagtailcore_revision WHERE object_id = ?", str(article)
            ),
        )


@pytest.fixture
def visit(desk_newsroom: RunningNewsroom, numbers: Numbers, open_page: OpenPage) -> Visit:
    """A tab of an owner who has signed in."""
    visit = open_page(f"{desk_newsroom.desk}/", bypass_csp=True, reduced_motion="reduce")
    Editor.sign_in(visit.page, desk_newsroom.desk, OWNER, PASSWORD)
    return visit


def paths(numbers: Numbers) -> list[str]:
    """Every address of the desk, its places filled in."""
    menu = [
        reverse(place.view, urlconf="stoppress.conf.desk_urls", args=place.arguments)
        for place in (*PLACES, *MORE)
    ]
    own = [f"/{address.pattern}" for address in (*ADDRESSES, *SIGN_IN)]
    known = dict.fromkeys(numbers.fill(path) for path in (*menu, *own, *FURTHER))
    return [path + ASKED.get(path, "") for path in known if path not in {SIGN_OUT, STREAM}]


def wrong(page: Page) -> dict[str, list[str]]:
    """What axe finds on the page that is open, by the scheme."""
    page.add_script_tag(path=str(npm_file("axe-core/axe.min.js")))
    found = {}
    for scheme, run, rules in (
        ("light", RUN_AXE, RULES),
        ("dark", ONLY_COLOURS, ["color-contrast"]),  # nothing else is another by night
    ):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.evaluate(SETTLED)
        if violations := page.evaluate(run, rules):
            found[scheme] = violations
    page.emulate_media(color_scheme="light")
    return found


def test_axe_finds_nothing_on_any_page_of_the_desk(
    desk_newsroom: RunningNewsroom, numbers: Numbers, visit: Visit
) -> None:
    page, looked_at, found = visit.page, [], {}
    for path in paths(numbers):
        if is_a_page(visit, desk_newsroom.desk + path) or path == NOWHERE:
            page.goto(desk_newsroom.desk + path)
            if violations := wrong(page):
                found[path] = violations
            looked_at.append(path)

    assert found == {}
    assert len(looked_at) >= 30, looked_at


def is_a_page(visit: Visit, url: str) -> bool:
    """Whether an address answers with a document, not with data, a part of one, or a refusal."""
    answer = visit.context.request.get(url, max_redirects=0)
    html = "text/html" in answer.headers.get("content-type", "")
    return answer.status == 200 and html and "<body" in answer.text()


def test_axe_finds_nothing_on_pages_that_no_address_leads_to(
    desk_newsroom: RunningNewsroom, numbers: Numbers, visit: Visit
) -> None:
    page = visit.page
    page.goto(f"{desk_newsroom.desk}/pages/{numbers.draft}/edit/")
    page.get_by_role("button", name="Publish…").click()
    sheet = page.get_by_role("dialog", name="Publish")
    expect(sheet.get_by_text("The checks found")).to_be_visible()
    in_the_sheet = wrong(page)

    page.goto(f"{desk_newsroom.desk}/notices/wishes/")
    page.get_by_role("button", name="Connect Telegram").click()
    expect(page.get_by_role("link", name="in Telegram")).to_be_visible()
    on_connecting = wrong(page)

    visit.context.clear_cookies()
    page.goto(f"{desk_newsroom.desk}/")
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()

    assert (in_the_sheet, on_connecting) == ({}, {})
    assert wrong(page) == {}
