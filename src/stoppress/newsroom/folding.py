"""Names without the difference of small and capital letters, in any script and on any database.

``lower()`` of SQLite knows ASCII only, and PostgreSQL's follows the locale it was set up with; so
names are folded here, and the folded name is stored where one is looked up.
"""

from __future__ import annotations

import unicodedata

#: Languages whose alphabet has a dotted and a dotless i, each with its own capital.
_TWO_LETTERS_I = frozenset({"az", "crh", "gag", "tr"})
_CAPITALS_I = str.maketrans({"İ": "i", "I": "ı"})
_DOT = "\u0307"


def folded(name: str, language: str) -> str:
    """``name`` as names are compared: equal for two that differ in case, width or spaces only.

    :param language: BCP 47 code of the edition. In Azerbaijani and Turkish “İ” is the capital of
        “i”, and “I” that of “ı”; elsewhere a dotted capital is no other letter.
    """
    text = " ".join(unicodedata.normalize("NFKC", name).split())
    if language.partition("-")[0].lower() in _TWO_LETTERS_I:
        text = text.translate(_CAPITALS_I)
    return unicodedata.normalize("NFC", text.casefold().replace(f"i{_DOT}", "i"))
