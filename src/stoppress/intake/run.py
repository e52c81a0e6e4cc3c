"""``stoppress import``: what is read, written and said, item by item."""

from __future__ import annotations

import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from django.db import DatabaseError
from django.utils import timezone

from stoppress.home import home_from_environment, load_home
from stoppress.intake.arrivals import items_of
from stoppress.intake.defaults import Defaults
from stoppress.intake.feed import STANDARD_INPUT, FeedUnreadable, label_of
from stoppress.intake.filing.batch import Arrival, Batches, Outcome, Result
from stoppress.intake.filing.places import edition_languages
from stoppress.intake.garbage_collection import seldom_collected
from stoppress.intake.item import ItemRejected, ItemSkipped
from stoppress.intake.registry import Parsed
from stoppress.newsroom import clock
from stoppress.press.follow import follow
from stoppress.progress import Show, progress

#: Items of one transaction.
BATCH = 250
#: Bytes of JSON of one transaction, so that long items take no more memory than short ones.
BATCH_BYTES = 8 * 1024 * 1024
#: Seconds after which a batch is written although it is not full: a feed may come in slowly.
PATIENCE = 2.0
#: Seconds from one time that pages are made to the next, while items come in without a pause.
FOLLOW_SECONDS = 10.0

DONE, PART, NOT_DONE = 0, 1, 2


def run(
    files: list[str],
    *,
    fetch: bool = False,
    format_name: str = "",
    out: TextIO | None = None,
    err: TextIO | None = None,
) -> int:
    """Import the feeds in ``files`` (``-`` is standard input); gives the exit code.

    :param fetch: whether pictures that only an address names are downloaded.
    :param format_name: the importer that reads them all; empty to recognise each.

    A line goes to ``out`` for each item, once what it says is committed: outcome, path or ``-``,
    uri or ``-``, parted by tabs. Reasons and the summary go to ``err``.
    """
    out, err = out or sys.stdout, err or sys.stderr
    languages = edition_languages()
    if not languages:
        print(
            "The newsroom has no edition yet. Add one with `stoppress init --language en`.",
            file=err,
        )
        return NOT_DONE
    with seldom_collected(), progress("Items imported", err, quiet=out.isatty()) as shown:
        this_import = _Import(_defaults(languages), fetch, format_name, out, err, shown)
        try:
            for name in files:
                this_import.feed(name)
            this_import.flush()
        except DatabaseError as error:
            reason = str(error).strip().splitlines()[0] if str(error).strip() else "no reason"
            this_import.say(
                f"The database refused to go on: {reason}. Put that right, then import again:"
                " finished items will be unchanged."
            )
            this_import.unreadable = True
        finally:
            this_import.close()
    this_import.summary()
    if this_import.unreadable:
        return NOT_DONE
    return PART if this_import.counts[Outcome.REJECTED] else DONE


def _defaults(languages: tuple[str, ...]) -> Defaults:
    home = home_from_environment()
    return Defaults(
        languages=languages,
        time_zone=timezone.get_default_timezone(),
        now=clock.now(),
        section_map=dict(load_home(home.root).section_map),
        add_edition=f"stoppress --home {home.root} init --language",
    )


@dataclass(slots=True)
class _Line:
    """One line of standard output, and the reason that goes with it."""

    where: str
    uri: str
    result: Result = field(default_factory=lambda: Result(Outcome.REJECTED))
    arrival: Arrival | None = None


class _Import:
    """One run over all files; keeps lines back until their items are committed."""

    def __init__(
        self,
        defaults: Defaults,
        fetch: bool,
        format_name: str,
        out: TextIO,
        err: TextIO,
        shown: Show,
    ) -> None:
        self.defaults = defaults
        self.format_name = format_name
        self.out = out
        self.err = err
        self.shown = shown
        self.counts: Counter[Outcome] = Counter()
        self.unreadable = False
        self._lines: list[_Line] = []
        self._uris: set[str] = set()
        self._size = 0
        self._since = time.monotonic()
        self._behind = False
        self._follow_at = time.monotonic() + FOLLOW_SECONDS
        self._batches = Batches(fetching=fetch, warn=lambda w, s: self.say(f"{w}: {s}"))

    def feed(self, name: str) -> None:
        """Import one feed; what cannot be read of it is said, what can is imported."""
        label = label_of(name)
        folder = None if name == STANDARD_INPUT else Path(name).resolve().parent
        before = sum(self.counts.values()) + len(self._lines)
        try:
            for parsed in items_of(name, self.defaults, self.format_name):
                self._take(parsed, label, folder)
            if sum(self.counts.values()) + len(self._lines) == before:
                self.say(f"{label} holds no items.")
        except FeedUnreadable as error:
            self.say(str(error))
            self.unreadable = True

    def _take(self, parsed: Parsed, label: str, folder: Path | None) -> None:
        where = f"{label}, item {parsed.number}"
        if parsed.line:
            where += f", line {parsed.line}"
        line = _Line(where, parsed.uri)
        found = parsed.found
        if isinstance(found, ItemRejected):
            line.result = Result(Outcome.REJECTED, reason=str(found))
        elif isinstance(found, ItemSkipped):
            line.result = Result(Outcome.SKIPPED, reason=f"{found}.")
        else:
            if found.uri in self._uris:
                self.flush()
            self._uris.add(found.uri)
            line.arrival = Arrival(found, where, folder)
        if not self._lines:
            self._since = time.monotonic()
        self._lines.append(line)
        self._size += parsed.size
        slow = time.monotonic() - self._since > PATIENCE
        if slow or len(self._lines) >= BATCH or self._size >= BATCH_BYTES:
            self.flush(slow=slow)

    def flush(self, *, slow: bool = False) -> None:
        """Write the items at hand in one transaction, say so, and see that pages follow.

        :param slow: items come in slowly, so that pages may be made at once.
        """
        lines, self._lines = self._lines, []
        self._size = 0
        self._uris.clear()
        waiting = [line for line in lines if line.arrival is not None]
        if waiting:
            arrivals = [line.arrival for line in waiting if line.arrival is not None]
            for line, result in zip(waiting, self._batches.write(arrivals), strict=True):
                line.result = result
        for line in lines:
            self._print(line)
        self.out.flush()
        if any(line.result.outcome in (Outcome.CREATED, Outcome.UPDATED) for line in lines):
            self._behind = True
        if self._behind and (slow or time.monotonic() >= self._follow_at):
            self._follow()

    def _print(self, line: _Line) -> None:
        result = line.result
        self.counts[result.outcome] += 1
        self.shown(sum(self.counts.values()))
        print(result.outcome, result.path or "-", line.uri or "-", sep="\t", file=self.out)
        if result.reason:
            self.say(f"{line.where}: {result.outcome}: {result.reason}")
        if line.arrival is not None and result.outcome is not Outcome.UNCHANGED:
            for warning in line.arrival.item.warnings:
                self.say(f"{line.where}: {warning}")

    def _follow(self) -> None:
        """Render what was touched, at most every few seconds and after the last item.

        A serving newsroom has a worker that follows by itself; what fails here, it does again.
        """
        self._behind = False
        try:
            follow()
        except Exception as error:  # noqa: BLE001 - the items are in, whatever happens here
            self.say(f"The pages were not made yet ({error}); `stoppress serve` makes them.")
        self._follow_at = time.monotonic() + FOLLOW_SECONDS

    def say(self, sentence: str) -> None:
        """One line on standard error."""
        print(sentence, file=self.err, flush=True)

    def summary(self) -> None:
        """What became of all items, on standard error."""
        if self._batches.pictures.not_fetched:
            self.say(
                f"{self._batches.pictures.not_fetched} pictures are named by address and do not"
                " lie beside the feed. Import with --fetch to download those of new items."
            )
        counts = ", ".join(f"{self.counts[outcome]} {outcome}" for outcome in Outcome)
        self.say(f"{sum(self.counts.values())} items: {counts}.")

    def close(self) -> None:
        """Let the pages follow to the last item, and remove what was downloaded.

        Also when all items are unchanged: an import that was killed may have left them behind.
        """
        if self.counts:
            self._follow()
        self._batches.pictures.close()
