"""Streams on sockets of our own: who does not read is dropped, and nothing is kept for him."""

import asyncio
import socket
from collections.abc import Callable

import pytest

from stoppress.edge.live import streams as live_streams
from stoppress.edge.live.delta import Item
from stoppress.edge.live.lists import LiveList
from stoppress.edge.live.streams import Streams

LONG = "<li>" + "news " * 4_000


def put(live_list: LiveList, number: int) -> None:
    live_list.put(f"{number:016x}", (Item(str(number), "1", LONG),))


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110 - streams tell nobody when they end
            await asyncio.sleep(0.01)


def pair() -> tuple[socket.socket, socket.socket]:
    ours, theirs = socket.socketpair()
    for end in (ours, theirs):
        end.setblocking(False)
    return ours, theirs


def test_a_reader_who_takes_nothing_is_dropped_and_others_have_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(live_streams, "PATIENCE", 0.3)
    monkeypatch.setattr(live_streams, "_LOOK_EVERY", 0.05)

    async def story() -> None:
        live_list = LiveList()
        put(live_list, 1)
        streams = Streams()
        looking_after = asyncio.create_task(streams.look_after())
        (quick, reads), (slow, _never_reads) = pair(), pair()
        streams.open(quick, live_list, None, b"head")
        streams.open(slow, live_list, None, b"head")
        assert streams.connections == 2
        got = b""
        loop = asyncio.get_running_loop()
        for number in range(2, 30):
            put(live_list, number)
            while f"id: {number:016x}".encode() not in got or not got.endswith(b"\n\n"):
                got += await asyncio.wait_for(loop.sock_recv(reads, 1 << 20), 5)
            got = b""
            held = [len(r.pending) for rs in streams._readers.values() for r in rs]
            assert max(held) <= 2 * len(live_list.since(None)), "no queue is kept for anybody"
        await until(lambda: streams.connections == 1)
        reads.close()
        await until(lambda: streams.connections == 0)
        looking_after.cancel()
        streams.close()

    asyncio.run(story())


def test_a_stream_that_was_silent_gives_a_sign_of_life(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live_streams, "HEARTBEAT", 0.1)
    monkeypatch.setattr(live_streams, "_LOOK_EVERY", 0.05)

    async def story() -> None:
        live_list = LiveList()
        put(live_list, 1)
        streams = Streams()
        looking_after = asyncio.create_task(streams.look_after())
        ours, theirs = pair()
        streams.open(ours, live_list, live_list.version, b"")
        got = await asyncio.wait_for(asyncio.get_running_loop().sock_recv(theirs, 100), 5)
        assert got.startswith(b":\n\n")
        looking_after.cancel()
        streams.close()
        assert streams.connections == 0

    asyncio.run(story())
