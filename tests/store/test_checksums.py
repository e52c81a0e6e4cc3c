"""The checksum of a page is combined from those of its parts, on which every gzip body rests."""

from zlib import crc32

from hypothesis import given, settings
from hypothesis import strategies as st
from isal.isal_zlib import crc32_combine


@settings(max_examples=1000)
@given(st.binary(max_size=5000), st.binary(max_size=5000), st.binary(max_size=5000))
def test_the_checksum_of_joined_bytes_is_combined_from_the_parts(
    a: bytes, b: bytes, c: bytes
) -> None:
    joined = crc32_combine(crc32(a), crc32(b), len(b))
    assert joined == crc32(a + b)
    assert crc32_combine(joined, crc32(c), len(c)) == crc32(a + b + c)


@given(st.integers(0, 0xFFFFFFFF), st.integers(0, 1 << 33), st.integers(0, 1 << 33))
def test_lengths_beyond_four_gibibytes_add_up(crc: int, m: int, n: int) -> None:
    in_two_steps = crc32_combine(crc32_combine(crc, 0, m), 0, n)
    assert in_two_steps == crc32_combine(crc, 0, m + n)
