"""How far an import is: a count on a terminal, a line every few seconds elsewhere."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol, TextIO

LINE_SECONDS = 3.0


class Counting(Protocol):
    """Called with the number of items done."""

    def __call__(self, done: int) -> None:
        """Show that ``done`` items are done."""

    def pause(self) -> None:
        """Make room for a line."""


@contextmanager
def counting(title: str, err: TextIO, *, quiet: bool = False) -> Iterator[Counting]:
    """Show on ``err`` how many items are done; nothing when ``quiet``, as lines show it then."""
    if quiet:
        yield _Lines(title, err, seconds=float("inf"))
    elif err.isatty():
        with _bar(title, err) as shown:
            yield shown
    else:
        yield _Lines(title, err)


class _Lines:
    def __init__(self, title: str, err: TextIO, seconds: float = LINE_SECONDS) -> None:
        self.title = title
        self.err = err
        self.seconds = seconds
        self.said = time.monotonic()

    def __call__(self, done: int) -> None:
        if time.monotonic() - self.said >= self.seconds:
            self.said = time.monotonic()
            print(f"{self.title}: {done} items", file=self.err, flush=True)

    def pause(self) -> None:
        """Lines need no room."""


@contextmanager
def _bar(title: str, err: TextIO) -> Iterator[Counting]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn(title), BarColumn(), TextColumn("{task.completed} items"))
    bar = Progress(*columns, TimeElapsedColumn(), console=Console(file=err), transient=True)
    with bar:
        task = bar.add_task(title, total=None)
        yield _Bar(bar, task)


class _Bar:
    def __init__(self, bar: object, task: int) -> None:
        self.bar = bar
        self.task = task

    def __call__(self, done: int) -> None:
        self.bar.update(self.task, completed=done)  # type: ignore[attr-defined]

    def pause(self) -> None:
        """The bar draws itself again below any line."""
