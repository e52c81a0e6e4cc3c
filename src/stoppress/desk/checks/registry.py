"""The checks of a piece: each is a function that says what it found, declared once in a list.

Errors stop a publish at the desk, warnings tell. A new check is a function here (or in a file of
its own beside this one) with ``@check``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext

from stoppress.newsroom.models import Article

#: From here on search engines and cards cut a headline.
LONG_HEADLINE = 110


class Weight(StrEnum):
    """What a problem does."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """What a check found: ``field`` is where in the form, ``words`` what to do about it."""

    weight: Weight
    field: str
    words: str


Check = Callable[[Article], Iterator[Problem]]
_CHECKS: list[Check] = []


def check(function: Check) -> Check:
    """Declare a check."""
    _CHECKS.append(function)
    return function


def problems_of(article: Article) -> list[Problem]:
    """All that the checks find in ``article`` as it stands in hand, errors first."""
    found = [problem for one in _CHECKS for problem in one(article)]
    return sorted(found, key=lambda problem: problem.weight is not Weight.ERROR)


@check
def headline(article: Article) -> Iterator[Problem]:
    """A headline is there, and places that cut it leave most of it."""
    length = len(article.title.strip())
    if not length:
        yield Problem(Weight.ERROR, "title", gettext("The piece has no headline."))
    elif length > LONG_HEADLINE:
        words = gettext("The headline is long: %(length)s characters. Lists and cards cut it.")
        yield Problem(Weight.WARNING, "title", words % {"length": length})


@check
def lead_picture(article: Article) -> Iterator[Problem]:
    """The lead picture has words for those who cannot see it, and names who made it."""
    if article.lead_image_id is None:
        return
    if not article.lead_alt.strip():
        words = gettext("The lead picture has no description for those who cannot see it.")
        yield Problem(Weight.WARNING, "lead_alt", words)
    if not article.lead_credit.strip():
        yield Problem(Weight.WARNING, "lead_credit", gettext("The lead picture has no credit."))


@check
def quotations(article: Article) -> Iterator[Problem]:
    """Every quotation names who said it."""
    for block in article.body:
        if block.block_type == "quote" and not str(block.value.get("speaker") or "").strip():
            text = " ".join(str(block.value.get("text") or "").split())
            words = gettext("A quotation names no speaker: “%(beginning)s”")
            yield Problem(Weight.WARNING, "body", words % {"beginning": _beginning(text)})


def _beginning(text: str, length: int = 40) -> str:
    return text if len(text) <= length else f"{text[:length].rstrip()}…"
