"""Where a page stands in other editions."""

from __future__ import annotations

from stoppress.newsroom.models import SectionPage
from stoppress.site.dependencies import codes
from stoppress.site.editions import edition_of


def section_paths(section: SectionPage) -> dict[str, str]:
    """Paths of a section and its translations by language."""
    key = str(section.translation_key)
    paths = {}
    for code in codes():
        edition = edition_of(code)
        for link in edition.sections if edition else ():
            if link.translation == key:
                paths[code] = link.url
    return paths
