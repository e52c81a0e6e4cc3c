"""“Latest news”: the list that stands on every page, and the same for machines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from stoppress.newsroom.public import in_edition
from stoppress.press.change_set import ChangeSet
from stoppress.press.reading import read_once
from stoppress.press.registry import When, fragment, page
from stoppress.site.editions import EditionView, base_context, edition_of, newsroom_view
from stoppress.site.teasers import Teaser, by_day, teasers
from stoppress.site.templatetags.press_items import list_item
from stoppress.store import Page, Record
from stoppress.store.fragment import version_of


def articles_of_the_edition(change_set: ChangeSet) -> Iterator[tuple[str]]:
    """Any article of the edition."""
    for code in change_set.editions:
        yield (code,)


@fragment("latest", "lists/latest.html", touched_by=(articles_of_the_edition,), when=When.ALWAYS)
def latest(edition: str) -> dict[str, Any] | None:
    """“Latest news”, one fragment that all pages of an edition share."""
    found = edition_of(edition)
    if found is None:
        return None
    return {
        **base_context(found),
        "days": by_day(latest_items(found)),
        "version": f"{version_of(_as_json(found)):016x}",
    }


@fragment("live", touched_by=(articles_of_the_edition,), when=When.ALWAYS)
def live(edition: str) -> bytes | None:
    """The same items as JSON, from which the edge tells open pages what is new."""
    found = edition_of(edition)
    return _as_json(found) if found else None


@page("live", r"/-/latest/(?P<code>[^/]+)\.json", in_edition=False)
def live_list(code: str) -> Record | None:
    """“Latest news” for machines; the edge tells open pages what changed in it."""
    if edition_of(code) is None:
        return None
    return Page((live(code),), content_type="application/json")


@read_once
def latest_items(edition: EditionView) -> tuple[Teaser, ...]:
    """The newest articles of an edition."""
    return teasers(in_edition(edition.locale)[: newsroom_view().latest_length], edition)


@read_once
def _as_json(edition: EditionView) -> bytes:
    """Of each item: its id, a hash of its markup, and the markup."""
    items = []
    with edition.voice():
        for item in latest_items(edition):
            html = list_item("lists/latest_item.html", item).strip()
            mark = f"{version_of(html.encode()):016x}"
            items.append({"id": str(item.id), "v": mark, "html": html})
    return json.dumps({"items": items}, ensure_ascii=False).encode()
