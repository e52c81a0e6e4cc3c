"""Large pictures are worked on one at a time.

A picture of 64 million pixels takes 200 MB while it is read, and as much again while it is turned
or cut. Several at once, as a list of pictures asks for, would take the machine's memory. Wagtail
has no place to say so: this puts one method around ``Filter.run``.
"""

from __future__ import annotations

from functools import wraps
from threading import Lock
from typing import Any

from wagtail.images.models import Filter

#: Pixels from which a picture is large; a camera's usual picture is not.
LARGE = 25_000_000
_one_at_a_time = Lock()


def work_on_large_pictures_one_at_a_time() -> None:
    """Let every thread of this process wait for the one that works on a large picture."""
    run = Filter.run

    @wraps(run)
    def in_turn(self: Any, image: Any, *args: Any, **kwargs: Any) -> Any:
        if image.width * image.height < LARGE:
            return run(self, image, *args, **kwargs)
        with _one_at_a_time:
            return run(self, image, *args, **kwargs)

    Filter.run = in_turn
