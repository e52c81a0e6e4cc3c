"""Asking the origin for what the store does not have: one request per path, however many wait."""

import asyncio
import logging
from enum import Enum
from urllib.parse import quote

import httpx

from stoppress.edge.misses.breaker import Breaker
from stoppress.edge.misses.listening import PATIENCE, Listening
from stoppress.watch.counting import Counting

log = logging.getLogger(__name__)

TIMEOUT = 5.0  # seconds for the whole request
_MOST_AT_ONCE = 64
_MOST_NEGATIVE = 10_000


class Verdict(Enum):
    """What the origin said of a path."""

    STORED = "it is in the store now"
    ABSENT = "there is no such page"
    UNAVAILABLE = "the origin does not answer, or not as it should"


class Origin:
    """The newsroom's server, which renders what is asked for into the store.

    Negative answers are remembered while the store stays the same, so that a page is there as soon
    as it is published. An origin that is silent is not waited for by everybody, see ``Breaker``.
    """

    def __init__(
        self,
        at: str,
        counting: Counting,
        *,
        timeout: float = TIMEOUT,
        patience: float = PATIENCE,
    ) -> None:
        """The origin at ``unix:PATH`` of a socket, or at a URL.

        :param timeout: seconds in which an origin that was started has to answer.
        :param patience: seconds that one which does not listen, or has only begun to, is waited
            for, see ``Listening``.
        """
        socket = at.removeprefix("unix:") if at.startswith("unix:") else None
        url = at if socket is None else "http://origin"
        self._timeout = timeout
        self._patience = max(timeout, patience)
        self._breaker = Breaker()
        self._listening = Listening(httpx.URL(url), socket, patience)
        self._url = url.rstrip("/") + "/-/press?path="
        self._counting = counting
        self._asked: dict[tuple[str, int], asyncio.Task[Verdict]] = {}
        self._absent: set[str] = set()
        self._state: object = None
        limits = httpx.Limits(max_connections=_MOST_AT_ONCE, max_keepalive_connections=16)
        verify = url.startswith("https:")  # else the certificates need not be read
        transport = httpx.AsyncHTTPTransport(
            verify=verify, limits=limits, trust_env=False, uds=socket
        )
        self._client = httpx.AsyncClient(
            timeout=self._patience, transport=transport, trust_env=False
        )

    def known_absent(self, path: str, state: object) -> bool:
        """Whether the origin said so since the store came into this state (``Snapshot.state``)."""
        if state != self._state:
            self._state = state
            self._absent.clear()
        return path in self._absent

    async def ask(self, path: str, state: object, sequence: int) -> Verdict:
        """Ask for a path that the store, in this state and at this sequence, does not have.

        Who asks after a change was published does not wait for an answer from before it.
        """
        if self.known_absent(path, state):
            return Verdict.ABSENT
        question = (path, sequence)
        task = self._asked.get(question)
        if task is not None:
            self._counting.coalesced()
        elif not self._breaker.allows():
            self._counting.unavailable()
            return Verdict.UNAVAILABLE
        else:
            self._counting.missed()
            task = self._asked[question] = asyncio.create_task(self._request(path))
            task.add_done_callback(lambda _: self._asked.pop(question, None))
        verdict = await asyncio.shield(task)
        if verdict is Verdict.ABSENT and state == self._state:
            if len(self._absent) >= _MOST_NEGATIVE:
                self._absent.clear()
            self._absent.add(path)
        return verdict

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def _request(self, path: str) -> Verdict:
        verdict = await self._request_once(path)
        if verdict is Verdict.UNAVAILABLE:
            self._counting.unavailable()
        return verdict

    async def _request_once(self, path: str) -> Verdict:
        try:
            response = await self._response(path)
        except (httpx.HTTPError, httpx.InvalidURL, TimeoutError) as error:
            self._breaker.failed()
            log.warning("the origin does not answer for %r: %s", path, type(error).__name__)
            return Verdict.UNAVAILABLE
        self._breaker.succeeded()
        self._listening.answered()
        if response.status_code == 204:
            return Verdict.STORED
        if response.status_code == 404:
            return Verdict.ABSENT
        log.warning("the origin answered %d for %r", response.status_code, path)
        return Verdict.UNAVAILABLE

    async def _response(self, path: str) -> httpx.Response:
        """The origin's response, once it listens. Raises httpx.HTTPError or TimeoutError.

        When the connection breaks, which it does when the origin ends, the question is asked again.
        """
        broken = 0
        while True:
            starting = self._listening.is_new
            try:
                async with asyncio.timeout(self._patience if starting else self._timeout):
                    return await self._client.get(self._url + quote(path, safe=""))
            except (httpx.NetworkError, httpx.RemoteProtocolError) as error:
                broken += not isinstance(error, httpx.ConnectError)
                if broken > 1 or not await self._listening.begins():
                    raise
