"""A served newsroom whose worker is killed while it makes drafts of what is sent to its bot."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.channels.bot_api import TOKEN, BotApi, bot_api
from tests.newsroom.described import jpeg
from tests.world.fixtures import copy_home
from tests.world.running import serving
from tests.world.waiting import until

pytestmark = [pytest.mark.slow, pytest.mark.long]

_CHAT, _MESSAGES, _KILLS = 77, 90, 5


@pytest.fixture
def api() -> Iterator[BotApi]:
    """Telegram, as a bot of the newsroom sees it."""
    with bot_api() as server:
        yield server


def people(home: Path, *words: str) -> str:
    command = [sys.executable, "-m", "tests.channels.telegram_people", str(home), *words]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def test_each_message_is_one_draft_and_one_answer(
    filled_home: Path, tmp_path: Path, api: BotApi
) -> None:
    home = copy_home(filled_home, tmp_path / "home")
    token = home / "telegram-token"
    token.touch(mode=0o600)
    token.write_text(f"{TOKEN}\n")
    settings = home / "stoppress.toml"
    settings.write_text(f'telegram_api = "{api.url}"\n{settings.read_text()}')
    people(home, "connect", str(_CHAT))
    api.files["quay.jpg"] = jpeg()
    picture = {"file_id": "quay.jpg", "file_unique_id": "q", "width": 320, "height": 200}
    origin = {"type": "hidden_user", "date": 1_780_000_000, "sender_user_name": "A reader"}
    for number in range(_MESSAGES):
        caption = f"Message {number:03}\nand more"
        api.write("", _CHAT, caption=caption, photo=[picture], forward_origin=origin)
    chance, kills = random.Random(3), 0

    with serving(home) as newsroom:
        while kills < _KILLS:
            so_far = api.asked("getFile")
            some = so_far + chance.randint(3, 9)
            until(lambda some=some: api.asked("getFile") >= some, "some drafts", 180)  # type: ignore[misc]
            try:
                newsroom.part("worker").kill()
                kills += 1
            except psutil.NoSuchProcess:
                continue
        until(lambda: len(api.said_to(_CHAT)) >= _MESSAGES, "all answers", 300)

    made = sorted(json.loads(people(home, "drafts")))
    print(f"{_MESSAGES} messages, {kills} kill -9: {len(made)} drafts")
    assert made == [[f"Message {number:03}", True] for number in range(_MESSAGES)]
    answered = {answer.partition("”")[0] for answer in api.said_to(_CHAT)}
    assert len(answered) == _MESSAGES
