"""How tests are shared out among processes: the longest first, and most files whole."""

from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler.loadscope import LoadScopeScheduling

TESTS = Path(__file__).parent
#: Those that take a minute and more, the longest first; before them one that makes the demo
#: newsroom, for which all others that need it would wait.
LONGEST = (
    "browser/test_axe.py",
    "postgres/test_on_postgres.py",
    "soak/test_soak.py",
    "docs/test_commands_shown.py",
    "bench/test_bench.py",
    "demo/test_build.py",
    "faults/test_killed.py",
)
#: Files whose tests serve nothing together, so that each test may run in another process.
APART = (
    "bench/test_bench.py",
    "docs/test_commands_shown.py",
    "postgres/test_on_postgres.py",
)


def longest_first(items: list[pytest.Item]) -> None:
    """Order tests so that the last ones of a run are short: no process then waits for another."""
    places = {TESTS / name: place for place, name in enumerate(LONGEST)}
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: (places.get(item.path, len(places)), item.path not in slow))


class Spread(LoadScopeScheduling):
    """Give a process a whole file, since its tests share what they serve; of some, one test."""

    def __init__(self, config: pytest.Config, log: Any = None) -> None:
        config.option.loadscopereorder = False  # by the number of tests
        super().__init__(config, log)

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return nodeid if file.removeprefix("tests/") in APART else file
