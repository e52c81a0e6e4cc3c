"""The Nu Html Checker finds no error on any kind of page."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.world.pages import Site
from tests.world.tools import npm_file, program

pytestmark = pytest.mark.proof


def test_the_checker_finds_no_error(site: Site, tmp_path: Path) -> None:
    java, checker = program("java"), npm_file("vnu-jar/build/dist/vnu.jar")
    for page in site.kinds:
        answer = site.get(page.path)
        assert answer.status_code == page.status, page
        (tmp_path / f"{page.kind.replace(' ', '-')}.html").write_bytes(answer.content)

    done = subprocess.run(
        [java, "-jar", str(checker), "--format", "json", "--errors-only", str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=180,
    )
    messages = json.loads(done.stderr)["messages"]

    said = [
        f"{Path(message['url']).name}:{message.get('lastLine')}: {message['message']}"
        f" | {message.get('extract', '')!r}"
        for message in messages
    ]
    assert said == []
