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


def readable_slug(text: str, language: str) -> str:
    """A slug of ``text`` in its own letters, lower case by the rules of ``language`` (BCP 47).

    Azerbaijani and Turkish keep dotted and dotless i apart. At most 80 characters, cut between
    words; empty when ``text`` holds no letter and no digit.
    """
    text = unicodedata.normalize("NFKC", text)
    if language.split("-", maxsplit=1)[0].lower() in {"az", "tr"}:
        text = text.translate(_DOTTED_I)
    text = unicodedata.normalize("NFC", text.lower().replace("i̇", "i"))
    words: list[str] = []
    word = ""
    for letter in text:
        if letter.isalnum():
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
    return slug or (words[0][:_LONGEST] if words else "")
