"""Generations: what one release of templates, styles and addresses made, apart from the next.

A fragment's key in the store begins with the number of its generation ("7/latest/en"), and a page
names its fragments by these keys. So one page is always of one generation: pages of the earlier one
are served until they have been made again, page by page, or until something on them changes, which
their templates are no longer there to render. Then what changed is forgotten under the numbers of
all earlier generations, and the pages that show it are made anew when asked for.

Everything else in the press speaks of plain keys ("latest/en").
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from stoppress.newsroom.models import Change
from stoppress.press.registry import kind_of, release
from stoppress.store import Batch, Fragment, Page, Record, Snapshot, Store

#: The text beside the pages that tells the generation.
META = "generation"
#: Changes that a new store is brought up with, as many as one batch answers.
_FOLLOWED_AT_FIRST = 500


@dataclass(frozen=True, slots=True)
class Generation:
    """The generation that the press makes now, and those of which something is still stored."""

    number: int
    release: str
    older: tuple[int, ...] = ()

    @classmethod
    def from_text(cls, text: str | None) -> Generation:
        """Read what ``text`` wrote; number 0, of no release, when there is nothing."""
        if text is None:
            return cls(0, "")
        number, release, older = json.loads(text)
        return cls(number, release, tuple(older))

    @property
    def text(self) -> str:
        """The form in the store."""
        return json.dumps([self.number, self.release, self.older])

    def after(self, release: str) -> Generation:
        """The generation that follows, of ``release``."""
        older = (*self.older, self.number) if self.number else ()
        return Generation(self.number + 1, release, older)

    def alone(self) -> Generation:
        """The same when nothing of an earlier one is stored any more."""
        return replace(self, older=())

    def key(self, key: str) -> str:
        """The key in the store of a plain one."""
        return key if _is_lasting(key) else f"{self.number}/{key}"

    def made(self, record: Record) -> bool:
        """Whether a record as it is stored is not of an earlier generation."""
        if not isinstance(record, Page):
            return True
        own = f"{self.number}/"
        return all(key.startswith(own) or _is_lasting(key) for key in record.fragments)

    def earlier_keys(self, keys: Iterable[str]) -> Iterator[str]:
        """What plain keys are called in the store under earlier generations."""
        for key in keys:
            if not _is_lasting(key):
                yield from (f"{number}/{key}" for number in self.older)


def plain(key: str) -> str:
    """The plain key of one in the store."""
    number, _slash, rest = key.partition("/")
    return rest if number.isdigit() else key


def is_lasting(record: Record) -> bool:
    """Whether a stored page shows only bytes that its address is the hash of."""
    return isinstance(record, Page) and all(_is_lasting(key) for key in record.fragments)


def _is_lasting(key: str) -> bool:
    return not key[:1].isdigit() and kind_of(key).lasting


@dataclass(slots=True)
class PressBatch(Batch):
    """A batch in plain keys; what is forgotten, is so in every generation."""

    #: Keys whose bytes may have changed since earlier generations were made.
    changed: set[str] = field(default_factory=set)

    def addressed(self, generation: Generation) -> Batch:
        """The batch as the store takes it."""
        forgotten = {generation.key(key) for key in self.forget_fragments}
        forgotten.update(generation.earlier_keys(self.forget_fragments | self.changed))
        prefixes = {
            prefix
            for plain_prefix in self.forget_prefixes
            for prefix in (
                generation.key(plain_prefix),
                *generation.earlier_keys([plain_prefix]),
            )
        }
        return Batch(
            fragments=[_under(fragment, generation) for fragment in self.fragments],
            pages={path: _named(record, generation) for path, record in self.pages.items()},
            forget_fragments=forgotten,
            forget_pages=self.forget_pages,
            forget_prefixes=prefixes,
            forget_page_prefixes=self.forget_page_prefixes,
        )


def _under(fragment: Fragment, generation: Generation) -> Fragment:
    return replace(fragment, key=generation.key(fragment.key))


def _named(record: Record, generation: Generation) -> Record:
    if not isinstance(record, Page):
        return record
    return replace(
        record,
        fragments=tuple(map(generation.key, record.fragments)),
        own=frozenset(map(generation.key, record.own)),
    )


class Stored:
    """A snapshot of the store, in the plain keys of its generation."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self.generation = Generation.from_text(snapshot.meta(META))

    def has(self, key: str) -> bool:
        """Whether this generation has a fragment."""
        return self._snapshot.has(self.generation.key(key))

    def keeps(self, key: str) -> bool:
        """Whether a fragment is stored whose key is a hash of its bytes."""
        return _is_lasting(key) and self._snapshot.has(key)

    def page(self, path: str) -> Record | None:
        """The record of a path, of whatever generation; its keys are those in the store."""
        return self._snapshot.page(path)

    def paths(self, prefix: str = "") -> Iterator[str]:
        """The stored paths that begin with ``prefix``."""
        return self._snapshot.paths(prefix)

    def is_whole(self, path: str) -> bool:
        """Whether the page of ``path`` is stored with all its fragments, in this generation."""
        record = self._snapshot.page(path)
        if record is None or not self.generation.made(record):
            return False
        return not isinstance(record, Page) or all(map(self._snapshot.has, record.fragments))


def generation_of(store: Store) -> Generation | None:
    """The generation that the store is of; None for a new store."""
    text = store.get_meta(META)
    return None if text is None else Generation.from_text(text)


def begin_generation(store: Store) -> Generation:
    """From now on pages are made by this process's release; call it with the press's lock held."""
    found = generation_of(store)
    if found is None:
        # Nothing in it can be trusted to have been followed. What is not stored is made as it
        # stands when somebody asks, so that only what is newest needs to be followed at once.
        nothing = PressBatch(forget_prefixes={""}, forget_page_prefixes={"/"})
        store.apply(nothing, sequence=max(Change.newest_sequence() - _FOLLOWED_AT_FIRST, 0))
        found = Generation(0, "")
    begun = found.after(release())
    store.set_meta(META, begun.text)
    return begun


def is_ours(generation: Generation | None) -> bool:
    """Whether a generation is made by this process's release."""
    return generation is not None and generation.release == release()
