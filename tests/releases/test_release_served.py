"""An update of Stoppress under readers: other templates between two starts, nobody turned away."""

from __future__ import annotations

import re
from pathlib import Path

import httpx
import pytest
from bench.releases import installed

from tests.releases.two_releases import SIGNED, Readers, marks, sign
from tests.world.pieces import import_pieces, piece
from tests.world.running import serving, start

pytestmark = pytest.mark.slow

PIECES = 50
STYLES = r"/static/site\.\w+\.css"
#: Seconds that one page may take on a busy machine while the site goes over.
SLOWEST = 2.0


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of Stoppress that commands of the test run, and that it may change."""
    copied = installed(tmp_path / "installed")
    monkeypatch.setenv("PYTHONPATH", str(copied.parent))
    return copied


def update(package: Path) -> None:
    """Install other templates and styles, and a worker that makes old pages again very slowly."""
    sign(package)
    background = package / "releases" / "going_over.py"
    slowly = re.sub(
        r"(?m)^PAGES_A_SECOND = .*$", "PAGES_A_SECOND = 0.1", background.read_text("utf-8")
    )
    background.write_text(slowly, "utf-8")


@pytest.mark.long
def test_readers_of_an_updated_newsroom_notice_nothing(package: Path, small_home: Path) -> None:
    with serving(small_home) as old:
        paths = [outcome.path for outcome in import_pieces(old, *(piece() for _ in range(PIECES)))]
        with httpx.Client(base_url=old.site, trust_env=False) as client:
            pages = [client.get(path) for path in paths]
        assert {page.status_code for page in pages} == {200}
        [styles] = {match for page in pages for match in re.findall(STYLES, page.text)}
        assert old.stop() == 0
    update(package)

    with serving(small_home) as new:
        readers = Readers(new.site, paths, returned=[])
        with httpx.Client(timeout=10, trust_env=False) as client, readers.reading(1):
            left = [path for path in paths if not marks(readers.look(client, path))]
            assert left, "old pages are served until they are made again"

            killed = start(small_home, "rebuild", "--rate", "1")
            while all(not marks(readers.look(client, path)) for path in left):
                assert killed.poll() is None
            killed.kill()
            killed.wait(10)
            assert any(not marks(readers.look(client, path)) for path in left)

            [published] = import_pieces(new, piece("The ferry is back"))
            for path in (*paths[:5], *paths[-5:], published.path):
                assert "The ferry is back" in readers.look(client, path)

            new.stoppress("rebuild")
            assert all(len(marks(readers.look(client, path))) == len(SIGNED) for path in paths)
            kept = client.get(new.url(styles))

    assert readers.statuses == {200}
    assert readers.wrong == []
    assert readers.unheard == 0
    assert readers.slowest < SLOWEST
    assert kept.status_code == 200
    assert "new-release" not in kept.text
