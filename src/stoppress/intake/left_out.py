"""What of a text could not be kept, as sentences: in English, and in the language of the desk."""

from __future__ import annotations

from django.utils.translation import gettext


class LeftOut(str):
    """A sentence in English, as an import says it, that can be said in another language.

    :param words: marked by ``marked``, with places for ``values``.
    """

    def __new__(cls, words: str, /, **values: object) -> LeftOut:
        """Put ``values`` into ``words``."""
        sentence = super().__new__(cls, words % values if values else words)
        sentence._words, sentence._values = words, values
        return sentence

    _words: str
    _values: dict[str, object]

    def in_language(self) -> str:
        """The sentence in the language that is active now."""
        words = gettext(self._words)
        return words % self._values if self._values else words


def marked(words: str) -> str:
    """Mark ``words`` for the catalogs; who shows them translates them.

    Django's function for this asks for settings, which a command without a newsroom has none of.
    """
    return words
