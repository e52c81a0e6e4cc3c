"""The words of one article of the archive: the same for the same number, on every machine."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from string import Formatter
from typing import Any

from bench.archive import words

#: Sentences that are put together once, and the paragraphs made of them, which articles draw.
_SENTENCES = 6000
_STOCK = 20_000
_PARAGRAPHS = (8, 15)
_IN_PARAGRAPH = (3, 5)
#: Paragraphs between two subheads.
_PART = 4


@dataclass(frozen=True, slots=True)
class Text:
    """What one article says.

    :param blocks: of the body, as (type, value) in order.
    :param topics: places of its topics among all topics.
    """

    headline: str
    deck: str
    summary: str
    blocks: tuple[tuple[str, Any], ...]
    section: int
    author: int
    topics: tuple[int, ...]


def author_names() -> list[str]:
    """Two hundred names."""
    return [f"{first} {last}" for first in words.FIRST_NAMES for last in words.LAST_NAMES]


def topic_titles() -> list[str]:
    """Two thousand topics: a matter at a place."""
    return [
        f"{_capital(matter)}, {place}"
        for place in words.PLACES[:50]
        for matter in words.MATTERS[:40]
    ]


class Texts:
    """Writes the articles of the archive, each from its number alone."""

    def __init__(self, *, authors: int, topics: int) -> None:
        self._authors = authors
        self._topics = topics
        dice = Random(1876)
        sentences = [_written(dice, words.SENTENCES) for _ in range(_SENTENCES)]
        self._stock = [
            " ".join(dice.choices(sentences, k=dice.randint(*_IN_PARAGRAPH))) for _ in range(_STOCK)
        ]

    def article(self, number: int) -> Text:
        """The article of this number, counted from 0."""
        dice = Random(number)
        blocks: list[tuple[str, Any]] = []
        quote_after = dice.randrange(2, 6)
        paragraphs = dice.choices(self._stock, k=dice.randint(*_PARAGRAPHS))
        for place, text in enumerate(paragraphs):
            if place and place % _PART == 0:
                blocks.append(("subhead", {"text": _capital(_written(dice, words.SUBHEADS))}))
            blocks.append(("paragraph", f"<p>{text}</p>"))
            if place == quote_after:
                blocks.append(("quote", _quote(dice)))
        deck = _capital(_written(dice, words.DECKS))
        headline = _capital(_written(dice, words.HEADLINES))
        return Text(
            headline=headline,
            deck=deck,
            summary=f"{deck} {paragraphs[0]}"[:200].rsplit(" ", 1)[0],
            blocks=tuple(blocks),
            section=dice.randrange(len(words.SECTIONS)),
            author=dice.randrange(self._authors),
            topics=tuple(dice.sample(range(self._topics), 2)),
        )


def _quote(dice: Random) -> dict[str, str]:
    return {
        "text": _written(dice, words.QUOTES),
        "speaker": f"{dice.choice(words.FIRST_NAMES)} {dice.choice(words.LAST_NAMES)}",
        "role": _capital(dice.choice(words.ROLES)),
        "occasion": "",
        "source_title": "",
        "source_url": "",
    }


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _of(choices: Sequence[str], *, capital: bool = False) -> Callable[[Random], str]:
    drawn = [_capital(choice) for choice in choices] if capital else list(choices)
    return lambda dice: dice.choice(drawn)


_DRAWN: dict[str, Callable[[Random], str]] = {
    "place": _of(words.PLACES),
    "place_": _of(words.PLACES, capital=True),
    "matter": _of(words.MATTERS),
    "matter_": _of(words.MATTERS, capital=True),
    "role": _of(words.ROLES),
    "body": _of(words.BODIES),
    "Body": _of(words.BODIES, capital=True),
    "when": _of(words.WHEN),
    "result": _of(words.RESULTS),
    "result_": _of(words.RESULTS, capital=True),
    "name": lambda dice: f"{dice.choice(words.FIRST_NAMES)} {dice.choice(words.LAST_NAMES)}",
    "number": lambda dice: str(dice.randrange(12, 990)),
    "few": lambda dice: dice.choice(("two", "three", "four", "five", "six", "seven", "nine")),
}


def _parts(template: str) -> tuple[tuple[str, Callable[[Random], str] | None], ...]:
    return tuple(
        (literal, _DRAWN[name] if name else None)
        for literal, name, _spec, _conversion in Formatter().parse(template)
    )


_TEMPLATES = {
    template: _parts(template)
    for templates in (
        *(words.SENTENCES, words.QUOTES, words.SUBHEADS),
        *(words.HEADLINES, words.DECKS),
    )
    for template in templates
}


def _written(dice: Random, templates: Sequence[str]) -> str:
    """One of ``templates`` with its names drawn."""
    parts = _TEMPLATES[dice.choice(templates)]
    return "".join([literal + (draw(dice) if draw else "") for literal, draw in parts])
