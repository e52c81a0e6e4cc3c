"""The pictures of the how-to of Telegram: from adding the channel to the first post, as it says.

With ``--keep-guide-pictures`` they are written where it shows them (``docs/images/telegram``);
otherwise to a folder of the test's own, and a place that cannot be reached any more fails.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.browser.guide_scenes import HEADLINES, SIZE, TEXTS, keep
from tests.channels.bot_api import CHAT, TOKEN, bot_api
from tests.docs.pages import ROOT, links
from tests.world.desk import Editor
from tests.world.fixtures import PASSWORD, copy_home
from tests.world.running import RunningNewsroom, serving

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.long]

HOW_TO = ROOT / "docs/how-to/telegram.md"
WHERE = ROOT / "docs/images/telegram"
OWNER = "ada@news.example"
PICTURES = ("add", "try", "rules", "piece")
#: Shades of grey below which nothing is seen on a picture: a page that has not been drawn.
FEW = 40
PATIENCE = 60_000


def test_every_step_is_there_and_has_its_picture(
    chromium: Browser,
    demo_home: Path,
    tmp_path: Path,
    pytestconfig: pytest.Config,
) -> None:
    home = copy_home(demo_home, tmp_path / "home")
    settings = home / "stoppress.toml"
    settings.write_text(f'second_factor = "nobody"\n{settings.read_text()}')
    (home / "telegram-token").write_text(f"{TOKEN}\n")  # as the how-to says
    (home / "telegram-token").chmod(0o600)
    where = WHERE if pytestconfig.getoption("keep_guide_pictures") else tmp_path / "pictures"
    with bot_api() as api, serving(home) as newsroom:
        page = _owner(chromium, newsroom)
        taken = {"add": _add(page, newsroom)}
        channel = ("--edition", "en", "--chat", CHAT, "--api", api.url)  # not Telegram's own
        newsroom.stoppress("channel", "add", "telegram", *channel)
        taken |= {
            "try": _try(page, newsroom),
            "rules": _rules(page),
            "piece": _piece(page, newsroom),
        }
        [post] = api.standing
        page.context.close()

    assert post.words.startswith(HEADLINES["en"][0])
    assert tuple(taken) == PICTURES
    shown = {target.rpartition("/")[2] for target in links(HOW_TO) if "images/telegram" in target}
    assert shown == {f"{name}.webp" for name in PICTURES}
    for name, png in taken.items():
        keep(png, where / f"{name}.webp")
        for file in (where / f"{name}.webp", WHERE / f"{name}.webp"):
            with Image.open(file) as picture:
                assert picture.size == SIZE
                assert len(picture.convert("L").getcolors() or ()) > FEW


def _owner(chromium: Browser, newsroom: RunningNewsroom) -> Page:
    account = ("user", "add", OWNER, "--name", "Ada Quill", "--role", "owner", "--password-stdin")
    newsroom.stoppress(*account, given=f"{PASSWORD}\n")
    context = chromium.new_context(
        viewport={"width": SIZE[0], "height": SIZE[1]}, reduced_motion="reduce"
    )
    context.set_default_timeout(PATIENCE)
    return Editor.sign_in(context.new_page(), newsroom.desk, OWNER, PASSWORD).page


def _add(page: Page, newsroom: RunningNewsroom) -> bytes:
    page.goto(f"{newsroom.desk}/channels/")
    page.get_by_label("Kind").select_option("telegram")
    page.get_by_label("Name there").fill(CHAT)
    return page.screenshot()


def _try(page: Page, newsroom: RunningNewsroom) -> bytes:
    page.goto(f"{newsroom.desk}/channels/1/")
    page.get_by_role("button", name="Try", exact=True).click()
    expect(page.get_by_text("It takes posts")).to_be_visible(timeout=PATIENCE)
    return page.screenshot()


def _rules(page: Page) -> bytes:
    page.get_by_role("link", name="Rules", exact=True).click()
    expect(page.get_by_label("With all pictures of a gallery, as an album")).to_be_attached()
    page.locator("[data-example]").scroll_into_view_if_needed()
    return page.screenshot()


def _piece(page: Page, newsroom: RunningNewsroom) -> bytes:
    headline, deck = HEADLINES["en"]
    page.goto(f"{newsroom.desk}/pieces/new/")
    desk = Editor(page, newsroom.desk)
    desk.write(headline, deck, TEXTS["en"])
    desk.publish()
    told = page.get_by_role("complementary", name="About the piece").locator("desk-channels")
    expect(told).to_contain_text(re.compile("posted [0-9]"), timeout=PATIENCE)
    told.scroll_into_view_if_needed()
    return page.screenshot()
