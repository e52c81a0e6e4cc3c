"""The page for what is not there, one for each edition."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext, override

from stoppress.press.registry import fragment, page
from stoppress.press.render import language_of_interface
from stoppress.site.editions import base_context, edition_of
from stoppress.site.meta import Meta
from stoppress.site.shell import html_page
from stoppress.store import Record


@fragment("not-found-head", "pages/meta.html")
def not_found_head(edition: str) -> dict[str, Any] | None:
    """The head of the page for what is not there."""
    found = edition_of(edition)
    if found is None:
        return None
    with override(language_of_interface(found.language)):
        title = gettext("This page is not here")
    meta = Meta(kind="not-found", title=f"{title} | {found.name}", robots="noindex")
    return {**base_context(found), "meta": meta}


@fragment("not-found", "pages/not_found.html")
def not_found(edition: str) -> dict[str, Any] | None:
    """What stands where there is nothing."""
    found = edition_of(edition)
    return {**base_context(found), "translations": found.editions} if found else None


@page("not-found", r"/-/404/(?P<code>[^/]+)", in_edition=False)
def not_found_page(code: str) -> Record | None:
    """What the edge composes for paths that nothing answers."""
    edition = edition_of(code)
    if edition is None:
        return None
    return html_page(edition, not_found_head(code), [not_found(code)], status=404)
