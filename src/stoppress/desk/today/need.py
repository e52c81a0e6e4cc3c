"""A line of what needs somebody."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from stoppress.desk.pieces.listed import ListedPiece


@dataclass(frozen=True, slots=True)
class Need:
    """Something that waits for this person.

    :param tone: a class of the desk's tags; ``tag`` the words on it.
    :param key: tells it from the others.
    """

    key: str
    tone: str
    tag: str
    text: SafeString
    button: str
    url: str


def in_bold(piece: ListedPiece) -> SafeString:
    """The headline of a piece in such a line."""
    return format_html('<b lang="{}" dir="auto">{}</b>', piece.language, piece.headline)
