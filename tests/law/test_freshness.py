"""The law of freshness: after any history, each page served is the page rendered from nothing.

``make law`` plays longer histories, and other ones each time: ``LAW_HISTORIES`` of them, of up
to ``LAW_LENGTH`` operations. A failure names its history and seed; ``stale_pages`` plays it again.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from stoppress.press.follow import follow
from tests.law import names, pieces
from tests.law.histories import OPERATIONS, Operation
from tests.law.reading import FORMS, all_paths, readers
from tests.law.world import World, open_newsroom
from tests.newsroom.reader import at

LONG = "LAW_HISTORIES" in os.environ
HISTORIES = int(os.environ.get("LAW_HISTORIES", "6"))
LENGTH = int(os.environ.get("LAW_LENGTH", "5"))
#: Time passes often: what is scheduled, or has a term, is seen only then.
STEPS = (*OPERATIONS, *[pieces.pass_time] * 6)
#: After these all is made anew, which hides what was stale: half of the histories do without.
HIDING = {
    names.open_another_section,
    names.rename_section,
    names.reorder_sections,
    names.hide_section,
    names.delete_section,
    names.translate_section,
    names.change_edition,
    names.close_edition,
    names.change_settings,
}
#: The part of all pages that are read after each operation; the others stay as they were.
READ = 0.3


def open_and_read(file: Path) -> World:
    """Open the newsroom, and keep in ``file`` a store in which every page was asked for."""
    world = World(Random(0))
    with at(world.at), readers() as kept:
        open_newsroom(world)
        follow()
        for path in sorted(all_paths()):
            kept.get(path)
        kept.keep(file)
    return world


def histories(steps: Sequence[Operation]) -> st.SearchStrategy[list[Operation]]:
    """Histories of these operations, up to ``LENGTH`` of them."""
    return st.lists(st.sampled_from(steps), min_size=LENGTH // 2 + 1, max_size=LENGTH)


def stale_pages(world: World, file: Path, history: Sequence[Operation]) -> list[str]:
    """Play a history while pages are read after each step; the pages that are not fresh then.

    It begins where ``open_and_read`` left newsroom and store.
    """
    forms = FORMS if LONG else FORMS[:1]
    known = set()
    with readers(file) as kept:
        for operation in history:
            with at(world.at):
                operation(world)
            with at(world.at):
                follow()
                known |= all_paths(forms)
                for path in world.dice.sample(sorted(known), int(READ * len(known))):
                    kept.get(path)
        with at(world.at):
            served = {path: kept.get(path) for path in sorted(known)}
            with readers() as fresh:
                return [path for path in served if served[path] != fresh.get(path)]


@pytest.mark.law
@pytest.mark.slow
class TestTheLaw(TestCase):
    """Random histories over three editions, all from the same beginning."""

    opened: ClassVar[World]
    file: ClassVar[Path]

    @classmethod
    def setUpTestData(cls) -> None:
        """Open the newsroom once: each example is rolled back to here."""
        kept = TemporaryDirectory(prefix="stoppress-law-")
        cls.addClassCleanup(kept.cleanup)
        cls.file = Path(kept.name) / "store"
        cls.opened = open_and_read(cls.file)

    @settings(
        max_examples=HISTORIES,
        deadline=None,
        derandomize=not LONG,
        database=None,
        phases=(Phase.explicit, Phase.generate),  # a history is short, and shrinking it slow
        suppress_health_check=list(HealthCheck),
    )
    @given(
        history=histories(STEPS) | histories([step for step in STEPS if step not in HIDING]),
        seed=st.integers(0, 2**16),
    )
    def test_every_page_served_is_the_page_rendered_from_nothing(
        self, history: list[Operation], seed: int
    ) -> None:
        """Whatever editors and the clock do, nothing served is stale."""
        world = World(Random(seed), headlines=self.opened.headlines)
        stale = stale_pages(world, self.file, history)
        played = [operation.__name__ for operation in history]
        assert not stale, f"after {played} (seed {seed}) these pages are stale: {stale}"

    def test_no_page_of_an_older_release_is_stale(self) -> None:
        """A history with updates in it: older pages may be served, but not stale ones."""
        by_name = {operation.__name__: operation for operation in OPERATIONS}
        played = (
            *("begin_release", "publish_new", "go_over_a_little", "edit_headline"),
            *("begin_release", "tag", "rename_person", "begin_release", "withdraw"),
            *("pass_time", "go_over_a_little"),
        )
        world = World(Random(0), headlines=self.opened.headlines)
        assert stale_pages(world, self.file, [by_name[name] for name in played]) == []


@pytest.mark.law
@pytest.mark.django_db
def test_no_page_is_stale_after_a_short_history(tmp_path: Path) -> None:
    """The law on one history, for the quick lane."""
    by_name = {operation.__name__: operation for operation in OPERATIONS}
    history = [by_name[name] for name in ("publish_new", "take_one_down", "pass_time")]
    file = tmp_path / "store"
    assert stale_pages(open_and_read(file), file, history) == []
