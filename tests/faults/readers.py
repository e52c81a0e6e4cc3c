"""Readers who open pages without pause while something breaks, and what they saw of it."""

import itertools
import os
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import httpx

#: Whether faults last as long as ``docs/reliability.md`` says, not only as long as CI has time.
LONG = os.environ.get("STOPPRESS_LONG") == "1"

_PAUSE = 0.01  # between two requests of one reader, in seconds
_OUTAGE = 1.0


@dataclass
class Seen:
    """What readers saw."""

    #: Seconds of each answered request.
    took: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    #: Requests whose connection was refused or broken.
    unanswered: int = 0
    #: Answers with status 200 that are no whole page.
    garbage: list[str] = field(default_factory=list)
    #: Seconds between two good answers, at most.
    longest_outage: float = 0.0

    @property
    def p99(self) -> float:
        """The time in which 99 of 100 requests were answered, in seconds."""
        return sorted(self.took)[int(len(self.took) * 0.99)] if self.took else 0.0

    @property
    def failed(self) -> int:
        """Requests that did not get a page."""
        return self.unanswered + sum(n for status, n in self.statuses.items() if status >= 500)

    def __str__(self) -> str:
        return (
            f"{len(self.took)} requests, {self.failed} failed ({dict(self.statuses)}, unanswered"
            f" {self.unanswered}), p99 {self.p99 * 1000:.0f} ms, longest without a page"
            f" {self.longest_outage:.1f} s"
        )


@contextmanager
def reading(site: str, paths: Sequence[str]) -> Iterator[Seen]:
    """Two readers, for the length of a ``with`` block; what they saw is whole after it."""
    seen, stop, lock = Seen(), threading.Event(), threading.Lock()
    good_at = [time.monotonic()]

    def good() -> None:
        now = time.monotonic()
        seen.longest_outage = max(seen.longest_outage, now - good_at[0])
        good_at[0] = now

    def read(first: int) -> None:
        turn = itertools.islice(itertools.cycle(paths), first, None)
        # A connection for each request: processes that end take theirs along.
        for path in turn:
            if stop.wait(_PAUSE):
                return
            began = time.monotonic()
            try:
                answer = httpx.get(site + path, timeout=20, trust_env=False)
            except (httpx.TransportError, httpx.DecodingError) as error:
                with lock:
                    if isinstance(error, httpx.DecodingError):
                        seen.garbage.append(f"{path}: {error}")
                    seen.unanswered += 1
                continue
            with lock:
                seen.took.append(time.monotonic() - began)
                seen.statuses[answer.status_code] += 1
                if answer.status_code < 500:
                    good()
                if answer.status_code == 200 and not is_whole(answer.text):
                    seen.garbage.append(f"{path}: {answer.text[-200:]!r}")

    threads = [threading.Thread(target=read, args=(n * 7 % len(paths),)) for n in range(2)]
    for thread in threads:
        thread.start()
    try:
        yield seen
    finally:
        stop.set()
        for thread in threads:
            thread.join()
        with lock:
            good() if not seen.took else None
            now = time.monotonic()
            if now - good_at[0] > _OUTAGE:
                seen.longest_outage = max(seen.longest_outage, now - good_at[0])


def is_whole(page: str) -> bool:
    """Whether a text is one of the site's pages from its first to its last byte."""
    return page.startswith("<!doctype html>") and page.rstrip().endswith("</html>")
