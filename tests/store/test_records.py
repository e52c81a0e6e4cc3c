"""Everything that is stored is read as it was, or not at all."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stoppress.store import Asset, Page, Record, Redirect, make_fragment
from stoppress.store.fragment import decode_fragment, encode_fragment
from stoppress.store.record_codec import decode_page, decode_record, encode_record
from stoppress.store.writing import decode_pointer

NOON = 1_780_000_000

texts = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=60)
names = texts.filter(bool)
values = st.text(string.printable[:95], max_size=60).map(str.strip)
tokens = st.text(string.ascii_letters + string.digits + "-", min_size=1, max_size=20)
pages = st.builds(
    Page,
    fragments=st.lists(names, max_size=10).map(tuple),
    content_type=values,
    status=st.sampled_from([200, 404, 410]),
    cache_control=values,
    headers=st.lists(st.tuples(tokens, values), max_size=4).map(tuple),
    tags=st.lists(names, max_size=4).map(tuple),
    modified=st.integers(0, 1 << 40),
)
redirects = st.builds(Redirect, location=texts, status=st.sampled_from([301, 302, 307, 308]))
assets = st.builds(
    Asset,
    file=texts,
    content_type=values,
    length=st.integers(0, 1 << 50),
    etag=values,
    cache_control=values,
)
records = st.one_of(pages, redirects, assets)


@given(records)
def test_a_record_is_read_as_it_was_written(record: Record) -> None:
    read = decode_record(encode_record(record))
    assert read == record
    if isinstance(record, Page):
        assert isinstance(read, Page)
        assert read.modified == record.modified


@given(records, st.data())
def test_a_record_with_any_byte_changed_is_not_read(record: Record, data: st.DataObject) -> None:
    assert decode_record(damaged(encode_record(record), data)) is None


@given(names, st.binary(max_size=5000), st.integers(-(1 << 40), 1 << 40))
def test_a_fragment_is_read_as_it_was_written(key: str, raw: bytes, modified: int) -> None:
    fragment = make_fragment(key, raw, modified)
    assert decode_fragment(key, encode_fragment(fragment)) == fragment
    assert fragment.raw() == raw


@given(st.binary(max_size=500), st.data())
def test_a_fragment_with_any_byte_changed_is_not_read(raw: bytes, data: st.DataObject) -> None:
    stored = encode_fragment(make_fragment("a", raw, 1))
    assert decode_fragment("a", damaged(stored, data)) is None


@given(st.binary(max_size=500))
def test_a_fragment_cut_off_is_not_read(raw: bytes) -> None:
    record = encode_fragment(make_fragment("a", raw, 1))
    assert all(decode_fragment("a", record[:length]) is None for length in range(len(record)))


def test_the_same_bytes_have_the_same_version_everywhere() -> None:
    assert make_fragment("a", b"Harbour", 1).version == make_fragment("b", b"Harbour", 2).version
    assert make_fragment("a", b"Harbour", 1).version != make_fragment("a", b"Harbor", 1).version


def test_a_fragment_of_nothing_is_a_fragment() -> None:
    assert make_fragment("breaking", b"", 1).raw() == b""


@pytest.mark.parametrize(
    "record",
    [
        Page(("a\nb",)),
        Page(("",)),
        Page(("a",), headers=(("X-A", "1\r\nSet-Cookie: x"),)),
        Page(("a",), headers=(("X A", "1"),)),
        Page(("a",), headers=(("X-A", "café"),)),
        Page(("a",), content_type="text/html\0"),
        Redirect("/a\r\nSet-Cookie: x"),
        Asset("a\0b", "image/png", 1, "x"),
    ],
)
def test_what_could_break_a_header_or_a_record_is_refused(record: Record) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the sentence differs from case to case
        encode_record(record)


def damaged(record: bytes, data: st.DataObject) -> bytes:
    place = data.draw(st.integers(0, len(record) - 1))
    change = data.draw(st.integers(1, 255))
    return record[:place] + bytes([record[place] ^ change]) + record[place + 1 :]


@given(st.binary(max_size=500))
def test_any_other_bytes_are_no_record(stored: bytes) -> None:
    assert decode_record(stored) is None
    assert decode_fragment("a", stored) is None
    assert decode_pointer(stored) is None


@given(pages, st.data())
def test_a_page_with_its_own_fragments_inside_is_read_as_it_was_written(
    page: Page, data: st.DataObject
) -> None:
    inside = {
        key: make_fragment(key, data.draw(st.binary(max_size=300)), NOON)
        for key in page.fragments
        if data.draw(st.booleans())
    }
    stored = encode_record(page, inside)
    read = decode_page(stored)
    assert read == (page, inside)
    assert read[0].own == set(inside)
    assert decode_record(damaged(stored, data)) is None
