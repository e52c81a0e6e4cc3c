"""Loading Django and Wagtail, and ending, without looking for garbage in what stays."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def loading() -> Iterator[None]:
    """Load many modules in a ``with`` block, without collecting garbage meanwhile.

    What they hold stays as long as the process lives, so that later collections pass it by.
    """
    gc.disable()
    try:
        yield
    finally:
        keep_all()
        gc.enable()


def keep_all() -> None:
    """Take all that is in memory for what stays, as a process does that is about to end.

    Python collects garbage once more then, module by module; the kernel gives the memory back
    anyway. That took a quarter of a command's time.
    """
    gc.freeze()
