"""``stoppress bench fill``: a newsroom to measure with, in one command; again, it grows."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.world.running import stoppress


@pytest.mark.slow
def test_an_archive_is_made_and_made_larger(tmp_path: Path) -> None:
    home = tmp_path / "archive"

    first = stoppress(home, "bench", "fill", "20")
    assert first.stdout.endswith("20 pieces were written; the archive has 20.\n")
    assert "The archive: 20 of 20" in first.stderr

    second = stoppress(home, "bench", "fill", "25")
    assert second.stdout == "5 pieces were written; the archive has 25.\n"


@pytest.mark.slow
def test_a_newsroom_with_pieces_of_its_own_is_refused_in_one_sentence(tmp_path: Path) -> None:
    home = tmp_path / "home"
    stoppress(home, "init", "--name", "The Kelmora Courier")
    item = '{"uri": "tag:a.example,2026:1", "type": "text", "version": "1", "language": "en",'
    item += ' "headlines": [{"role": "main", "value": "The ferry is back"}],'
    item += ' "versionCreated": "2026-05-30T08:00:00Z"}'
    feed = tmp_path / "feed.json"
    feed.write_text(item)
    stoppress(home, "import", str(feed))

    refused = stoppress(home, "bench", "fill", "3", expect=2)

    assert "a home of its own" in refused.stderr
    assert len(refused.stderr.splitlines()) == 1
