"""Readers who check each reply, as a program of its own; prints one line of JSON at its end.

``fresh``: a request that is sent after a publish returned gets a page with that publish's headline
or a later one. ``whole``: all fragments of a page are of one state, none older than the last one
that was put when the request was sent; and the same entity tag always comes with the same bytes.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import time
import zlib
from collections.abc import Callable
from pathlib import Path

from bench.client import Client, Reply
from bench.mark import Mark
from bench.publisher import HEADLINE
from bench.states import states_in

CONNECTIONS = 8
#: Checking goes on until so many publishes returned, too, or until no more come.
LEAST_PUBLISHES = 20
#: Seconds after which it ends even so.
LONGEST = 300.0
_HEADLINES = re.compile(rf"{HEADLINE} (\d+)".encode())


class Fresh:
    """Looks for the newest headline."""

    def __init__(self) -> None:
        self.seen: set[int] = set()

    def fault(self, reply: Reply, returned: int) -> str | None:
        """What is wrong with a reply to a request sent after a publish returned."""
        newest = max(map(int, _HEADLINES.findall(reply.text())), default=0)
        self.seen.add(newest)
        return None if newest >= returned else f"old: shows {newest}, published {returned}"


class Whole:
    """Looks for fragments of two states."""

    def __init__(self) -> None:
        self.seen: set[int] = set()
        self._sums: dict[str, int] = {}

    def fault(self, reply: Reply, returned: int) -> str | None:
        """What is wrong with a reply to a request sent after a state was put."""
        tag = reply.headers.get("etag", "")
        if self._sums.setdefault(tag, zlib.crc32(reply.body)) != zlib.crc32(reply.body):
            return f"two contents under the entity tag {tag}"
        states = states_in(reply.text())
        self.seen.update(states)
        if len(set(states)) != 1:
            return f"torn: fragments of the states {sorted(set(states))}"
        return None if states[0] >= returned else f"old: of {states[0]}, put {returned}"


def main() -> int:
    """Check until so many replies were checked."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("law", choices=("fresh", "whole"))
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--paths", type=Path, required=True)
    parser.add_argument("--mark", type=Path, required=True)
    parser.add_argument("--replies", type=int, required=True)
    parser.add_argument("--publishes", type=int, default=LEAST_PUBLISHES)
    options = parser.parse_args()
    law = Fresh() if options.law == "fresh" else Whole()
    paths = [line.split(" ", 1)[0] for line in options.paths.read_text().splitlines()]
    with Mark(options.mark) as mark:
        print(json.dumps(check(law.fault, options, paths, mark) | {"states": len(law.seen)}))
    return 0


def check(
    fault: Callable[[Reply, int], str | None],
    options: argparse.Namespace,
    paths: list[str],
    mark: Mark,
) -> dict[str, object]:
    """Ask for random paths on several connections in turn, and judge every reply."""
    clients = [Client(options.port) for _ in range(CONNECTIONS)]
    dice = random.Random()
    faults: list[str] = []
    failed = checked = 0
    slowest = 0.0
    until = time.monotonic() + LONGEST
    last = min(mark.returned + options.publishes, mark.last)
    while checked < options.replies or mark.returned < last:
        if time.monotonic() > until:
            break
        returned = mark.returned
        begun = time.perf_counter()
        path = dice.choice(paths)
        try:
            reply = clients[(checked + failed) % CONNECTIONS].get(path)
            if reply.status != 200:
                failed += 1
                continue
            wrong = fault(reply, returned)
        except (OSError, EOFError):
            failed += 1
            continue
        except zlib.error as error:
            wrong = f"damaged: {error}"
        slowest = max(slowest, time.perf_counter() - begun)
        checked += 1
        if wrong is not None:
            faults.append(f"{path}: {wrong}")
    for client in clients:
        client.close()
    return {
        "checked": checked,
        "faults": len(faults),
        "failed": failed,
        "slowest": slowest,
        "examples": faults[:3],
    }


if __name__ == "__main__":
    sys.exit(main())
