"""A database that cannot be used is told in a sentence."""

from pathlib import Path

import pytest

from tests.world.running import stoppress

pytestmark = [pytest.mark.postgres, pytest.mark.slow]


def test_a_database_that_does_not_answer_is_told_in_a_sentence(tmp_path: Path) -> None:
    home = tmp_path / "paper"
    url = "postgresql://paper@127.0.0.1:1/paper"
    done = stoppress(home, "init", "--name", "The Harbour", "--database", url, expect=2)
    assert done.stderr.startswith("stoppress: The database cannot be used (")
    assert len(done.stderr.splitlines()) == 1
