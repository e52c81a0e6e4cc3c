"""The form in which records lie in the store; see `page_record` for that of pages."""

from collections.abc import Callable, Mapping

from stoppress.store.fragment import Piece
from stoppress.store.page_record import decode_page, encode_page
from stoppress.store.record_form import (
    ASSET,
    CHECK_SIZE,
    HEAD,
    PAGE,
    REDIRECT,
    header_value,
    kind_of,
    sealed,
    without_controls,
)
from stoppress.store.records import Asset, Page, Record, Redirect

_NOTHING_INSIDE: Mapping[str, Piece] = {}


def _nothing(_key: str) -> None:
    return None


def encode_record(
    record: Record,
    inside: Mapping[str, Piece] = _NOTHING_INSIDE,
    shared: Callable[[str], Piece | None] = _nothing,
) -> bytes:
    """The bytes stored under a path; ValueError when a text holds a control character.

    When it is a page, `inside` are the fragments that lie in the record itself, and `shared` looks
    up the others.
    """
    if isinstance(record, Page):
        return encode_page(record, inside, shared)
    if isinstance(record, Redirect):
        return sealed(REDIRECT, record.status, 0, without_controls(record.location).encode())
    texts = (record.content_type, record.etag, record.cache_control)
    text = "\0".join((without_controls(record.file), *map(header_value, texts)))
    return sealed(ASSET, 0, record.length, text.encode())


def decode_record(stored: bytes) -> Record | None:
    """Read a stored record; None when its bytes are damaged or of an unknown format."""
    kind = kind_of(stored)
    return decode_page(stored)[0] if kind == PAGE else decode_pageless(kind, stored)


def decode_pageless(kind: int, stored: bytes) -> Redirect | Asset | None:
    """Read a stored redirect or file, of which `kind_of` says so; None when it is neither."""
    if kind not in (REDIRECT, ASSET):
        return None
    _, _, status, number = HEAD.unpack_from(stored)
    text = stored[HEAD.size : -CHECK_SIZE].decode()
    if kind == REDIRECT:
        return Redirect(text, status)
    file, content_type, etag, cache_control = text.split("\0")
    return Asset(file, content_type, number, etag, cache_control)
