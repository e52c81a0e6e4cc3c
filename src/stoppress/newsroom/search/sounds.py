"""Names as they sound, roughly: one key for what different transliterations make of a name.

Şuşa, Shusha and Шуша; Müller and Mueller; Əliyev, Aliyev and Aliev; محمد, Mohammed and Muhammad.
The key is asked for only when a query found little as it was written: it is too coarse to come
first.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from stoppress.newsroom.search.words import folded, words_of

#: Stands before each key in the index; no word has it.
SOUND = "~"

_LIKE_EACH_OTHER = tuple(
    (re.compile(written), sound)
    for written, sound in (
        ("ij(?![aeiou])", "i"),
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
#: Letters that stand for a vowel, or for one at the beginning or the end of a name.
_INNER_VOWEL = re.compile("[ويی]")
_FIRST_VOWEL, _LAST_VOWEL = re.compile("[اأإآعئء][ويی]?|[يی][وا]"), re.compile("[اىةهويی]$")
_ARTICLE = "ال"
#: “Servant of”, a word of its own in a name that is one word in other scripts.
_SERVANT_OF = "عبد"
#: What Russian has no letter for is written as one of these.
_LIKE_H = str.maketrans("гГхХ", "һҺһҺ")
#: Sounds that Arabic has one letter for.
_ONE_LETTER = str.maketrans("fp", "vb")
_TWICE = re.compile(r"(.)\1+")
#: A vowel at the beginning or the end of a skeleton.
_SOME_VOWEL = "0"
#: Shorter keys stand for too many names.
_SHORTEST = 3


def sounds_of(text: str) -> set[str]:
    """Keys of the names in ``text``: of words with a capital, or in a script that has none."""
    words = words_of(text)
    found = {key for word in set(words) for key in _of_a_name(word)}
    if _SERVANT_OF in words:
        for first, second in pairwise(words):
            if first == _SERVANT_OF:
                found.update(_of_a_name(first + second))
    return found


def sound_of(word: str) -> str:
    """The surest key of a word; empty when it is too short to tell."""
    key = _key(folded(word))
    return SOUND + key if len(key) >= _SHORTEST else ""


def asked_sounds(word: str) -> tuple[str, ...]:
    """The keys under which a word of a query may stand, however it is written."""
    if _HAS_NO_VOWELS.search(word):
        return _of_a_name(word)
    keys = _keys(word)
    bare = (_VOWELS.sub("", key) for key in keys)
    every = dict.fromkeys((*keys, *bare, *map(_skeleton, keys)))
    return tuple(SOUND + one for one in every if len(one) >= _SHORTEST)


@lru_cache(maxsize=20_000)
def _of_a_name(word: str) -> tuple[str, ...]:
    first = word[0]
    if first == first.lower() and first != first.upper():
        return ()
    if _HAS_NO_VOWELS.search(word):
        bare = word.removeprefix(_ARTICLE)
        keys: tuple[str, ...] = (
            _VOWELS.sub("", _key(folded(word))),
            *(_skeleton_of_consonants(one) for one in (word, bare)),
        )
    else:
        keys = _keys(word)
    return tuple(
        SOUND + key for key in dict.fromkeys(keys) if len(key) >= _SHORTEST and not key.isdecimal()
    )


def _keys(word: str) -> tuple[str, ...]:
    """As it is written, and in Russian as a name with an h would be: Гейдар is Heydar."""
    return tuple(dict.fromkeys(_key(folded(one)) for one in (word, word.translate(_LIKE_H))))


def _skeleton(key: str) -> str:
    """A key without its vowels, but for whether it begins and ends with one."""
    begins, ends = bool(_VOWELS.match(key)), bool(_VOWELS.match(key[-1:]))
    return _framed(_VOWELS.sub("", key), begins=begins, ends=ends)


def _skeleton_of_consonants(word: str) -> str:
    """The same of a word in a script that writes few vowels, and those with letters of others."""
    first, last = _FIRST_VOWEL.match(word), _LAST_VOWEL.search(word)
    inner = word[first.end() if first else 0 : last.start() if last else None]
    sounds = "".join(_key(folded(letter)) for letter in _INNER_VOWEL.sub("i", inner))
    return _framed(_VOWELS.sub("", _TWICE.sub(r"\1", sounds)), begins=bool(first), ends=bool(last))


def _framed(consonants: str, *, begins: bool, ends: bool) -> str:
    return f"{_SOME_VOWEL * begins}{consonants.translate(_ONE_LETTER)}{_SOME_VOWEL * ends}"


def _key(plain: str) -> str:
    for like, one in _LIKE_EACH_OTHER:
        plain = like.sub(one, plain)
    return plain
