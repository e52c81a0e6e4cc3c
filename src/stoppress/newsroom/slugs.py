"""Slugs that keep the letters of the language readable."""

from __future__ import annotations

import unicodedata

#: Words that stand in URLs beside section names and so cannot name a section.
RESERVED_SECTION_SLUGS = frozenset(
    {
        "all-news",
        "author",
        "topic",
        "static",
        "media",
        "sitemaps",
        "search",
        "corrections",
        "speaker",
        "live",
        "feed",
        "-",
    }
)

_DOTTED_I = str.maketrans({"İ": "i", "I": "ı"})
_LONGEST = 80
#: Categories of signs that stand on or around a letter.
_SIGNS = frozenset({"Mn", "Mc"})
#: How the names of signs begin that a reader of the script does without.
_OPTIONAL = ("COMBINING", "ARABIC", "HEBREW", "SYRIAC", "VARIATION")
#: Zero width non-joiner and joiner.
_JOINERS = "\u200c\u200d"
#: Canonical combining class of a virama, which takes a consonant's vowel away.
_VIRAMA = 9


def readable_slug(text: str, language: str) -> str:
    """A slug of ``text`` in its own letters, lower case by the rules of ``language`` (BCP 47).

    Azerbaijani and Turkish keep dotted and dotless i apart. Vowel signs of scripts that are not
    written without them stay: Devanagari, Thai, Khmer, Thaana and so on. At most 80 characters,
    cut between words; empty when ``text`` holds no letter and no digit.
    """
    text = unicodedata.normalize("NFKC", text)
    if language.split("-", maxsplit=1)[0].lower() in {"az", "tr"}:
        text = text.translate(_DOTTED_I)
    text = unicodedata.normalize("NFC", text.lower().replace("i̇", "i"))
    words: list[str] = []
    word = ""
    for letter in text:
        if letter.isalnum() or (word and _belongs_to(word, letter)):
            word += letter
        elif letter in "’'‘ʼʻ`" or unicodedata.category(letter) in {"Mn", "Cf"}:
            continue
        elif word:
            words.append(word)
            word = ""
    if word:
        words.append(word)
    slug = ""
    for word in words:
        longer = f"{slug}-{word}" if slug else word
        if len(longer) > _LONGEST:
            break
        slug = longer
    return slug or (_cut(words[0]) if words else "")


def is_slug(text: str) -> bool:
    """Whether ``text`` can be a slug: letters with their signs, digits, hyphens, underscores."""
    return bool(text) and all(
        letter.isalnum()
        or letter in "-_"
        or (place and unicodedata.category(letter) in _SIGNS)
        or (place and _joins(text[place - 1], letter))
        for place, letter in enumerate(text)
    )


def _belongs_to(word: str, letter: str) -> bool:
    """Whether ``letter`` is a sign that the script of ``word`` cannot do without.

    Points of Arabic and Hebrew, and accents left over by NFC (stress in Russian), are for learners
    and dictionaries: addresses are written without them.
    """
    if unicodedata.category(letter) in _SIGNS:
        return not unicodedata.name(letter, "COMBINING").startswith(_OPTIONAL)
    return _joins(word[-1], letter)


def _joins(before: str, letter: str) -> bool:
    """Whether ``letter`` is a joiner after a virama, where it is part of the spelling.

    As in names of hosts (RFC 5892, appendices A.1 and A.2).
    """
    return letter in _JOINERS and unicodedata.combining(before) == _VIRAMA


def _cut(word: str) -> str:
    """The beginning of a long word, with the signs of its last letter."""
    end = _LONGEST
    while end > 1 and end < len(word) and not word[end].isalnum():
        end -= 1
    return word[:end]
