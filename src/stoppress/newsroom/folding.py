"""Folding of names: case, width and spaces make no difference, in any script, on any database.

It tells whether two names are the same. Search folds more, such as accents and scripts: see
``newsroom.search.words``.

``lower()`` of SQLite knows ASCII only, and PostgreSQL's follows the locale it was set up with; so
names are folded here, and the folded name is stored where one is looked up.
"""

from __future__ import annotations

import re
import unicodedata

#: Languages whose alphabet has a dotted and a dotless i, each with its own capital.
_TWO_LETTERS_I = frozenset({"az", "crh", "gag", "tr"})
_CAPITALS_I = str.maketrans({"İ": "i", "I": "ı"})
_DOT = "\u0307"
#: Letters of Greek, with what in Unicode's decomposed form may stand on them: accents, breathings,
#: the diaeresis (``Μάιος``, in capitals ``ΜΑΪΟΣ``) and the iota below.
_GREEK = re.compile("[\u0370-\u03ff\u1f00-\u1fff]")
_GREEK_ACCENTS = re.compile(
    "([\u0370-\u03ff])[\u0300\u0301\u0304\u0306\u0308\u0313\u0314\u0342\u0345]+"
)


def folded(name: str, language: str) -> str:
    """``name`` as names are compared: equal for two that differ in case, width or spaces only.

    Greek is written without accents in capitals (``ΑΘΗΝΑ``), so that accents there are case too.

    :param language: BCP 47 code of the edition. In Azerbaijani and Turkish “İ” is the capital of
        “i”, and “I” that of “ı”; elsewhere a dotted capital is no other letter.
    """
    text = " ".join(unicodedata.normalize("NFKC", name).split())
    if language.partition("-")[0].lower() in _TWO_LETTERS_I:
        text = text.translate(_CAPITALS_I)
    text = text.casefold().replace(f"i{_DOT}", "i")
    if _GREEK.search(text):
        text = _GREEK_ACCENTS.sub(r"\1", unicodedata.normalize("NFD", text))
    return unicodedata.normalize("NFC", text)


def folded_name(name: str) -> str:
    """The name of somebody in bylines of any language, so that ı counts as i."""
    return folded(name, "").replace("ı", "i")
