"""Server-sent events for open pages of the desk: they are told when something was done.

One thread looks once a second for all pages, and sends nothing but a version. Each page then asks
for what it shows. See ``docs/decisions/0028-today-is-told.md``.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import Any, Protocol

from django.contrib.auth import SESSION_KEY, get_user
from django.contrib.sessions.backends.db import SessionStore
from django.db import close_old_connections
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

log = logging.getLogger(__name__)

#: Streams that are open at once: of all, of one person, and in one browser.
MOST, MOST_OF_A_PERSON, MOST_OF_A_SESSION = 100, 24, 8
#: Seconds between two looks at what was done, and at the sessions; and until the same is said
#: again, from which a page knows that it is still told.
LOOK_EVERY, SESSIONS_EVERY, AGAIN_EVERY = 1.0, 5.0, 8.0
#: Milliseconds after which a browser whose stream broke off tries again.
_RETRY = 3000


class OpenAnswer(Protocol):
    """An answer that goes on: ``supervise.open_answers.OpenAnswer``."""

    def send(self, data: bytes) -> bool:
        """Add ``data`` to the answer; False when the client has gone."""

    def end(self) -> None:
        """End the answer."""


class _Stream:
    """An open stream, its session and person, and the version that was sent last."""

    __slots__ = ("answer", "person", "sent_at", "session", "told")

    def __init__(self, answer: OpenAnswer, session: str, person: int | None) -> None:
        self.answer = answer
        self.session, self.person = session, person
        self.told = ""
        self.sent_at = time.monotonic()

    def tell(self, version: str) -> bool:
        """Send ``version`` if it is new or was sent long ago; False if the client has gone."""
        now = time.monotonic()
        if version == self.told and now - self.sent_at < AGAIN_EVERY:
            return True
        self.told, self.sent_at = version, now
        return self.answer.send(f"data: {version}\n\n".encode())


class Streams:
    """All open streams. ``version`` gives a text that changes whenever something was done."""

    def __init__(self, version: Callable[[], str]) -> None:
        self._version = version
        self._streams: set[_Stream] = set()
        self._changed = threading.Condition()
        self._teller: threading.Thread | None = None

    def __len__(self) -> int:
        return len(self._streams)

    def answer(self, request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
        """Begin a stream. Answers 503 when there are too many: the page then polls instead."""
        session = request.session.session_key or ""
        person = request.user.pk
        open_now = list(self._streams)
        of_session = sum(one.session == session for one in open_now)
        of_person = sum(one.person == person for one in open_now)
        full = len(open_now) >= MOST or of_person >= MOST_OF_A_PERSON
        if full or of_session >= MOST_OF_A_SESSION:
            return HttpResponse(status=503)
        response: Any = StreamingHttpResponse(
            [f"retry: {_RETRY}\n\n".encode()],
            content_type="text/event-stream",
            headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
        )
        response.when_open = lambda answer: self._open(_Stream(answer, session, person))
        return response

    def _open(self, stream: _Stream) -> None:
        with self._changed:
            self._streams.add(stream)
            if self._teller is None:
                self._teller = threading.Thread(target=self._run, name="streams", daemon=True)
                self._teller.start()
            self._changed.notify()

    def _run(self) -> None:
        sessions_at = time.monotonic()
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._streams)
            try:
                close_old_connections()
                self._tell(self._version())
                if time.monotonic() - sessions_at >= SESSIONS_EVERY:
                    sessions_at = time.monotonic()
                    self._end_those_signed_out()
            except Exception:
                log.exception("what is new at the desk will be looked for again")
            time.sleep(LOOK_EVERY)

    def _tell(self, version: str) -> None:
        self._drop({one for one in list(self._streams) if not one.tell(version)})

    def _end_those_signed_out(self) -> None:
        there = list(self._streams)
        ended = {key for key in {one.session for one in there} if not is_signed_in(key)}
        for one in there:
            if one.session in ended:
                one.answer.end()
        self._drop({one for one in there if one.session in ended})

    def _drop(self, streams: set[_Stream]) -> None:
        with self._changed:
            self._streams -= streams


def is_signed_in(session: str) -> bool:
    """Whether ``session`` is a key with which somebody is signed in.

    False when the session has ended, or the account was closed.
    """
    request: Any = HttpRequest()
    request.session = SessionStore(session)
    return SESSION_KEY in request.session and get_user(request).is_authenticated
