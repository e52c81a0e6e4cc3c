"""The pictures of the editor's guide are taken of the demo newsroom's desk, here and nowhere else.

With ``--keep-guide-pictures`` they are written where the guide shows them; otherwise to a folder of
the test's own, and a task whose place at the desk cannot be reached any more fails.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser

from stoppress.desk import guide
from stoppress.desk.guide.tasks import LANGUAGES, TASKS
from tests.browser.guide_scenes import SIZE, Scenes, keep
from tests.channels.bot_api import CHAT, TOKEN, bot_api
from tests.world.desk import Editor
from tests.world.fixtures import PASSWORD, copy_home
from tests.world.running import serving, stoppress

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.long]

WHERE = Path(guide.__file__).parent.parent / "static/desk/guide"
EMAIL = "mara@news.example"
#: Shades of grey below which nothing is seen on a picture: a page that has not been drawn.
FEW = 40


@pytest.fixture(scope="module", params=LANGUAGES)
def scenes(
    request: pytest.FixtureRequest,
    chromium: Browser,
    demo_home: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Scenes]:
    """An editor who has signed in at the desk of a demo newsroom of their own."""
    home = copy_home(demo_home, tmp_path_factory.mktemp("guide") / "home")
    name = ("--name", "Mara Ellwood", "--role", "editor")
    stoppress(home, "user", "add", EMAIL, *name, "--password-stdin", given=f"{PASSWORD}\n")
    with bot_api() as api, pytest.MonkeyPatch.context() as patched:
        patched.setenv("STOPPRESS_TELEGRAM_TOKEN", TOKEN)
        channel = ("--edition", request.param, "--chat", CHAT, "--api", api.url)
        stoppress(home, "channel", "add", "telegram", *channel)
        yield from _at_work(home, chromium, request.param)


def _at_work(home: Path, chromium: Browser, language: str) -> Iterator[Scenes]:
    with serving(home) as newsroom:
        context = chromium.new_context(
            viewport={"width": SIZE[0], "height": SIZE[1]}, reduced_motion="reduce"
        )
        page = context.new_page()
        Editor.sign_in(page, newsroom.desk, EMAIL, PASSWORD)
        scenes = Scenes(page, newsroom.desk, language)
        scenes.speak()
        yield scenes
        context.close()


@pytest.mark.parametrize("task", [task.name for task in TASKS if task.pictured])
def test_the_place_of_a_task_is_there_and_has_its_picture(
    task: str, scenes: Scenes, tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    where = WHERE if pytestconfig.getoption("keep_guide_pictures") else tmp_path
    taken = where / scenes.language / f"{task}.webp"
    keep(scenes.show(task), taken)
    shown = WHERE / scenes.language / f"{task}.webp"
    for file in (taken, shown):
        with Image.open(file) as picture:
            assert picture.size == SIZE
            assert len(picture.convert("L").getcolors() or ()) > FEW
