"""“Most read”, on fronts and sections."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from stoppress.newsroom.models import Article, SectionPage
from stoppress.newsroom.most_read import kept_for, shown_of
from stoppress.newsroom.public import in_edition, in_section
from stoppress.press.registry import fragment
from stoppress.site import dependencies as on
from stoppress.site.editions import EditionView, edition_of, frame
from stoppress.site.teasers import teasers


@fragment(
    "most-read",
    "lists/most_read.html",
    touched_by=(on.what_is_most_read, on.pieces_most_read),
)
def most_read(edition: str) -> dict[str, Any] | None:
    """“Most read” on the front of an edition; nothing while there is too little to say."""
    found = edition_of(edition)
    if found is None:
        return None
    return {**_list(found, found.page_id, in_edition(found.locale)), "label": True}


@fragment(
    "most-read-section",
    "lists/most_read.html",
    touched_by=(on.what_is_most_read_in_the_section, on.pieces_most_read_in_the_section),
)
def most_read_section(section: int) -> dict[str, Any] | None:
    """“Most read” on the front of a section; nothing while there is too little to say."""
    found = SectionPage.objects.select_related("locale").filter(pk=section, live=True).first()
    edition = edition_of(found.locale.language_code) if found else None
    if found is None or edition is None:
        return None
    return _list(edition, section, in_section(found))


def _list(edition: EditionView, page: int, among: QuerySet[Article]) -> dict[str, Any]:
    kept = kept_for(page)
    items = teasers(among.filter(pk__in=kept), edition) if kept else ()
    public = {item.id: item for item in items}
    return {**frame(edition), "items": tuple(public[pk] for pk in shown_of(kept, public))}
