"""What fragments and pages read while they are made is covered by what they declare.

Every page of the law's newsroom is planned, and every fragment rendered, while all that is read
is recorded. Then each row that was read is changed as an editor would change it, in a
transaction that is rolled back, and the change log is asked what it touches.

Recorded are rows that were there. A row that was looked for and not found, or filtered out,
leaves no trace but its table; what happens when it appears is tried by the law's histories, and
``test_every_table_that_is_read_is_written_by_some_operation`` sees to it that they do try.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import TestCase

from stoppress.newsroom.models import Change
from stoppress.press import registry
from stoppress.press.change_set import ChangeSet, change_set_of
from stoppress.press.follow import touched_keys, touched_paths
from stoppress.press.outdated import paths_made_of_settings
from stoppress.press.reading import one_snapshot
from stoppress.press.recording import ColumnRead, Recording, recorded
from stoppress.press.registry import NotReady
from stoppress.press.render import fragments_of, plan, render
from tests.law.disturbing import NEVER_CHANGED, Disturbance, concretely, disturb, disturbance_of
from tests.law.histories import OPERATIONS
from tests.law.reading import all_paths
from tests.law.world import World, open_newsroom
from tests.newsroom.reader import at

SITE = Path(registry.__file__).parent.parent / "site"
#: Who reads the clock to decide what is public. When their answer changes by the clock alone, a
#: row of the change log says so (``newsroom.public.next_due``, ``BreakingNews.next_due``).
FOLLOWED_BY_THE_LOG = {
    "stoppress.newsroom.public:public_articles",
    "stoppress.newsroom.public:breaking_line",
    "stoppress.newsroom.public:standing_rows",
}
#: Dates a fragment for ``Last-Modified``; no part of its bytes.
DATES = {"stoppress.press.render:render"}
#: Tables that no operation of the histories writes, and why not.
NEVER_WRITTEN = {
    "django_content_type": NEVER_CHANGED["contenttypes.ContentType"],
    "wagtailcore_locale": NEVER_CHANGED["wagtailcore.Locale"],
    "wagtailcore_site": NEVER_CHANGED["wagtailcore.Site"],
}
#: Reader and column, and why a change of it is no concern of the reader. That it is none is
#: tried each time: the column is changed, and the reader made again must be the same.
READ_TO_NO_EFFECT = {
    r".* reads newsroom\.EditionPage, (path|depth)": ("to find its sections, which go with it"),
    r"page .*/feed(/[\d-]+)?\.\w+ reads newsroom\.SectionPage, description": (
        "a feed is read with its words; its opening shows them, the page only names the opening"
    ),
    r"page .*/\d{4}/\d\d/\d\d/[^/]+/ reads newsroom\.Article, page_ptr_id": (
        "“Read also” looks some pieces further than it shows"
    ),
    r"fragment (rss|atom|json)-item/\d+ reads newsroom\.Article, public_path": (
        "a piece is read with its translations, which feeds do not show"
    ),
    r"fragment .* reads newsroom\.Article, (live|locale_id)": (
        "Wagtail asks it of a linked piece; the link is to its path, whatever these say"
    ),
    r"fragment .* reads wagtailcore\.Page, (url_path|translation_key)": (
        "Wagtail looks for the root of the site when a process first meets a link"
    ),
}
WRITES = re.compile(r'^(?:INSERT INTO|UPDATE|DELETE FROM) "([^"]+)"')
STALE = (
    "These would be stale after a change of the row they read, since it touches nothing that they "
    "declare. Name the dependency in touched_by; or, if the row stands on every page, the column "
    "in newsroom/change_log/other_objects.py.\n"
)
REMEDY = (
    "Rows are read whose change touches nothing that their reader declares, and makes no "
    "difference to it. Do not read them; or say why in READ_TO_NO_EFFECT.\n"
)


def read_to_no_effect(kind: str, name: str, column: ColumnRead) -> bool:
    """Whether it is known why a row is read that makes no difference to its reader."""
    return any(
        re.fullmatch(pattern, f"{kind} {name} reads {column.model}, {column.column}")
        for pattern in READ_TO_NO_EFFECT
    )


@dataclass
class Readings:
    """What was read for each fragment and each page."""

    fragments: dict[str, Recording] = field(default_factory=dict)
    pages: dict[str, Recording] = field(default_factory=dict)

    def all(self) -> Iterator[Recording]:
        """Every recording."""
        yield from self.fragments.values()
        yield from self.pages.values()


def read_everything() -> Readings:
    """Plan every page and render every fragment, each in its own moment."""
    found = Readings()
    for path in sorted(all_paths()):
        try:
            with one_snapshot(), recorded() as found.pages[path]:
                planned = plan(path)
        except NotReady as missing:
            missing.prepare()
            with one_snapshot(), recorded() as found.pages[path]:
                planned = plan(path)
        for key in fragments_of(planned[1]) if planned else ():
            if key not in found.fragments:
                with one_snapshot(), recorded() as found.fragments[key]:
                    assert render(key) is not None
    return found


Reader = tuple[str, str]


def uncovered(
    what: Disturbance | None, who: Iterable[Reader], before: dict[Reader, object] | None = None
) -> list[Reader]:
    """Those of ``who`` that the log does not touch when the row is changed.

    With ``before``, what each reader was before the change, those are left out that the change
    leaves as they were. None are uncovered by what the newsroom does not allow.
    """
    with transaction.atomic():
        last = Change.objects.order_by("-sequence").values_list("sequence", flat=True).first() or 0
        found = _untouched(who, last) if what and disturb(what) else []
        if before is not None:
            found = [reader for reader in found if made(reader) != before[reader]]
        transaction.set_rollback(True)
    return found


def _untouched(who: Iterable[Reader], last: int) -> list[Reader]:
    moment = change_set_of(Change.objects.filter(sequence__gt=last).order_by("sequence"))
    if moment.everything:
        return []
    with one_snapshot():
        keys, paths = touched_keys(moment), touched_paths(moment)
    prefixes = tuple(path[:-1] for path in paths if path.endswith("*"))
    return [
        (kind, name)
        for kind, name in who
        if not (name in keys if kind == "fragment" else name in paths or name.startswith(prefixes))
    ]


def made(reader: Reader) -> object:
    """The bytes of a fragment, or the record of a page, as the newsroom is now."""
    kind, name = reader
    with one_snapshot():
        if kind == "page":
            planned = plan(name)
            return planned[1] if planned else None
        fragment = render(name)
        return fragment.raw() if fragment else None


def noting(written: set[str]) -> Callable[..., Any]:
    """A wrapper of statements that notes into which tables they write."""

    def note(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        written.update(WRITES.findall(sql))
        return execute(sql, *rest)

    return note


def readers_of(readings: Readings) -> dict[ColumnRead, set[tuple[str, str]]]:
    """Each column read, and the fragments and pages that read it."""
    found = defaultdict(set)
    for kind, recordings in (("fragment", readings.fragments), ("page", readings.pages)):
        for name, recording in recordings.items():
            for column in recording.columns:
                found[column].add((kind, name))
    return found


@pytest.mark.law
@pytest.mark.slow
class TestWhatIsRead(TestCase):
    """One newsroom, read once."""

    readings: Readings
    world: World

    @classmethod
    def setUpTestData(cls) -> None:
        """Open the newsroom and read all of it."""
        cls.world = World(Random(0))
        with at(cls.world.at):
            open_newsroom(cls.world)
            cls.readings = read_everything()

    def test_every_kind_was_rendered(self) -> None:
        """The newsroom of the law has one of everything."""
        kinds = {key.split("/", 1)[0] for key in self.readings.fragments}
        assert kinds == set(registry.fragment_kinds)

    def test_every_row_that_is_read_is_declared(self) -> None:
        """A change of a row touches whatever read it."""
        by_disturbance: dict[Disturbance, dict[Reader, ColumnRead]] = defaultdict(dict)
        for column, who in readers_of(self.readings).items():
            what = disturbance_of(column)
            if what:
                by_disturbance[what].update(dict.fromkeys(who, column))
        suspects: dict[ColumnRead, list[Reader]] = defaultdict(list)
        with at(self.world.at):
            for what in sorted(by_disturbance):
                for reader in uncovered(what, by_disturbance[what]):
                    suspects[by_disturbance[what][reader]].append(reader)
            before = {reader: made(reader) for readers in suspects.values() for reader in readers}
            faults = [
                f"{kind} {name} reads {column}"
                for column, readers in sorted(suspects.items())
                for kind, name in uncovered(concretely(column), sorted(readers), before)
            ]
        unexplained = {
            f"{kind} {name} reads {column}"
            for column, readers in suspects.items()
            for kind, name in readers
            if not read_to_no_effect(kind, name, column)
        }
        assert not faults, STALE + "\n".join(faults)
        assert not unexplained, REMEDY + "\n".join(sorted(unexplained))

    def test_whoever_reads_the_clock_is_made_again_each_day(self) -> None:
        """No fragment depends on the time but by the day, or as the log follows it."""
        moment = ChangeSet(changes=(Change(pk=0, kind=Change.Kind.DAY),))
        with at(self.world.at), one_snapshot():
            daily = set(touched_keys(moment))
        for key, recording in self.readings.fragments.items():
            others = recording.clock - FOLLOWED_BY_THE_LOG - DATES
            assert not others or key in daily, (
                f"{key} reads the clock in {others}: it must be touched by the day (on.the_day)"
            )
        for path, recording in self.readings.pages.items():
            assert recording.clock <= FOLLOWED_BY_THE_LOG, f"the plan of {path} reads the clock"

    def test_settings_and_templates_are_part_of_the_release_mark(self) -> None:
        """What only a restart changes is known at the restart, or looked for by the worker."""
        with recorded() as marked:
            for mark in registry._release_marks:
                getattr(mark, "__wrapped__", mark)()
        known = {name for name, _who in marked.settings}
        looked_for = paths_made_of_settings()
        of_them = {
            key for path in looked_for if (found := plan(path)) for key in fragments_of(found[1])
        }
        read = {**self.readings.pages, **self.readings.fragments}
        for name in read.keys() - looked_for - of_them:
            recording = read[name]
            unknown = {(name, who) for name, who in recording.settings if name not in known}
            assert not unknown, f"read while rendering, and not in site_mark(): {unknown}"
            foreign = {t for t in recording.templates if not Path(t).is_relative_to(SITE)}
            assert not foreign, f"templates that site_mark() knows nothing of: {foreign}"

    def test_every_table_that_is_read_is_written_by_some_operation(self) -> None:
        """Rows that appear or go are tried by the law, whatever table they are in."""
        read = set().union(*(recording.tables for recording in self.readings.all()))
        with at(self.world.at):
            written = set().union(*self._tables_written())
        assert read - written - set(NEVER_WRITTEN) == set(), "add an operation to the histories"
        assert set(NEVER_WRITTEN) & written == set()

    def _tables_written(self) -> Iterable[set[str]]:
        for operation in OPERATIONS:
            written: set[str] = set()

            with transaction.atomic(), connection.execute_wrapper(noting(written)):
                operation(World(Random(1), headlines=self.world.headlines))
                transaction.set_rollback(True)
            yield written
