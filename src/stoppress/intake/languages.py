"""Which edition an item belongs to, by its language (RFC 4647)."""

from __future__ import annotations

from collections.abc import Sequence

from babel.core import get_global

from stoppress.home.errors import HomeError
from stoppress.home.language import normal_language

#: Tags that say "not a language we could name" (ISO 639-2): as good as none.
UNDETERMINED = frozenset({"und", "mul", "zxx", "mis"})


def lookup(language: str, editions: Sequence[str]) -> str | None:
    """The edition for ``language`` by lookup (RFC 4647, section 3.4); ``None`` when there is none.

    The tag is shortened from its end until an edition has it: en-GB is read in the edition en.
    """
    by_code = {edition.lower(): edition for edition in editions}
    tag = language.lower()
    while tag:
        if tag in by_code:
            return by_code[tag]
        tag = tag.rpartition("-")[0]
        if len(tag) > 1 and tag[-2] == "-":
            tag = tag[:-2]
    return None


def tag_of(language: str) -> str | None:
    """``language`` as a BCP 47 tag in lower case, ``None`` when it cannot be read as one.

    Codes of three letters that have one of two (``eng``, ``deu``) are given in two.
    """
    try:
        tag = normal_language(language)
    except HomeError:
        return None
    first, dash, rest = tag.partition("-")
    alias = get_global("language_aliases").get(first, first).replace("_", "-").lower()
    return f"{alias}{dash}{rest}" if len(first) == 3 else tag
