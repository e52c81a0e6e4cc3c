"""``python -m stoppress.edge.waiting``: the process that answers requests which have to wait.

FastPySGI's processes hand connections over to it: those on which a page was asked for that the
origin has to make, and live streams. See ``servers/handover.py``.
"""

import argparse
import asyncio
import fcntl
import logging
import signal
import sys
from pathlib import Path

import uvloop

from stoppress.edge.core.answer import Edge
from stoppress.edge.core.files import Files
from stoppress.edge.health import Health
from stoppress.edge.live.lists import LiveLists
from stoppress.edge.live.streams import Streams
from stoppress.edge.misses.on_demand import OnDemand
from stoppress.edge.misses.origin import Origin
from stoppress.edge.servers.handed_over import HandedOver
from stoppress.edge.servers.process import prepare_process
from stoppress.edge.servers.serving import command_line
from stoppress.edge.servers.waiting_socket import SOCKET, Taker
from stoppress.home import Home
from stoppress.store import Store
from stoppress.watch.counting import Counting

log = logging.getLogger(__name__)

_PAGES = 8 << 20  # bytes of ready pages: each page is here but once


async def wait(home: Home, at: Path, arguments: argparse.Namespace) -> None:
    """Answer on the connections that come to a socket until SIGTERM or SIGINT.

    ``arguments`` are those of ``command_line``.
    """
    store = Store.open(home.store, readonly=True)
    edge = Edge(Files(home.media, arguments.files), pages_budget=_PAGES)
    counting = Counting.open(home.run, arguments.access_log, arguments.trusted_proxies)
    counting.also_count("compositions", lambda: edge.compositions)
    origin = Origin(arguments.origin, counting, patience=arguments.patience)
    lists, streams = LiveLists(store), Streams()
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, ended.set)
    on_demand, health = OnDemand(store, edge, origin), Health(store, home, "fastpysgi")
    HandedOver(on_demand, lists, streams, counting, health).listen(Taker(at))
    work = [
        asyncio.create_task(lists.watch()),
        asyncio.create_task(streams.look_after()),
        asyncio.create_task(counting.tick_on(lambda: streams.connections)),
    ]
    log.info("waiting: taking over connections at %s", at)
    await ended.wait()
    lists.close()
    streams.close()
    for task in work:
        task.cancel()
    await origin.close()
    counting.close()


def main() -> int:
    """Read the arguments, serve, and give the exit status."""
    parser = command_line(
        "python -m stoppress.edge.waiting",
        "Answer the readers who have to wait: for a page to be made, or for news.",
    )
    parser.add_argument("--socket", type=Path, help=f"where connections come (HOME/run/{SOCKET})")
    arguments = parser.parse_args()
    home = Home(arguments.home)
    at: Path = arguments.socket or home.run / SOCKET
    at.parent.mkdir(parents=True, exist_ok=True)
    prepare_process()
    with at.with_suffix(".lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print(
                f"Another process takes over connections at {at} already. End that one first.",
                file=sys.stderr,
            )
            return 2
        uvloop.run(wait(home, at, arguments))
    return 0


if __name__ == "__main__":
    sys.exit(main())
