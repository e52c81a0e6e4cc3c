"""One store takes another one's place under those who read it."""

from __future__ import annotations

import ctypes
from pathlib import Path
from unittest import mock

import pytest

from stoppress.store import Batch, Page, Store, make_fragment
from stoppress.store.errors import StoreError
from stoppress.store.exchange import exchange, move_away, remove, size_of


def filled(directory: Path, text: str, pages: int = 1) -> Store:
    """A store whose pages say ``text``."""
    store = Store.open(directory)
    numbers = range(pages)
    store.apply(
        Batch(
            [make_fragment(f"text/{number}", text.encode() * 100, 1) for number in numbers],
            {f"/{number}/": Page((f"text/{number}",)) for number in numbers},
        )
    )
    return store


def said(store: Store) -> bytes:
    """What the first page of a store says."""
    store.reopen_if_replaced()
    with store.snapshot() as snapshot:
        found = snapshot.fragment("text/0")
    assert found is not None
    return found.raw()[:3]


def test_who_has_a_store_open_reads_the_other_one_at_the_next_look(tmp_path: Path) -> None:
    served, prepared = filled(tmp_path / "a", "old"), filled(tmp_path / "b", "new")
    with served.snapshot() as before:
        exchange(tmp_path / "a", tmp_path / "b")
        kept = before.fragment("text/0")
    assert kept is not None
    assert kept.raw()[:3] == b"old"
    assert prepared.reopen_if_replaced()
    assert said(served) == b"new"
    assert said(prepared) == b"old"


def test_a_smaller_store_in_the_place_of_a_larger_one_is_not_called_cut_off(tmp_path: Path) -> None:
    served, prepared = filled(tmp_path / "a", "old", 3_000), filled(tmp_path / "b", "new")
    assert size_of(tmp_path / "a") > size_of(tmp_path / "b")
    exchange(tmp_path / "a", tmp_path / "b")
    prepared.reopen_if_replaced()
    assert said(served) == b"new"
    assert not (tmp_path / "a" / "damaged").exists()


def test_where_it_cannot_be_done_it_says_so_and_nothing_is_other_than_before(
    tmp_path: Path,
) -> None:
    served = filled(tmp_path / "a", "old")
    filled(tmp_path / "b", "new")
    library = mock.Mock(**{"renameat2.return_value": -1})
    with (
        mock.patch.object(ctypes, "CDLL", return_value=library),
        pytest.raises(StoreError, match="cannot be exchanged"),
    ):
        exchange(tmp_path / "a", tmp_path / "b")
    with (
        mock.patch.object(ctypes, "CDLL", return_value=object()),
        pytest.raises(StoreError, match="C library cannot exchange"),
    ):
        exchange(tmp_path / "a", tmp_path / "b")
    assert said(served) == b"old"


def test_a_store_loses_its_name_before_its_files(tmp_path: Path) -> None:
    filled(tmp_path / "a", "old")
    move_away(tmp_path / "a", tmp_path / "old")
    assert not (tmp_path / "a").exists()
    filled(tmp_path / "b", "new")
    remove(tmp_path / "b", tmp_path / "old")
    remove(tmp_path / "b", tmp_path / "old")
    assert list(tmp_path.iterdir()) == []
