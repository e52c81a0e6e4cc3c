"""A store of any number of article pages, filled quickly from pages that were really rendered.

Every invented article is a real article of the demo newspaper with a sentence of its own before
each fragment that belongs to it alone: the same kinds of fragments, nearly the same lengths, and
no two with the same bytes or version. Deflate streams that end at a byte boundary can follow one
another, so that only the sentence has to be compressed.

A fill that was interrupted goes on where it stopped: the store's sequence is the number of
articles in it.
"""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path

from isal.isal_zlib import crc32_combine

from stoppress.store import Batch, Fragment, Page, Snapshot, Store, make_fragment
from stoppress.store.fragment import version_of

BATCH = 2_000
#: Kinds of fragments that belong to one article; all others are shared by many pages.
OWN = (["meta"], ["article"], ["also"])
_TELL_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Model:
    """A real article page, by which others are invented."""

    record: Page
    #: Fragments that belong to the article alone, and their raw bytes, by their keys.
    own: dict[str, tuple[Fragment, bytes]]


def fill(store_folder: Path, demo: Path, count: int) -> None:
    """Bring the store in ``store_folder`` to ``count`` articles."""
    store = Store.open(store_folder, sync=False)
    standing = store.sequence
    if standing >= count:
        return
    with Store.open(demo / "store", readonly=True).snapshot() as snapshot:
        models, shared = _models(snapshot)
        editions = snapshot.meta("editions") or "en"
    if not models:
        raise SystemExit(
            f"There are no article pages in {demo}. Remove that folder, then try again."
        )
    if standing == 0:
        store.apply(Batch(shared))
        store.set_meta("editions", editions)
    begun = told = time.monotonic()
    for first in range(standing, count, BATCH):
        after = min(first + BATCH, count)
        batch = Batch()
        for number in range(first, after):
            batch.pages[path_of(number)], own = invented(number, models[number % len(models)])
            batch.fragments += own
        store.apply(batch, sequence=after)
        if (now := time.monotonic()) > told + _TELL_SECONDS:
            left = (count - after) * (now - begun) / (after - standing)
            print(f"  {after:,} of {count:,} articles, {left:,.0f} s left", file=sys.stderr)
            told = now
    store.flush()


def path_of(number: int) -> str:
    """The path of an invented article."""
    year, month, day = 2017 + number % 10, number % 12 + 1, number % 28 + 1
    return f"/harbour/{year}/{month:02}/{day:02}/ferry-returns-{number}/"


def invented(number: int, model: Model) -> tuple[Page, list[Fragment]]:
    """The page of one invented article, and the fragments that are its own."""
    before = f"<!-- {number} {number * 2_654_435_761 % 2**32:032b} -->".encode()
    names = {key: renamed(key, number) for key in model.own}
    own = [following(before, *model.own[key], name) for key, name in names.items()]
    keys = tuple(names.get(key, key) for key in model.record.fragments)
    record = model.record
    kept_within = frozenset(names[key] for key in record.own if key in names)
    tags = (*record.tags[:1], f"article-{number}")
    return replace(record, fragments=keys, tags=tags, own=kept_within), own


def renamed(key: str, number: int) -> str:
    """The key of another article's fragment: the number of the article stands at its end."""
    return f"{key.rpartition('/')[0]}/{number}"


def following(
    before: bytes, fragment: Fragment, raw: bytes, key: str, modified: int | None = None
) -> Fragment:
    """``fragment`` with other bytes before its own, which are compressed by themselves."""
    head = make_fragment(key, before, modified or fragment.modified)
    return Fragment(
        key=key,
        version=version_of(before + raw),
        modified=head.modified,
        raw_length=head.raw_length + fragment.raw_length,
        crc=crc32_combine(head.crc, fragment.crc, fragment.raw_length),
        deflated=head.deflated + fragment.deflated,
    )


def is_own(key: str) -> bool:
    """Whether a fragment belongs to one article; a generation may stand before its kind."""
    return key.split("/")[-2:-1] in OWN


def _models(snapshot: Snapshot) -> tuple[list[Model], list[Fragment]]:
    """Every article page that is stored whole, and the fragments shared by many pages."""
    models: list[Model] = []
    shared: dict[str, Fragment] = {}
    for path in snapshot.paths():
        record = snapshot.page(path)
        if not isinstance(record, Page) or record.status != 200:
            continue
        fragments = {key: snapshot.fragment(key) for key in record.fragments}
        there = {key: fragment for key, fragment in fragments.items() if fragment}
        own = {key: (one, one.raw()) for key, one in there.items() if is_own(key)}
        if len(own) < 2 or len(there) < len(fragments):
            continue
        models.append(Model(record, own))
        shared |= {key: one for key, one in there.items() if not is_own(key)}
    return models, list(shared.values())
