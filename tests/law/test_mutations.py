"""Every declared dependency is needed: without any one of them, the law fails.

Taking away each dependency in turn and playing histories would take an hour. It comes to the
same to look for a *witness* of each: an operation after which some fragment has other bytes than
the store holds, though no other dependency of its kind touches it. Why that is enough:

- The press decides by ``touched_keys``, the union over the dependencies of a kind. Take one away,
  and exactly the keys that it alone touches are missing from the union.
- A fragment that is in the store and not in the union is left as it is. It would be rendered for
  one reason only, that a page names it and it is not in the store. (When everything is made
  again, or many changes came in bulk, other rules hold: such operations are no witnesses.)
- The witness is named by a page as that is planned after the operation. So a reader of that page
  would get the old bytes, where a store made from nothing gives the new ones: the law's words.

For pages it is the same with paths and records. A dependency without a witness is dead, or no
operation tries it: delete it, or add the operation. ``test_the_law_fails_without`` takes some
dependencies away in earnest, and finds the page stale.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, ClassVar
from unittest import mock

import pytest
from django.db import transaction
from django.test import TestCase

from stoppress.newsroom.models import Change
from stoppress.press.change_set import ChangeSet, change_set_of
from stoppress.press.reading import one_snapshot
from stoppress.press.registry import FragmentKind, PageKind, fragment_kinds, page_kinds
from stoppress.press.render import fragments_of, plan, render
from stoppress.store import Record
from tests.law.histories import OPERATIONS, Operation
from tests.law.reading import all_paths
from tests.law.test_freshness import open_and_read, stale_pages
from tests.law.world import World
from tests.newsroom.reader import at

SEEDS = range(8)


@dataclass(frozen=True, order=True)
class Declared:
    """A dependency as one kind of fragment or page declares it."""

    what: str
    kind: str
    dependency: str

    def __str__(self) -> str:
        return f"{self.what} {self.kind}: {self.dependency}"


@dataclass(frozen=True)
class Witness:
    """What shows that a dependency is needed."""

    operation: Operation
    seed: int
    name: str


def every_dependency() -> set[Declared]:
    """All that is declared."""
    kinds: tuple[FragmentKind | PageKind, ...] = (*fragment_kinds.values(), *page_kinds.values())
    return {
        Declared(_what(kind), kind.name, name_of(dependency))
        for kind in kinds
        for dependency in kind.touched_by
    }


def _what(kind: FragmentKind | PageKind) -> str:
    return "fragment" if isinstance(kind, FragmentKind) else "page"


def name_of(dependency: Any) -> str:
    """The name of a dependency's function."""
    return str(dependency.__name__)


@dataclass(frozen=True)
class Before:
    """What the store holds before each operation."""

    pages: dict[str, Record]
    versions: dict[str, int]

    def naming(self, key: str) -> Iterator[str]:
        """Paths of the pages that name a fragment."""
        return (path for path, record in self.pages.items() if key in fragments_of(record))

    @classmethod
    def read(cls) -> Before:
        """The store as it is made from nothing."""
        pages: dict[str, Record] = {}
        versions: dict[str, int] = {}
        with one_snapshot():
            for path in sorted(all_paths()):
                found = plan(path)
                if found:
                    pages[path] = found[1]
                    for key in fragments_of(found[1]):
                        fragment = render(key) if key not in versions else None
                        if fragment:
                            versions[key] = fragment.version
        return cls(pages, versions)


def witnesses(moment: ChangeSet, before: Before, wanted: set[Declared]) -> dict[Declared, str]:
    """For dependencies among ``wanted``: what only they touch, and what is other than before."""
    found: dict[Declared, str] = {}
    if moment.everything or moment.bulk:
        return found
    for kind in fragment_kinds.values():
        touched = {
            name_of(dependency): {kind.key(*arguments) for arguments in dependency(moment)}
            for dependency in kind.touched_by
        }
        for name, keys in touched.items():
            declared = Declared("fragment", kind.name, name)
            if declared in wanted:
                alone = keys.difference(*(k for other, k in touched.items() if other != name))
                key = next((k for k in sorted(alone) if _is_other(k, before)), None)
                if key:
                    found[declared] = key
    for page in page_kinds.values():
        paths = {name_of(dependency): set(dependency(moment)) for dependency in page.touched_by}
        for name, own in paths.items():
            declared = Declared("page", page.name, name)
            if declared in wanted:
                others = set().union(*(p for other, p in paths.items() if other != name))
                path = next((p for p in _reached(own, others, before) if _moved(p, before)), None)
                if path:
                    found[declared] = path
    return found


def _is_other(key: str, before: Before) -> bool:
    if key not in before.versions:
        return False
    fragment = render(key)
    if fragment is None or fragment.version == before.versions[key]:
        return False
    return any(
        planned and key in fragments_of(planned[1]) for planned in map(plan, before.naming(key))
    )


def _reached(own: set[str], others: set[str], before: Before) -> Iterator[str]:
    for path in before.pages:
        if _matches(path, own) and not _matches(path, others):
            yield path


def _matches(path: str, paths: set[str]) -> bool:
    prefixes = tuple(p[:-1] for p in paths if p.endswith("*"))
    return path in paths or path.startswith(prefixes)


def _moved(path: str, before: Before) -> bool:
    planned = plan(path)
    return (planned[1] if planned else None) != before.pages[path]


@pytest.mark.law
@pytest.mark.slow
class TestEveryDependency(TestCase):
    """Operations, each from the same beginning, until every dependency has its witness."""

    file: ClassVar[Path]
    opened: ClassVar[World]
    before: ClassVar[Before]

    @classmethod
    def setUpTestData(cls) -> None:
        """Open the newsroom once, and know what it shows."""
        kept = TemporaryDirectory(prefix="stoppress-law-")
        cls.addClassCleanup(kept.cleanup)
        cls.file = Path(kept.name) / "store"
        cls.opened = open_and_read(cls.file)
        with at(cls.opened.at):
            cls.before = Before.read()

    def world(self, seed: int) -> World:
        """The newsroom as it was opened, with dice of its own."""
        return World(Random(seed), headlines=self.opened.headlines)

    @pytest.mark.long
    def test_has_a_witness(self) -> None:
        """Without any one of them, some page would be stale after some operation."""
        wanted = every_dependency()
        for seed in SEEDS:
            for operation in OPERATIONS:
                if wanted:
                    wanted -= set(self._try(operation, seed, wanted))
        assert not wanted, "\n".join(
            ["No operation shows that these are needed. Delete them, or add the operation:"]
            + [str(declared) for declared in sorted(wanted)]
        )

    def _try(
        self, operation: Operation, seed: int, wanted: set[Declared]
    ) -> dict[Declared, Witness]:
        with transaction.atomic():
            last = Change.objects.order_by("-sequence").values_list("sequence", flat=True)[0]
            world = self.world(seed)
            with at(world.at):
                operation(world)
            with at(world.at), one_snapshot():
                moment = change_set_of(
                    Change.objects.filter(sequence__gt=last).order_by("sequence")
                )
                found = witnesses(moment, self.before, wanted)
            transaction.set_rollback(True)
        return {declared: Witness(operation, seed, name) for declared, name in found.items()}

    @pytest.mark.long
    def test_the_law_fails_without(self) -> None:
        """The reduction holds: taken away in earnest, the page is stale; with it, it is not."""
        for declared in (
            Declared("fragment", "latest", "articles_of_the_edition"),
            Declared("page", "article", "paths_of_lists_apart"),
        ):
            found: dict[Declared, Witness] = {}
            for operation in OPERATIONS:
                found = found or self._try(operation, 0, {declared})
            witness = found[declared]
            kinds: dict[str, Any] = page_kinds if declared.what == "page" else fragment_kinds
            kind = kinds[declared.kind]
            left = tuple(d for d in kind.touched_by if name_of(d) != declared.dependency)
            mutant = {declared.kind: replace(kind, touched_by=left)}
            with self.subTest(str(declared)):
                assert not self._stale(witness), witness
                with mock.patch.dict(kinds, mutant):
                    assert self._stale(witness), f"{declared} was taken away, and nothing noticed"

    def _stale(self, witness: Witness) -> list[str]:
        with transaction.atomic():
            stale = stale_pages(self.world(witness.seed), self.file, [witness.operation])
            transaction.set_rollback(True)
        return stale
