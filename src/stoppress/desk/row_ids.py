"""Ids of rows as addresses and forms of the desk name them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

#: Digits; any number of so many is one that both databases take.
_LONGEST = 18


def row_id(text: str) -> int | None:
    """The id that ``text`` is; None for what cannot be one, such as other digits or too many."""
    plain = text.isascii() and text.isdecimal() and len(text) <= _LONGEST
    return int(text) if plain else None


class RowsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # not at run time
    """Django's field for some of many rows, which fails over a number that no database has."""

    def clean(self, value: Any) -> Any:
        """The rows that were chosen. Raises ValidationError for what is no row's id."""
        for one in value or ():
            if row_id(str(one)) is None:
                said = self.error_messages["invalid_choice"]
                raise ValidationError(said, code="invalid_choice", params={"value": str(one)[:20]})
        return super().clean(value)
