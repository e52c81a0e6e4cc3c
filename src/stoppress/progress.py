"""How far long work is: a bar on a terminal, a line every few seconds elsewhere."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol, TextIO

LINE_SECONDS = 3.0


class Show(Protocol):
    """Called with how many are done, and of how many when that is known."""

    def __call__(self, done: int, of: int | None = None, /) -> None:
        """Show that ``done`` are done."""


@contextmanager
def progress(title: str, err: TextIO | None = None, *, quiet: bool = False) -> Iterator[Show]:
    """Show on ``err`` how far a piece of work is; yields the function to call.

    Nothing is shown when ``quiet``, for work that says a line for each step. ``err`` is standard
    error unless another stream is given.
    """
    err = err or sys.stderr
    if quiet:
        yield lambda done, of=None: None
    elif err.isatty():
        with _bar(title, err) as show:
            yield show
    else:
        yield _lines(title, err)


@contextmanager
def _bar(title: str, err: TextIO) -> Iterator[Show]:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (TextColumn(title), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(file=err)) as bar:
        task = bar.add_task(title, total=None)
        yield lambda done, of=None: bar.update(task, completed=done, total=of)


def _lines(title: str, err: TextIO) -> Show:
    said = time.monotonic()

    def show(done: int, of: int | None = None) -> None:
        nonlocal said
        if done == of or time.monotonic() - said >= LINE_SECONDS:
            said = time.monotonic()
            print(f"{title}: {done}" + (f" of {of}" if of else ""), file=err, flush=True)

    return show
