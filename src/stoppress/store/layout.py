"""What many pages have in common in their records, and which texts a record may hold.

The edge knows a layout by its bytes: pages with the same ones are answered with the same headers
and the same shared fragments.
"""

import re
from functools import lru_cache
from typing import NamedTuple

_CONTROLS = frozenset(map(chr, range(32))) | {"\x7f"}
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")


class Layout(NamedTuple):
    """Status, headers and fragments of a page, without its own fragments' names.

    :param keys: keys of the fragments in order; None for each of the page's own.
    """

    status: int
    content_type: str
    cache_control: str
    headers: tuple[tuple[str, str], ...]
    keys: tuple[str | None, ...]


@lru_cache(maxsize=1024)
def encode_layout(layout: Layout) -> bytes:
    """The bytes of a layout: each key ends with a line feed, and an own one is an empty line.

    Raises ValueError when a text could break a record or the headers of an answer.
    """
    return "\0".join(
        (
            str(layout.status),
            header_value(layout.content_type),
            header_value(layout.cache_control),
            "\n".join(f"{header_name(key)}:{header_value(text)}" for key, text in layout.headers),
            "".join("\n" if key is None else f"{name(key)}\n" for key in layout.keys),
        )
    ).encode()


def decode_layout(layout: bytes) -> Layout:
    """What the bytes of a layout say."""
    status, content_type, cache_control, headers, keys = layout.decode().split("\0")
    return Layout(
        int(status),
        content_type,
        cache_control,
        tuple(_header(line) for line in headers.split("\n")) if headers else (),
        tuple(key or None for key in keys.split("\n")[:-1]),
    )


def without_controls(text: str) -> str:
    """The text. Raises ValueError when it holds a control character.

    Control characters part the texts of a record, and would break the headers of an answer.
    """
    if not _CONTROLS.isdisjoint(text):
        raise ValueError(f"A record may hold no control character: {text!r}.")
    return text


def header_name(name: str) -> str:
    """The name of a header. Raises ValueError when it is none."""
    if not _TOKEN.fullmatch(name):
        raise ValueError(f"{name!r} is not the name of a header (RFC 9110, section 5.1).")
    return name


def header_value(text: str) -> str:
    """The value of a header. Raises ValueError when it is none."""
    if not text.isascii() or text != text.strip():
        raise ValueError(f"The value of a header is ASCII without spaces around it: {text!r}.")
    return without_controls(text)


def name(key: str) -> str:
    """The key of a fragment, or a tag. Raises ValueError when it cannot be stored."""
    if not key:
        raise ValueError("A page's fragment or tag has an empty name.")
    return without_controls(key)


def _header(line: str) -> tuple[str, str]:
    header, _, text = line.partition(":")
    return header, text
