"""Text as the search index has it: plain tokens of a to z and 0 to 9, the same on any database.

Texts and queries pass through the same functions. A word is written in Latin letters without
accents, so that case, accents, dotless i, ə and e, Cyrillic and Latin make no difference, and
stands beside its stem, by the language of the edition.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import snowballstemmer
from anyascii import anyascii

#: Longer words are cut: they are addresses and the like.
_LONGEST = 64
#: Words of all texts, with their tokens, that a process keeps: those of a few thousand articles.
_KEPT = 100_000

#: Languages that have a stemmer. Turkish serves Azerbaijani, whose endings are the same but for ə.
_STEMMERS = {
    "ar": "arabic",
    "az": "turkish",
    "ca": "catalan",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "et": "estonian",
    "eu": "basque",
    "fa": "persian",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "nb": "norwegian",
    "ne": "nepali",
    "nl": "dutch",
    "nn": "norwegian",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
}

_MARKS = "".join(
    chr(code) for code in range(0x300, 0x10000) if unicodedata.category(chr(code))[0] == "M"
)
_WORD = re.compile(rf"[^\W_]+(?:[{_MARKS}\u200c\u200d]+[^\W_]*)*")
_ASCII_WORD = re.compile("[A-Za-z0-9]+")
#: Signs between words that are also found when written as one word.
_JOINING = re.compile(r"(?<=[^\W_])['’ʼʻ‘`´‐‑-](?=[^\W_])")
_JOINED = re.compile(rf"{_WORD.pattern}(?:{_JOINING.pattern}{_WORD.pattern})+")
#: A number whose digits stand in groups, by the signs that languages put between them; India has
#: groups of two before the last. (An apostrophe joins already.)
_SEPARATORS = (",", r"\.", "[ \u00a0\u2009\u202f]", "[\u066c\u060c]")
_GROUPS = "|".join(rf"\d{{1,3}}(?:{sign}\d{{3}})+" for sign in _SEPARATORS)
_GROUPED = re.compile(rf"(?<![^\W_])(?:{_GROUPS}|\d{{1,2}}(?:,\d{{2}})+,\d{{3}})(?![^\W_])")
_UNIT = re.compile(rf"{_GROUPED.pattern}|{_WORD.pattern}(?:{_JOINING.pattern}{_WORD.pattern})*")
#: Signs that a reader of Arabic or Hebrew does without, and accents that no letter has taken.
_OPTIONAL = re.compile(
    "[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200c\u200d]"
)
#: Scripts without spaces between words: each letter stands alone.
_ALONE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LATIN = re.compile("[a-z]")
_NOT_PLAIN = re.compile("[^a-z0-9]+")

#: Letters of two alphabets that look the same; one may slip into a word of the other.
_LIKE_LATIN = str.maketrans("аеорсухіјѕһкмтвнԁԛԝ", "aeopcyxijshkmtbhdqw")
_LIKE_CYRILLIC = str.maketrans("aeopcyxijskmtbh", "аеорсухіјѕкмтвн")


def words_of(text: str) -> list[str]:
    """The words of ``text`` in their order, as they are written."""
    if text.isascii():
        return _ASCII_WORD.findall(text)
    text = unicodedata.normalize("NFKC", text)
    words: list[str] = _WORD.findall(text)
    if not _ALONE.search(text):
        return words
    return [part for word in words for part in _apart(word)]


def joined_words(text: str) -> Iterator[tuple[str, ...]]:
    """The words of ``text`` in their order.

    Those are together that an apostrophe or hyphen joins, and the groups of digits of one number.
    """
    for unit in _UNIT.findall(unicodedata.normalize("NFKC", text)):
        parts = words_of(unit)
        if _ALONE.search(unit):
            yield from ((part,) for part in parts)
        else:
            yield tuple(parts)


def tokens_of(text: str, language: str) -> set[str]:
    """What the index holds of ``text``: each word, its stem, what is joined in one piece."""
    found: set[str] = set()
    for word in set(words_of(text)):
        found.update(forms_of(word, language))
    for piece in set(text.split()):
        if not piece.isalnum() and _JOINING.search(piece):
            found.update(map(folded, _JOINED.findall(piece)))
    found.update(map(folded, _GROUPED.findall(text)))
    found.discard("")
    return found


@lru_cache(maxsize=_KEPT)
def forms_of(word: str, language: str) -> tuple[str, ...]:
    """The tokens of one word: itself folded, then its stems, if they are others.

    One stem is that of the word as the language writes it, one that of the folded word, so that who
    types without accents finds other forms of it, too.

    :param language: BCP 47 code.
    """
    plain = folded(word)
    if not plain:
        return ()
    stemmer = _STEMMERS.get(language.partition("-")[0].lower())
    if stemmer is None or not plain.isalpha():
        return (plain,)
    own = _lower(word, language)
    stems = [folded(_stem(own, stemmer))]
    if _LATIN.search(own):
        stems.append(folded(_stem(plain, stemmer)))
    return tuple(dict.fromkeys([plain, *filter(None, stems)]))


@lru_cache(maxsize=_KEPT)
def folded(word: str) -> str:
    """``word`` in small Latin letters and digits alone; empty when it has none.

    This folds more than ``newsroom.folding`` does, which only tells whether two names are the same.
    """
    text = _OPTIONAL.sub("", unicodedata.normalize("NFKC", word)).lower()
    text = _in_one_alphabet(_OPTIONAL.sub("", text))
    return sys.intern(_NOT_PLAIN.sub("", anyascii(text).lower())[:_LONGEST])


def _in_one_alphabet(word: str) -> str:
    """A word of Latin and Cyrillic letters in that of which it has more."""
    if word.isascii() or not (_CYRILLIC.search(word) and _LATIN.search(word)):
        return word
    if len(_CYRILLIC.findall(word)) > len(_LATIN.findall(word)):
        return word.translate(_LIKE_CYRILLIC)
    return word.translate(_LIKE_LATIN)


def _apart(word: str) -> Iterator[str]:
    """The letters of a script without spaces one by one, and what stands between them."""
    rest = 0
    for letter in _ALONE.finditer(word):
        if letter.start() > rest:
            yield word[rest : letter.start()]
        yield letter.group()
        rest = letter.end()
    if rest < len(word):
        yield word[rest:]


def _stem(word: str, stemmer: str) -> str:
    # One for each word: a stemmer holds the word that it works on, and threads of the desk share.
    return str(snowballstemmer.stemmer(stemmer).stemWord(word))


def _lower(word: str, language: str) -> str:
    """``word`` in small letters, as its stemmer knows them."""
    if language.startswith(("az", "tr")):
        word = word.replace("İ", "i").replace("I", "ı").replace("ə", "e").replace("Ə", "e")
    return unicodedata.normalize("NFC", word.lower())
