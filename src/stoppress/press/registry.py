"""The one registry of fragments and pages: name, template, and what each depends on.

The site room declares its entries at start; ``stoppress fragments`` lists them. A dependency is
a function from a ``ChangeSet`` (changes in a row) to what it touches, so that a publish renders
again only that. Leaving one out makes stale pages: the law of freshness in the tests finds it.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from stoppress.press.change_set import ChangeSet
from stoppress.store import Record

Arguments = tuple[Any, ...]
Dependency = Callable[[ChangeSet], Iterable[Arguments]]
PathDependency = Callable[[ChangeSet], Iterable[str]]
#: Reads, for many fragments or pages of a kind, what each of them would read by itself.
ReadAhead = Callable[[list[Arguments]], object]

_PARSERS: dict[str, Callable[[str], Any]] = {
    "int": int,
    "str": str,
    "date": date.fromisoformat,
}


class When(StrEnum):
    """When the press renders a touched fragment or plans a touched page."""

    ALWAYS = "always"  # at once, though nobody asked for it yet
    STORED = "stored"  # at once if the store has it, else when first asked for
    ASKED = "asked"  # forgotten at once, made when next asked for


class NotReady(Exception):
    """Something must be written before a page can be planned, which nobody may within one snapshot.

    ``prepare`` writes it; then the page is planned again.
    """

    def __init__(self, prepare: Callable[[], object]) -> None:
        super().__init__("something must be made first")
        self.prepare = prepare


@dataclass(frozen=True, slots=True)
class FragmentKind:
    """One kind of fragment.

    ``make`` takes the parts of the key after the name and returns the template's context, bytes
    when there is no template, or None when there is nothing to show under that key any more.
    After a bulk change (an import) a ``wholesale`` kind is forgotten as a whole, since asking
    which of it is touched would cost more than making it again when it is asked for. The key of a
    ``lasting`` kind is a hash of its bytes: a new release has other keys and keeps the old ones.
    """

    name: str
    template: str | None
    make: Callable[..., dict[str, Any] | bytes | None]
    touched_by: tuple[Dependency, ...]
    when: When
    wholesale: bool
    parsers: tuple[Callable[[str], Any], ...]
    lasting: bool = False
    #: Called before some are rendered, with the arguments of each.
    ahead: ReadAhead | None = None

    def key(self, *arguments: Any) -> str:
        """The key of one fragment of this kind."""
        return "/".join((self.name, *(str(argument) for argument in arguments)))

    def arguments(self, key: str) -> Arguments:
        """The arguments that ``key`` was made of."""
        parts = key.split("/")[1:]
        if len(parts) != len(self.parsers):
            raise KeyError(f"{key!r} is not a key of the fragment kind {self.name!r}")
        return tuple(parse(part) for parse, part in zip(self.parsers, parts, strict=True))


@dataclass(frozen=True, slots=True)
class PageKind:
    """One kind of page: the paths it answers, and the record that the edge composes it by.

    ``plan`` gets the named groups of ``pattern``; it returns None when no such page exists.
    ``in_edition`` kinds match the path after the edition's prefix and get its language first.
    """

    name: str
    pattern: re.Pattern[str]
    plan: Callable[..., Record | None]
    touched_by: tuple[PathDependency, ...]
    when: When
    in_edition: bool
    #: The beginning of the paths, where they are hashes of what they answer.
    lasting_below: str | None = None
    #: Called before some are planned, with the groups of each, in order.
    ahead: ReadAhead | None = None


fragment_kinds: dict[str, FragmentKind] = {}
page_kinds: dict[str, PageKind] = {}
_hot_paths: list[Callable[[], Iterable[str]]] = []
_release_marks: list[Callable[[], str]] = []
_made_when_asked: set[Dependency] = set()


def fragment(
    name: str,
    template: str | None = None,
    *,
    touched_by: tuple[Dependency, ...] = (),
    when: When = When.STORED,
    wholesale: bool = False,
    lasting: bool = False,
    ahead: ReadAhead | None = None,
) -> Callable[[Callable[..., Any]], Callable[..., str]]:
    """Declare a kind of fragment; the decorated name becomes the function that makes its keys."""

    def declare(make: Callable[..., Any]) -> Callable[..., str]:
        if name in fragment_kinds:
            raise ValueError(f"the fragment kind {name!r} is declared twice")
        parameters = inspect.signature(make).parameters.values()
        parsers = tuple(_PARSERS[str(parameter.annotation)] for parameter in parameters)
        kind = FragmentKind(
            name, template, make, touched_by, when, wholesale, parsers, lasting, ahead
        )
        fragment_kinds[name] = kind
        return kind.key

    return declare


def page(
    name: str,
    pattern: str,
    *,
    touched_by: tuple[PathDependency, ...] = (),
    when: When = When.STORED,
    in_edition: bool = True,
    lasting_below: str | None = None,
    ahead: ReadAhead | None = None,
) -> Callable[[Callable[..., Record | None]], Callable[..., Record | None]]:
    """Declare a kind of page by the paths it answers."""

    def declare(plan: Callable[..., Record | None]) -> Callable[..., Record | None]:
        if name in page_kinds:
            raise ValueError(f"the page kind {name!r} is declared twice")
        page_kinds[name] = PageKind(
            name, re.compile(pattern), plan, touched_by, when, in_edition, lasting_below, ahead
        )
        return plan

    return declare


def hot_paths(function: Callable[[], Iterable[str]]) -> Callable[[], Iterable[str]]:
    """Declare paths that are made again at once when everything changed."""
    _hot_paths.append(function)
    return function


def all_hot_paths() -> list[str]:
    """Every path declared hot, in order, each once."""
    return list(dict.fromkeys(path for function in _hot_paths for path in function()))


def release_mark(function: Callable[[], str]) -> Callable[[], str]:
    """Declare something outside the newsroom that every page is made with: templates, say."""
    _release_marks.append(function)
    return function


def release() -> str:
    """A mark that changes when what pages are made with does."""
    return " ".join(function() for function in _release_marks)


def made_when_asked(dependency: Dependency) -> Dependency:
    """Mark a dependency as one of fragments that are forgotten at once and made when asked for.

    For many pages that change a little and seldom: a calendar that gains a day, on the pages of all
    days beside it.
    """
    _made_when_asked.add(dependency)
    return dependency


def when_touched(kind: FragmentKind, dependency: Dependency) -> When:
    """What happens to a fragment of ``kind`` that ``dependency`` says is touched."""
    return When.ASKED if dependency in _made_when_asked else kind.when


def kind_of(key: str) -> FragmentKind:
    """The kind of a fragment key. Raises KeyError for a name nobody declared."""
    return fragment_kinds[key.split("/", 1)[0]]
