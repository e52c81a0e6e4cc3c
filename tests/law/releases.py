"""Updates of Stoppress itself between changes of the newsroom."""

from __future__ import annotations

import threading

from stoppress.press import storage
from stoppress.press.generation import begin_generation
from stoppress.releases.pace import Pace
from stoppress.releases.rebuild import go_over
from tests.law.world import World


def begin_release(world: World) -> None:
    """From here on pages are made anew, while those that were made before are still served."""
    with storage.press_lock():
        begin_generation(storage.newsroom_store())


def go_over_a_little(world: World) -> None:
    """Some of the older pages are made again."""
    enough = threading.Event()
    go_over(lambda *_: enough.set(), Pace(stop=enough))
