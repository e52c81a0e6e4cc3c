"""How long work is shown: a bar on a terminal, a line every few seconds elsewhere."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

LINE_SECONDS = 3.0

Show = Callable[[int, int], None]
"""Called with how many are done, and of how many."""


@contextmanager
def progress(title: str) -> Iterator[Show]:
    """Show on standard error how far a piece of work is; yields the function to call."""
    if sys.stderr.isatty():
        with _bar(title) as show:
            yield show
    else:
        yield _lines(title)


@contextmanager
def _bar(title: str) -> Iterator[Show]:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (TextColumn(title), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task(title, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _lines(title: str) -> Show:
    said = time.monotonic()

    def show(done: int, total: int) -> None:
        nonlocal said
        if done >= total or time.monotonic() - said >= LINE_SECONDS:
            said = time.monotonic()
            print(f"{title}: {done} of {total}", file=sys.stderr, flush=True)

    return show
