"""Publishing at a steady rate, as a program of its own, until its standard input ends.

``python -m bench.publisher newsroom --home HOME --rate 1 --mark FILE`` publishes articles through
the newsroom, as the desk does. With ``lists`` it writes to the store alone, in one batch each time,
what a publish changes on every page, and so can publish faster than the newsroom; with ``states``
all fragments of many pages.

It prints ``ready`` when it begins, and at its end one line of JSON: publishes and their times.
"""

from __future__ import annotations

import argparse
import json
import os
import select
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.mark import Mark

#: What the headlines of published articles begin with; a number of six digits follows.
HEADLINE = "Bench headline"
#: Drafts that are filed before publishing begins, at most: filing them is not what is measured.
_AHEAD = 200


def main() -> int:
    """Publish until standard input ends, or ``--most`` times."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("through", choices=("newsroom", "lists", "states"))
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--rate", type=float, default=1.0, help="publishes a second; 0: when asked")
    parser.add_argument("--mark", type=Path, required=True)
    parser.add_argument("--most", type=int, default=_AHEAD, help="publishes at most")
    options = parser.parse_args()
    with Mark(options.mark) as mark:
        begin_with = mark.returned + 1
        mark.last = mark.returned + options.most
        if options.through == "newsroom":
            publishes = through_newsroom(options.home, begin_with, options.most)
        else:
            lists_only = options.through == "lists"
            publishes = through_store(options.home, begin_with, options.most, lists_only)
        print("ready", flush=True)
        steady = Steady(options.rate)
        for number, publish in enumerate(publishes, begin_with):
            if not steady.wait():
                break
            begun = time.monotonic()
            told = publish()
            mark.returned = number
            steady.took.append(time.monotonic() - begun)
            if not options.rate:
                print(json.dumps(told | {"begun": begun, "number": number}), flush=True)
        if options.rate:
            print(json.dumps(steady.summary()), flush=True)
    return 0


class Steady:
    """Waits for the next publish to be due, or, without a rate, for a line on standard input."""

    def __init__(self, rate: float) -> None:
        self._every = 1 / rate if rate else 0.0
        self._begun = time.monotonic()
        self._due = self._begun + self._every
        self.took: list[float] = []

    def wait(self) -> bool:
        """Wait; False when standard input has ended."""
        if not self._every:
            return bool(sys.stdin.readline())
        left = max(0.0, self._due - time.monotonic())
        if select.select([sys.stdin], [], [], left)[0]:
            return False
        self._due = max(self._due + self._every, time.monotonic() - 1)
        return True

    def summary(self) -> dict[str, object]:
        """What was done, in seconds."""
        return {
            "publishes": len(self.took),
            "seconds": time.monotonic() - self._begun,
            "took": [round(seconds, 4) for seconds in self.took],
        }


Publish = Callable[[], dict[str, object]]


def through_newsroom(home: Path, begin_with: int, most: int) -> Iterator[Publish]:
    """Publishes of new articles by the newsroom's own action; all are filed as drafts before."""
    os.environ["STOPPRESS_HOME"] = str(home)
    os.environ["STOPPRESS_ROLE"] = "command"
    os.environ["DJANGO_SETTINGS_MODULE"] = "stoppress.conf.settings"
    import django

    django.setup()
    from bench.publishing_articles import Articles

    articles = Articles()
    drafts = [
        articles.file(f"{HEADLINE} {number:06}") for number in range(begin_with, begin_with + most)
    ]
    return iter([articles.publishing(draft) for draft in drafts])


def through_store(home: Path, begin_with: int, most: int, lists_only: bool) -> Iterator[Publish]:
    """Batches that change fragments together, each with its number in all of them."""
    from bench.states import States

    states = States(home / "store", lists_only=lists_only)
    return iter([states.putting(number) for number in range(begin_with, begin_with + most)])


if __name__ == "__main__":
    sys.exit(main())
