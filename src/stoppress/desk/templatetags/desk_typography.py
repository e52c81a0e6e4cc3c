"""What the script that sets quotation marks while typing has to know."""

from __future__ import annotations

from typing import Any

from django import template

from stoppress.desk.writing.typeset import typing_table

register = template.Library()


@register.simple_tag
def typography_by_edition() -> dict[int, dict[str, Any]]:
    """The marks of each edition's language."""
    return typing_table()
