"""Persons that an item gives apart from its byline, beside those that its byline names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from stoppress.intake.item import Name, Role
from stoppress.intake.text import sameness


def with_people(names: Sequence[Name], people: Sequence[Name]) -> tuple[Name, ...]:
    """``names`` of a byline corrected by ``people``, who are known and not guessed.

    A name that is one of ``people`` gets its role. A guessed author who shares a word of the name
    with one of them, and is not among them, was cut wrongly and goes. ``people`` whom the byline
    does not name follow.
    """
    known = {sameness(person.name): person for person in people}
    words = {word for person in people for word in _words(person)}
    kept = [
        replace(name, role=known[sameness(name.name)].role)
        if sameness(name.name) in known
        else name
        for name in names
        if sameness(name.name) in known or name.role is not Role.AUTHOR or not words & _words(name)
    ]
    named = {sameness(name.name) for name in kept}
    return (*kept, *(person for key, person in known.items() if key not in named))


def _words(name: Name) -> frozenset[str]:
    """The words of a name that tell persons apart: not particles and initials."""
    return frozenset(sameness(word) for word in name.name.split() if len(sameness(word)) > 3)
