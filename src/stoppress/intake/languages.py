"""Which edition an item belongs to, by its language (BCP 47)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from babel.core import get_global, parse_locale

from stoppress.home.errors import HomeError
from stoppress.home.language import normal_language

#: Tags that say "not a language we could name" (ISO 639-2): as good as none.
UNDETERMINED = frozenset({"und", "mul", "zxx", "mis"})

#: Norwegian without more is Bokmål; CLDR no longer says so.
_WRITTEN_AS = {"no": "nb"}


def edition_for(language: str, editions: Sequence[str]) -> str | None:
    """The edition for a text in ``language``; ``None`` when there is none.

    First by lookup (RFC 4647, section 3.4), which shortens the tag from its end: en-GB is read in
    en. Else an edition of the same language in the same script, as Unicode's likely subtags (UTS
    35, part 1, 4.3) have it: zh is read in zh-hans, pt-PT in pt-br, no in nb, but zh-TW not in
    zh-hans. A tag that is a language alone is read in the only edition of that language.
    """
    return _lookup(language, editions) or _nearest(language, editions)


def _lookup(language: str, editions: Sequence[str]) -> str | None:
    by_code = {edition.lower(): edition for edition in editions}
    tag = language.lower()
    while tag:
        if tag in by_code:
            return by_code[tag]
        tag = tag.rpartition("-")[0]
        if len(tag) > 1 and tag[-2] == "-":
            tag = tag[:-2]
    return None


def _nearest(language: str, editions: Sequence[str]) -> str | None:
    wanted = _Whole.of(language)
    known = [(edition, _Whole.of(edition)) for edition in editions]
    same = [(edition, whole) for edition, whole in known if whole.language == wanted.language]
    fitting = [(edition, whole) for edition, whole in same if whole.script == wanted.script]
    if not fitting and len(same) == 1 and "-" not in language:
        return same[0][0]
    fitting.sort(key=lambda pair: pair[1].territory != wanted.territory)
    return fitting[0][0] if fitting else None


@dataclass(frozen=True, slots=True)
class _Whole:
    """A language with its script and territory, the likely ones where a tag names none."""

    language: str
    script: str
    territory: str

    @classmethod
    def of(cls, tag: str) -> _Whole:
        try:
            language, territory, script = parse_locale(_first_alias(tag), sep="-")[:3]
        except ValueError:
            return cls(tag, "", "")
        language = _WRITTEN_AS.get(language, language)
        likely = get_global("likely_subtags")
        keys = (f"{language}_{script}_{territory}", f"{language}_{territory}")
        for key in (*keys, f"{language}_{script}", language):
            if key in likely:
                full = parse_locale(likely[key])
                return cls(full[0], script or full[2] or "", territory or full[1] or "")
        return cls(language, script or "", territory or "")


def _first_alias(tag: str) -> str:
    """``tag`` with the code of its language that is used today: ``nb`` for ``no``."""
    first, dash, rest = tag.lower().partition("-")
    alias: str = get_global("language_aliases").get(first, first).replace("_", "-").lower()
    return f"{alias}{dash}{rest}"


def tag_of(language: str) -> str | None:
    """``language`` as a BCP 47 tag in lower case, ``None`` when it cannot be read as one.

    Codes of three letters that have one of two (``eng``, ``deu``) are given in two.
    """
    try:
        tag = normal_language(language)
    except HomeError:
        return None
    return _first_alias(tag) if len(tag.partition("-")[0]) == 3 else tag
