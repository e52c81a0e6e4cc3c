"""Text of unknown origin: what cannot be seen goes, what was written stays."""

from stoppress.intake.text.lines import (
    DELETED,
    fitted,
    one_line,
    plain_line,
    plain_name,
    plain_text,
    running_line,
    sameness,
    without_markup,
    words,
)
from stoppress.intake.text.signs import clean
from stoppress.newsroom.plain_text import shortened
from stoppress.newsroom.superscripts import subscript, superscript

__all__ = [
    "DELETED",
    "clean",
    "fitted",
    "one_line",
    "plain_line",
    "plain_name",
    "plain_text",
    "running_line",
    "sameness",
    "shortened",
    "subscript",
    "superscript",
    "without_markup",
    "words",
]
