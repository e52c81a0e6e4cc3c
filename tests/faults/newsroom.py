"""Reading and changing a served newsroom in tests of faults."""

import time
from pathlib import Path

import httpx

from tests.proof.test_crashes import truth, wrong
from tests.world.pieces import piece
from tests.world.running import RunningNewsroom, stoppress

RIGHT_WITHIN = 90.0  # on a machine that many tests share


def paths_of(home: Path, number: int = 12) -> list[str]:
    """The front and the newest pieces."""
    return ["/", *(path for path, _title in truth(home).public[:number])]


def warm(newsroom: RunningNewsroom, paths: list[str]) -> None:
    """Open pages once, so that they are stored."""
    for path in paths:
        assert httpx.get(newsroom.url(path), timeout=30).status_code == 200, path


def publish(newsroom: RunningNewsroom, headline: str) -> None:
    """Publish one piece beside the servers."""
    import json

    stoppress(newsroom.home, "import", "-", given=json.dumps(piece(headline)))


def right(newsroom: RunningNewsroom) -> float:
    """Wait until readers get what the database says; the seconds it took."""
    found: list[str] = []

    def is_right() -> bool:
        nonlocal found
        with httpx.Client(timeout=20, trust_env=False) as reader:
            try:
                found = wrong(newsroom.site, truth(newsroom.home), reader)
            except httpx.TransportError as error:
                found = [repr(error)]
        return not found

    began = time.monotonic()
    while not is_right():
        assert time.monotonic() < began + RIGHT_WITHIN, found
    return time.monotonic() - began


def log_of(newsroom: RunningNewsroom) -> str:
    """What the servers wrote to standard error."""
    return (newsroom.home.parent / f"{newsroom.home.name}-serve.log").read_text()
