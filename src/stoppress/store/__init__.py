"""Fragments as bytes, in LMDB: the only thing that publishing writes and the edge reads."""

from stoppress.store.batch import Batch
from stoppress.store.errors import StoreDamaged, StoreError, StoreFull
from stoppress.store.fragment import Fragment, make_fragment
from stoppress.store.layout import Layout, decode_layout
from stoppress.store.record_codec import StoredPage
from stoppress.store.records import FRESH_ALWAYS, Asset, Page, Record, Redirect
from stoppress.store.snapshot import Snapshot
from stoppress.store.store import Counts, Store

__all__ = [
    "FRESH_ALWAYS",
    "Asset",
    "Batch",
    "Counts",
    "Fragment",
    "Layout",
    "Page",
    "Record",
    "Redirect",
    "Snapshot",
    "Store",
    "StoreDamaged",
    "StoreError",
    "StoreFull",
    "StoredPage",
    "decode_layout",
    "make_fragment",
]
