"""Waiting until everything that ``serve`` starts answers."""

import asyncio
import time
from pathlib import Path

from stoppress.supervise.address import Address

READY_SECONDS = 120.0
PROBE_SECONDS = 0.1


async def answering(site: Address, origin: Path, desk: Address) -> bool:
    """Wait until origin, site and desk answer; False when they do not in two minutes."""
    from httpx import AsyncClient, AsyncHTTPTransport, HTTPError

    until = time.monotonic() + READY_SECONDS
    mounts = {"http://origin": AsyncHTTPTransport(uds=str(origin))}
    async with AsyncClient(timeout=10, trust_env=False, mounts=mounts) as client:
        for url in ("http://origin/-/press?path=/", f"{site.url}/", f"{desk.url}/login/"):
            while True:
                if time.monotonic() > until:
                    return False
                try:
                    response = await client.get(url)
                except (HTTPError, OSError):
                    pass
                else:
                    if response.status_code < 500:
                        break
                await asyncio.sleep(PROBE_SECONDS)
    return True
