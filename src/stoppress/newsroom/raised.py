"""Raised and lowered figures where a text has no markup: 10⁶ must not become 106."""

from __future__ import annotations

import re

_PLAIN = "0123456789+-−=()n"
_RAISED = str.maketrans(_PLAIN, "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans(_PLAIN, "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₙ")
_FIGURES = re.compile(rf"[{re.escape(_PLAIN)}]+")
_MARKED = re.compile(r"<(sup|sub)(?:\s[^<>]*)?>([^<>]*)</\1\s*>", re.IGNORECASE)


def superscript(text: str) -> str:
    """``text`` in raised signs if all of it has them, else as it is: figures, not 1st."""
    return text.translate(_RAISED) if _FIGURES.fullmatch(text) else text


def subscript(text: str) -> str:
    """``text`` in lowered signs if all of it has them, else as it is."""
    return text.translate(_LOWERED) if _FIGURES.fullmatch(text) else text


def figures_raised(markup: str) -> str:
    """``markup`` with the figures in its ``sup`` and ``sub`` as signs."""
    return _MARKED.sub(
        lambda found: (superscript if found[1].lower() == "sup" else subscript)(found[2]), markup
    )
