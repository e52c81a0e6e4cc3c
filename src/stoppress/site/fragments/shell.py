"""What stands around every page: the opening, the masthead, breaking news, latest news, footer."""

from __future__ import annotations

import json
from typing import Any

from stoppress.newsroom.public import breaking_line, in_edition
from stoppress.press.reading import remembered
from stoppress.press.registry import When, fragment
from stoppress.site import dependencies as on
from stoppress.site.editions import EditionView, edition_of, frame, newsroom_view
from stoppress.site.teasers import Teaser, by_day, teasers
from stoppress.site.templatetags.press_items import list_item
from stoppress.store.fragment import version_of


@fragment("open", "shell/open.html")
def opening(edition: str) -> dict[str, Any] | None:
    """From the doctype into the head: what all pages of an edition load."""
    found = edition_of(edition)
    return frame(found) if found else None


@fragment("masthead", "shell/masthead.html")
def masthead(edition: str, section: int) -> dict[str, Any] | None:
    """The newsroom's name and the sections; ``section`` is the current one, 0 for none."""
    found = edition_of(edition)
    return {**frame(found), "current": section or None} if found else None


@fragment(
    "breaking",
    "shell/breaking.html",
    touched_by=(on.the_breaking_line, on.pieces_of_the_edition),
    when=When.ALWAYS,
)
def breaking(edition: str) -> dict[str, Any] | None:
    """The breaking line, or nothing."""
    found = edition_of(edition)
    if found is None:
        return None
    line = breaking_line(found.locale)
    target = None
    if line:
        pieces = in_edition(found.locale).filter(pk=line.article.pk if line.article else None)
        target = pieces.values_list("public_path", flat=True).first()
    shown = {"text": line.text, "url": target or ""} if line else None
    return {**frame(found), "breaking": shown}


@fragment("latest", "lists/latest.html", touched_by=(on.pieces_of_the_edition,), when=When.ALWAYS)
def latest(edition: str) -> dict[str, Any] | None:
    """“Latest news”, one fragment that all pages of an edition share."""
    found = edition_of(edition)
    if found is None:
        return None
    return {
        **frame(found),
        "days": by_day(latest_items(found)),
        "version": f"{version_of(live_bytes(found)):016x}",
    }


@fragment("live", touched_by=(on.pieces_of_the_edition,), when=When.ALWAYS)
def live(edition: str) -> bytes | None:
    """The same items as JSON, from which the edge tells open pages what is new."""
    found = edition_of(edition)
    return live_bytes(found) if found else None


@fragment("footer", "shell/footer.html")
def footer(edition: str) -> dict[str, Any] | None:
    """The footer, and the end of the document."""
    found = edition_of(edition)
    return frame(found) if found else None


def latest_items(edition: EditionView) -> tuple[Teaser, ...]:
    """The newest pieces of an edition."""

    def read() -> tuple[Teaser, ...]:
        return teasers(in_edition(edition.locale)[: newsroom_view().latest_length], edition)

    return remembered(("latest", edition.code), read)


def live_bytes(edition: EditionView) -> bytes:
    """``latest`` for machines: id, a hash of the item, and its markup."""

    def make() -> bytes:
        items = []
        with edition.voice():
            for item in latest_items(edition):
                html = list_item("lists/latest_item.html", item).strip()
                mark = f"{version_of(html.encode()):016x}"
                items.append({"id": str(item.id), "v": mark, "html": html})
        return json.dumps({"items": items}, ensure_ascii=False).encode()

    return remembered(("live", edition.code), make)
