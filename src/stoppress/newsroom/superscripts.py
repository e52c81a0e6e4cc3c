"""Superscripts and subscripts as Unicode characters, for text without markup: 10⁶, and not 106."""

from __future__ import annotations

import re

_PLAIN = "0123456789+-−=()n"
_RAISED = str.maketrans(_PLAIN, "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans(_PLAIN, "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₙ")
_FIGURES = re.compile(rf"[{re.escape(_PLAIN)}]+")
_MARKED = re.compile(r"<(sup|sub)(?:\s[^<>]*)?>([^<>]*)</\1\s*>", re.IGNORECASE)


def superscript(text: str) -> str:
    """``text`` as superscript characters if each of its characters has one; else unchanged."""
    return text.translate(_RAISED) if _FIGURES.fullmatch(text) else text


def subscript(text: str) -> str:
    """``text`` as subscript characters if each of its characters has one; else unchanged."""
    return text.translate(_LOWERED) if _FIGURES.fullmatch(text) else text


def figures_raised(markup: str) -> str:
    """``markup`` with the figures of its ``sup`` and ``sub`` elements as Unicode characters."""
    return _MARKED.sub(
        lambda found: (superscript if found[1].lower() == "sup" else subscript)(found[2]), markup
    )
