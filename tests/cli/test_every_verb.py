"""What every verb says when the home is missing or newer; and that none of them starts slowly."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.world.running import stoppress

VERBS = (
    ("serve",),
    ("status",),
    ("check",),
    ("rebuild",),
    ("fragments",),
    ("merge-topics",),
    ("pictures", "read"),
    ("channel", "list"),
    ("user", "add", "anna@news.example"),
    ("import", "feed.json"),
    ("worker",),
)


@pytest.mark.parametrize("words", VERBS, ids=lambda words: words[0])
def test_a_missing_home_is_told_in_one_sentence(tmp_path: Path, words: tuple[str, ...]) -> None:
    done = stoppress(tmp_path / "nowhere", *words, expect=2)
    assert done.stderr.startswith("stoppress: There is no newsroom in ")
    assert "init" in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("words", [*VERBS, ("init",)], ids=lambda words: words[0])
@pytest.mark.long
def test_a_newer_home_is_told_in_one_sentence(tmp_path: Path, words: tuple[str, ...]) -> None:
    (tmp_path / "stoppress.toml").write_text('version = 99\nlanguages = ["en"]\n')
    done = stoppress(tmp_path, *words, expect=2)
    assert "was made by a newer Stoppress" in done.stderr
    assert "pip install -U stoppress" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_the_command_line_starts_without_django() -> None:
    script = "import sys, stoppress.cli; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
