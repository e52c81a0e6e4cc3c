"""The law of joined checksums, on any bytes."""

from zlib import crc32

from hypothesis import given
from hypothesis import strategies as st

from stoppress.store.crc import (
    ONE,
    combine,
    multiplier_table,
    multiply,
    multiply_by_table,
    power,
)

words = st.integers(0, 0xFFFFFFFF)


@given(st.binary(), st.binary())
def test_the_checksum_of_joined_bytes_is_combined_from_the_parts(a: bytes, b: bytes) -> None:
    assert combine(crc32(a), crc32(b), power(len(b))) == crc32(a + b)


@given(words, words, words)
def test_multiplication_is_that_of_a_ring(a: int, b: int, c: int) -> None:
    assert multiply(a, ONE) == a
    assert multiply(a, b) == multiply(b, a)
    assert multiply(multiply(a, b), c) == multiply(a, multiply(b, c))
    assert multiply(a, b ^ c) == multiply(a, b) ^ multiply(a, c)


def test_multiplication_carries_nothing_where_most_bits_meet() -> None:
    ones = 0xFFFFFFFF
    assert multiply(ones, ones) == slow_product(ones, ones)


@given(words, words)
def test_the_product_is_that_of_the_schoolbook(a: int, b: int) -> None:
    assert multiply(a, b) == slow_product(a, b)


@given(words, words)
def test_a_table_multiplies_by_its_factor(a: int, factor: int) -> None:
    assert multiply_by_table(a, multiplier_table(factor)) == multiply(a, factor)


@given(st.integers(0, 1 << 40), st.integers(0, 1 << 40))
def test_shifts_add_up(m: int, n: int) -> None:
    assert multiply(power(m), power(n)) == power(m + n)


def slow_product(a: int, b: int) -> int:
    """The product bit by bit, as zlib's `multmodp` has it."""
    product = 0
    for bit in range(31, -1, -1):
        if a >> bit & 1:
            product ^= b
        b = (b >> 1) ^ (0xEDB88320 if b & 1 else 0)
    return product
