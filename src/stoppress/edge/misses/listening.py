"""Waiting for an origin that does not listen: it starts, or is started again."""

import asyncio
import logging
from contextlib import suppress

import httpx

log = logging.getLogger(__name__)

#: Seconds that an origin which does not listen is waited for.
PATIENCE = 10.0

_LOOK_EVERY = 0.1  # seconds


class Listening:
    """Waits until the origin listens, once for all who wait.

    An origin takes some seconds to start, and a reader can come sooner than that. One that does not
    listen for longer than the patience is gone: nobody waits for it, until it has answered again.
    """

    def __init__(self, url: httpx.URL, socket: str | None, patience: float = PATIENCE) -> None:
        """An origin at a Unix ``socket``, or else at ``url``; ``patience`` is in seconds."""
        self._url = url
        self._socket = socket
        self._patience = patience
        #: Whether it has not answered since it began to listen: it may still be starting.
        self.is_new = True
        self._is_gone = False
        self._waiting: asyncio.Task[bool] | None = None

    def answered(self) -> None:
        """The origin is there: should it stop listening, it is waited for again."""
        self.is_new = self._is_gone = False

    async def begins(self) -> bool:
        """Wait until the origin listens; False when it did not in time, or is gone."""
        if self._is_gone:
            return False
        if self._waiting is None or self._waiting.done():
            self._waiting = asyncio.create_task(self._wait())
        return await asyncio.shield(self._waiting)

    async def _wait(self) -> bool:
        self.is_new = True
        with suppress(TimeoutError):
            async with asyncio.timeout(self._patience):
                while not await self._listens():  # noqa: ASYNC110 - nothing tells when it does
                    await asyncio.sleep(_LOOK_EVERY)
                return True
        self._is_gone = True
        log.warning("the origin has not listened for %g seconds", self._patience)
        return False

    async def _listens(self) -> bool:
        try:
            if self._socket is not None:
                _, writer = await asyncio.open_unix_connection(self._socket)
            else:
                default = 443 if self._url.scheme == "https" else 80
                _, writer = await asyncio.open_connection(self._url.host, self._url.port or default)
        except OSError:
            return False
        writer.close()
        return True
