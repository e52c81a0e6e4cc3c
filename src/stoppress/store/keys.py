"""How fragment keys and paths become keys of LMDB, which takes 511 bytes at most.

A short name is kept as UTF-8. Of a long one the beginning is kept, then a byte that UTF-8 never
uses, then a hash of the whole: so names with a common beginning still lie side by side.
"""

from hashlib import blake2b

_LONGEST_PLAIN = 400
_KEPT = 300
#: Stands in the key of a name that was cut, and in no other.
MARK = b"\xff"

_CUT = "…".encode()


def stored_key(name: str) -> bytes:
    """The LMDB key of a fragment key or of a path."""
    key = name.encode()
    if len(key) <= _LONGEST_PLAIN:
        if not key:
            raise ValueError("A fragment key or path is empty.")
        return key
    return key[:_KEPT] + MARK + blake2b(key, digest_size=32).digest()


def stored_prefix(prefix: str) -> bytes:
    """The beginning that the LMDB keys of all names with this prefix have in common."""
    start = prefix.encode()
    if len(start) > _KEPT:
        raise ValueError(f"A prefix may have {_KEPT} bytes at most: {prefix!r}.")
    return start


def key_after(name: str) -> bytes:
    """Where to go on behind a name as ``shown_name`` gives it, which may have been cut."""
    beginning = name.encode().removesuffix(_CUT)
    if name.endswith("…") and len(beginning) >= _KEPT - len(_CUT):
        return beginning + MARK * 34  # behind every long name that begins so
    return stored_key(name) + b"\0" if name else b""


def shown_name(key: bytes) -> str:
    """The name for a person to read; a long one is cut."""
    plain, mark, _ = key.partition(MARK)
    return plain.decode(errors="replace") + ("…" if mark else "")
