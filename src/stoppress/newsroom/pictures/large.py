"""Large pictures are worked on one at a time.

A picture of 64 million pixels takes 200 MB while it is read, and as much again while it is turned
or cut. Several at once, as a list of pictures asks for, would take the machine's memory. Wagtail
has no place to say so: this puts one method around ``Filter.run``.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from functools import wraps
from threading import Lock
from typing import Any

from wagtail.images.models import Filter

#: Pixels from which a picture is large; a camera's usual picture is not.
LARGE = 25_000_000
_one_at_a_time = Lock()


@contextmanager
def in_turn_when_large(pixels: int) -> Iterator[None]:
    """Wait for the thread that works on a large picture, when this one has so many pixels too."""
    with _one_at_a_time if pixels >= LARGE else nullcontext():
        yield


def work_on_large_pictures_one_at_a_time() -> None:
    """Let every thread of this process wait for the one that works on a large picture."""
    run = Filter.run

    @wraps(run)
    def in_turn(self: Any, image: Any, *args: Any, **kwargs: Any) -> Any:
        with in_turn_when_large(image.width * image.height):
            return run(self, image, *args, **kwargs)

    Filter.run = in_turn
