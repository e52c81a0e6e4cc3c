"""The disk is full: a small tmpfs holds the newsroom, and other data takes what room is left."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.faults.newsroom import paths_of, right, warm
from tests.faults.readers import reading
from tests.proof.test_crashes import truth
from tests.world.fixtures import EDITOR, PASSWORD, TAKEDOWN_REASON, copy_home
from tests.world.running import RunningNewsroom, serving, stoppress
from tests.world.tools import not_tested
from tests.world.waiting import until

pytestmark = [pytest.mark.proof, pytest.mark.slow]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own, of 48 MiB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=48m", "none", str(disk)]
    mounted = subprocess.run(command, capture_output=True, check=False)
    if mounted.returncode:
        not_tested("Mounting a small tmpfs needs root: " + mounted.stderr.decode().strip())
    try:
        yield disk
    finally:
        subprocess.run(["umount", "--lazy", str(disk)], check=True)


def fill(disk: Path) -> Path:
    """Take all room that is left; the file that took it."""
    ballast = disk / "other-data"
    with ballast.open("wb", buffering=0) as file:
        for size in (1 << 20, 4096):
            try:
                while True:
                    file.write(b"\0" * size)
            except OSError:
                continue
    return ballast


@pytest.mark.long
def test_a_full_disk_is_told_at_the_desk_and_recovers(filled_home: Path, small_disk: Path) -> None:
    home = copy_home(filled_home, small_disk / "home")
    words = ("--role", "editor", "--password-stdin")
    stoppress(home, "user", "add", EDITOR, *words, given=PASSWORD + "\n")
    with serving(home, "--processes", "2") as newsroom:
        paths = paths_of(home)
        warm(newsroom, paths)
        with Desk(newsroom) as desk, reading(newsroom.site, paths) as seen:
            first = desk.piece()
            ballast = fill(small_disk)
            said = [desk.take_down(first)]
            while not any("no room left" in words for words in said) and len(said) < 20:
                ballast_more = fill(small_disk)
                said.append(desk.take_down(first))
                assert ballast_more == ballast
            assert any("no room left" in words for words in said), said[-1][:500]
            known = truth(home)
            ballast.unlink()
            took = right(newsroom)
            assert truth(home) == known
            done = desk.take_down(first)
            assert "Nothing of this was saved" not in done
            until(lambda: truth(home).gone)
            right(newsroom)
        print(f"\ndisk full: right {took:.1f} s after there was room again\n{seen}")
        assert seen.garbage == []
        assert seen.failed == 0


class Desk:
    """An editor at the desk."""

    def __init__(self, newsroom: RunningNewsroom) -> None:
        self._client = httpx.Client(
            base_url=newsroom.desk, follow_redirects=True, timeout=60, trust_env=False
        )

    def __enter__(self) -> "Desk":
        self._post("/login/", login=EDITOR, password=PASSWORD)
        return self

    def __exit__(self, *_error: object) -> None:
        self._client.close()

    def piece(self) -> int:
        """The number of the first piece in the list of all."""
        found = re.findall(r'href="/pieces/(\d+)/"', self._client.get("/pieces/").text)
        assert found
        return int(found[0])

    def take_down(self, piece: int) -> str:
        """Take a piece down; the page that the editor then sees."""
        at = f"/pieces/{piece}/take-down/"
        form = self._client.get(at)
        if form.status_code != 200:
            return form.text
        return self._post(at, reason=TAKEDOWN_REASON)

    def _post(self, at: str, **fields: str) -> str:
        self._client.get(at)
        token = self._client.cookies["desk_csrf"]
        answer = self._client.post(at, data={**fields, "csrfmiddlewaretoken": token})
        assert answer.status_code in (200, 503), answer.status_code
        return answer.text
