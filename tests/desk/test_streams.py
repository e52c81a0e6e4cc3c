"""The stream that tells pages of the desk that something was done, over the desk's own server."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import pytest

from stoppress.desk.today.streams import MOST_OF_A_PERSON, Streams, _Stream
from tests.world.desk_alone import desk_alone
from tests.world.fixtures import EDITOR, PASSWORD
from tests.world.pieces import piece
from tests.world.running import stoppress

pytestmark = pytest.mark.slow

#: As many as the desk has threads, and as one session may have.
STREAMS = 8


@pytest.fixture
def desk(small_home: Path) -> Iterator[httpx.Client]:
    """A desk that runs alone, and an editor who has signed in there."""
    given = PASSWORD + "\n"
    stoppress(
        small_home, "user", "add", EDITOR, "--role", "editor", "--password-stdin", given=given
    )
    with (
        desk_alone(small_home) as address,
        httpx.Client(base_url=address, trust_env=False, timeout=60) as client,
    ):
        post(client, "/login/", login=EDITOR, password=PASSWORD)
        yield client


def post(client: httpx.Client, at: str, **fields: str) -> httpx.Response:
    client.get("/login/")
    return client.post(at, data=fields | {"csrfmiddlewaretoken": client.cookies["desk_csrf"]})


def version_in(lines: Iterator[str], other_than: str = "") -> str:
    """The next version that a stream tells."""
    told = (line.removeprefix("data: ") for line in lines if line.startswith("data: "))
    return next(version for version in told if version != other_than)


def test_streams_hold_no_thread_tell_what_another_process_did_and_end_with_the_session(
    desk: httpx.Client, small_home: Path
) -> None:
    with ExitStack() as stack:

        def stream() -> httpx.Response:
            return stack.enter_context(desk.stream("GET", "/today/stream/"))

        answers = [stream() for _ in range(STREAMS)]
        assert {answer.headers["content-type"] for answer in answers} == {"text/event-stream"}
        streams = [answer.iter_lines() for answer in answers]
        before = [version_in(lines) for lines in streams]  # another in the next minute
        assert stream().status_code == 503, "no more for one session: that page asks instead"
        assert desk.get("/").status_code == 200, "all threads are free"

        stoppress(small_home, "import", "-", given=json.dumps(piece("A new crane for berth 3")))

        for lines, version in zip(streams, before, strict=True):
            assert version_in(lines, other_than=version)

        assert post(desk, "/logout/").status_code == 302
        for lines in streams:
            for _line in lines:
                pass  # until it comes to its end: the client waits for no more than 60 seconds
        assert desk.get("/today/stream/").status_code == 302


def test_one_person_does_not_take_all_streams_by_signing_in_often() -> None:
    streams = Streams(lambda: "")
    answer: Any = None
    streams._streams |= {
        _Stream(answer, f"session {number}", 1) for number in range(MOST_OF_A_PERSON)
    }

    def asked_by(person: int) -> int:
        user = SimpleNamespace(pk=person)
        session = SimpleNamespace(session_key="another")
        request: Any = SimpleNamespace(user=user, session=session)
        return streams.answer(request).status_code

    assert (asked_by(1), asked_by(2)) == (503, 200)
