"""An update of Stoppress under readers: other templates between two starts, nobody turned away."""

from __future__ import annotations

import re
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

import stoppress
from tests.world.pieces import import_pieces, piece
from tests.world.running import serving, start

pytestmark = pytest.mark.slow

PIECES = 50
SIGNED = ("shell/masthead.html", "shell/footer.html", "article/article.html", "lists/latest.html")
STYLES = r"/static/site\.\w+\.css"
SLOWEST = 2.0
"""Seconds that one page may take on a busy machine while the site goes over."""


@dataclass
class Readers:
    """Readers who ask for one page after another, and what they were given."""

    site: str
    paths: list[str]
    statuses: set[int] = field(default_factory=set)
    mixed: list[str] = field(default_factory=list)
    slowest: float = 0.0
    read: int = 0

    def look(self, client: httpx.Client, path: str) -> str:
        """Read one page."""
        began = time.perf_counter()
        answer = client.get(self.site + path)
        self.slowest = max(self.slowest, time.perf_counter() - began)
        self.statuses.add(answer.status_code)
        self.read += 1
        if len(marks(answer.text)) not in (0, len(SIGNED)):
            self.mixed.append(f"{path}: {marks(answer.text)}")
        return answer.text

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Read without pause in the background."""
        stop = threading.Event()

        def read() -> None:
            with httpx.Client(timeout=10, trust_env=False) as client:
                while not stop.is_set():
                    for path in self.paths:
                        self.look(client, path)
                        stop.wait(0.01)

        thread = threading.Thread(target=read)
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()


def marks(page: str) -> set[str]:
    """Which templates of the new release a page shows."""
    return set(re.findall(r"<!--new (\S+)-->", page))


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of Stoppress that commands of the test run, and that it may change."""
    assert stoppress.__file__
    source = Path(stoppress.__file__).parent
    ignored = shutil.ignore_patterns("__pycache__", "pictures")
    copied = shutil.copytree(source, tmp_path / "installed" / "stoppress", ignore=ignored)
    monkeypatch.setenv("PYTHONPATH", str(copied.parent))
    return copied


def update(package: Path) -> None:
    """Install other templates and styles, and a worker that makes old pages again very slowly."""
    site = package / "site"
    for name in SIGNED:
        template = site / "templates" / name
        template.write_text(template.read_text("utf-8") + f"<!--new {name}-->\n", "utf-8")
    background = package / "press" / "going_over.py"
    slowly = re.sub(
        r"(?m)^PAGES_A_SECOND = .*$", "PAGES_A_SECOND = 0.1", background.read_text("utf-8")
    )
    background.write_text(slowly, "utf-8")
    [first, *_] = sorted((site / "static" / "css").glob("*.css"))
    first.write_text(first.read_text("utf-8") + "\n.new-release { color: inherit; }\n", "utf-8")


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
        readers = Readers(new.site, paths)
        with httpx.Client(timeout=10, trust_env=False) as client, readers.reading():
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
    assert readers.mixed == []
    assert readers.slowest < SLOWEST
    assert kept.status_code == 200
    assert "new-release" not in kept.text
