"""Focal points of pictures as CSS classes, since pages carry no inline style."""

from __future__ import annotations

import re

from django import template

register = template.Library()

POINT = re.compile(r"(\d{1,3}(?:\.\d+)?)%\s+(\d{1,3}(?:\.\d+)?)%")


@register.filter
def focal(point: str) -> str:
    """Turn ``"47% 30%"`` into ``"fx-50 fy-30"``: the classes that keep this point in a crop.

    Each part is rounded to a tenth of the picture; anything that is not a point gives its centre.
    """
    found = POINT.fullmatch(point.strip())
    across, down = (
        (min(10, round(float(part) / 10)) for part in found.groups()) if found else (5, 5)
    )
    return f"fx-{across * 10} fy-{down * 10}"
