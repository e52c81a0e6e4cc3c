"""Where a ninjs object belongs: its section, what it is about, what to read also."""

from __future__ import annotations

from collections.abc import Mapping

from stoppress.intake.formats.ninjs.properties import Properties, last_word
from stoppress.intake.item import LONGEST_HEADLINE, LONGEST_URI, Hint
from stoppress.intake.sections import (
    code_forms,
    mapped_section,
    own_section,
    section_name,
    section_slug,
)
from stoppress.intake.text import one_line, plain_name, shortened

_MOST_PICKS = 40


def hints_of(given: Properties, name: str) -> list[Hint]:
    """What the ``name`` of an object (its subjects, its genres) hint at."""
    found = []
    for subject in given.objects(name):
        codes: dict[str, None] = {}
        for key in ("uri", "code", "literal", "qcode"):
            scheme = subject.text("scheme") if key == "code" else ""
            codes.update(dict.fromkeys(code_forms(subject.text(key), scheme)))
        title = plain_name(subject.text("name"))
        found.append(Hint(last_word(subject.text("rel")), title, tuple(codes)))
    return found


def section_of(
    given: Properties, subjects: list[Hint], section_map: Mapping[str, str], language: str
) -> tuple[str, str, str]:
    """Title and slug of the section, and the name of the hint that led to it."""
    own = own_section(subjects)
    if own is not None:
        if not own.name:
            slug, _name = mapped_section([own], section_map, language)
            if slug:
                return "", slug, ""
        title = shortened(section_name(own), LONGEST_HEADLINE)
        if title:
            return title, section_slug(own), title
    hints = [*subjects, *hints_of(given, "services"), *hints_of(given, "genres")]
    slug, name = mapped_section(hints, section_map, language)
    return "", slug, name


def picks_of(associations: list[Properties], own: str) -> tuple[str, ...]:
    """The uris that associations name to be read also; not the item's own."""
    found: dict[str, None] = {}
    for association in associations:
        rel = last_word(association.text("rel"))
        name = last_word(association.text("name"))
        uri = one_line(association.text("uri"))
        said = rel == "readalso" or (not rel and name.startswith("readalso"))
        # Superdesk: related articles, and those of a package, are texts named by their guid.
        related = (
            not rel
            and association.has("guid")
            and last_word(association.text("type"))
            in (
                "text",
                "composite",
            )
        )
        if (said or related) and uri:
            found[uri] = None
    found.pop(own, None)
    return tuple(uri for uri in found if len(uri) <= LONGEST_URI)[:_MOST_PICKS]
