"""Text of files that do not say, or say wrongly, in which character set they are."""

from __future__ import annotations

import re

from django.conf import settings

#: What only MacRoman makes of words: signs that Windows has as capitals behind a small letter, and
#: such as Windows has not at all.
_OF_A_MAC = re.compile(rb"[a-z][\x83\x8a\x8c\x8e\x9f]|[\x81\x8d\x8f\x90\x9d]")
#: A word that is all accents in Latin 1 is Cyrillic.
_CYRILLIC = re.compile(rb"(?<![a-zA-Z])[\xa8\xb8\xc0-\xff]{4,}(?![a-zA-Z])")
_TURKIC = frozenset({"az", "tr"})


def in_some_encoding(data: bytes) -> str:
    """``data`` as text: UTF-8 where it is that, else what its letters and our languages tell."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode(_guessed(data), errors="replace")


def _guessed(data: bytes) -> str:
    if _CYRILLIC.search(data):
        return "cp1251"
    if _OF_A_MAC.search(data):
        return "mac-roman"
    spoken = {code.partition("-")[0] for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES}
    return "cp1254" if spoken & _TURKIC else "cp1252"
