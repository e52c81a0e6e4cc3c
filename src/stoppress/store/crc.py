"""Arithmetic on CRC-32 checksums: the checksum of joined bytes from the checksums of the parts.

CRC-32 (ISO 3309, RFC 1952 section 8) is a remainder of polynomials over GF(2), so

    crc(A || B) = crc(A) * x^(8 * len(B)) mod P  xor  crc(B)

and a page's checksum can be combined from its fragments' without touching their bytes. All numbers
here are reflected, as in zlib: bit 31 is the coefficient of x^0.
"""

import sys
from array import array
from functools import lru_cache

from isal.isal_zlib import crc32

ONE = 0x80000000  # x^0
X8 = 0x00800000  # x^8, the shift by one byte
_P = 0xEDB88320  # without its highest power

_BIT_PER_BYTE = int.from_bytes(b"\x01" * 63, "big")
_DIGIT_ZEROS = int.from_bytes(b"0" * 63, "big")

_REPEATS = [sum(1 << 32 * i for i in range(1 << bit)) for bit in range(8)]
# times such a number: a 32-bit one 1, 2, 4 ... 128 times in a row

MultiplierTable = tuple["array[int]", "array[int]", "array[int]", "array[int]"]


def multiply(a: int, b: int) -> int:
    """The product of two 32-bit polynomials modulo P.

    Python has no carry-less multiplication, but an ordinary one of numbers whose bits stand eight
    apart never carries into the next bit's place (at most 32 ones meet there), and zlib's `crc32`
    of four bytes is the reduction modulo P. About 1 microsecond.
    """
    spread_a = int.from_bytes(f"{a:b}".encode(), "big") & _BIT_PER_BYTE
    spread_b = int.from_bytes(f"{b:b}".encode(), "big") & _BIT_PER_BYTE
    digits = ((spread_a * spread_b) & _BIT_PER_BYTE | _DIGIT_ZEROS).to_bytes(63, "big")
    product = int(digits, 2) << 1
    high = (product & 0xFFFFFFFF).to_bytes(4, "little")
    return crc32(high, 0xFFFFFFFF) ^ 0xFFFFFFFF ^ (product >> 32)


@lru_cache(maxsize=4096)
def power(length: int) -> int:
    """x^(8 * length) modulo P: multiplying by it shifts a checksum past `length` bytes."""
    result, square = ONE, X8
    while length:
        if length & 1:
            result = multiply(result, square)
        square = multiply(square, square)
        length >>= 1
    return result


def combine(crc_a: int, crc_b: int, power_b: int) -> int:
    """The CRC-32 of A followed by B, where `power_b` is `power(len(B))`."""
    return multiply(crc_a, power_b) ^ crc_b


def multiplier_table(factor: int) -> MultiplierTable:
    """Four tables of 256 entries with which any number is multiplied by `factor` in four look-ups.

    For what many pages have in common; `multiply_by_table` is six times as quick as `multiply`.
    Takes about 10 microseconds: a table is made as one large number, doubled eight times.
    """
    basis = [0] * 32
    for bit in range(31, -1, -1):
        basis[bit] = factor
        factor = factor >> 1 ^ _P if factor & 1 else factor >> 1  # times x
    tables = []
    for first in (0, 8, 16, 24):
        table = 0
        for bit, repeat in enumerate(_REPEATS):
            table |= (table ^ basis[first + bit] * repeat) << (32 << bit)
        entries = array("I", table.to_bytes(1024, "little"))
        if sys.byteorder == "big":
            entries.byteswap()
        tables.append(entries)
    return tables[0], tables[1], tables[2], tables[3]


def multiply_by_table(a: int, table: MultiplierTable) -> int:
    """The product of `a` and the factor that `table` was made for."""
    t0, t1, t2, t3 = table
    return t0[a & 255] ^ t1[a >> 8 & 255] ^ t2[a >> 16 & 255] ^ t3[a >> 24]
