"""Names as they sound, roughly: one key for what different transliterations make of a name.

Şuşa, Shusha and Шуша; Müller and Mueller; Əliyev, Aliyev and Aliev; محمد, Mohammed and Muhammad.
The key is asked for only when a query found little as it was written: it is too coarse to come
first.
"""

from __future__ import annotations

import re
from functools import lru_cache

from stoppress.newsroom.search.words import folded, words_of

#: Stands before each key in the index; no word has it.
SOUND = "~"

_LIKE_EACH_OTHER = tuple(
    (re.compile(written), sound)
    for written, sound in (
        ("shch|sch|sh|s", "s"),
        ("dzh|tch|dj|zh|ch|j|c", "j"),
        ("kh|gh|[kgqx]", "k"),
        ("ph|f", "f"),
        ("th", "t"),
        ("tz|ts|z", "z"),
        ("w", "v"),
        ("oe|ou|oo|ue|[ou]", "u"),
        ("ae|[ea]", "a"),
        ("[iy]+", "i"),
        ("i(?=[au])", ""),
        (r"(.)\1+", r"\1"),
    )
)
_VOWELS = re.compile("[aiu]")
_HAS_NO_VOWELS = re.compile("[\u0590-\u08ff]")
#: Shorter keys are left out: too many names have them.
_SHORTEST = 3


def sounds_of(text: str) -> set[str]:
    """Keys of the names in ``text``: of words with a capital, or in a script that has none."""
    return {key for word in set(words_of(text)) for key in _of_a_name(word)}


def asked_sounds(word: str) -> tuple[str, ...]:
    """The keys under which a word of a query may stand, however it is written."""
    key = _key(folded(word))
    return tuple(
        SOUND + one for one in dict.fromkeys((key, _VOWELS.sub("", key))) if len(one) >= _SHORTEST
    )


@lru_cache(maxsize=20_000)
def _of_a_name(word: str) -> tuple[str, ...]:
    first = word[0]
    if first == first.lower() and first != first.upper():
        return ()
    key = _key(folded(word))
    if _HAS_NO_VOWELS.search(word):
        key = _VOWELS.sub("", key)
    return (SOUND + key,) if len(key) >= _SHORTEST and not key.isdecimal() else ()


def _key(plain: str) -> str:
    for like, one in _LIKE_EACH_OTHER:
        plain = like.sub(one, plain)
    return plain
