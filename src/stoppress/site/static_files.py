"""Style sheet, script, fonts and icons, each under a name that changes with its bytes."""

from __future__ import annotations

from collections.abc import Iterator

from stoppress.press.registry import fragment, hot_paths, page
from stoppress.site import assets
from stoppress.site.editions import edition_codes, newsroom_view
from stoppress.store import Page, Record


@fragment("static", lasting=True)
def static(name: str) -> bytes | None:
    """A file of the readers' site under its hashed name."""
    return content_of(name)


@page(
    "static",
    r"/static/(?P<name>[A-Za-z0-9._-]+)",
    in_edition=False,
    lasting_below="/static/",
)
def static_page(name: str) -> Record | None:
    """A static file; its name changes with its bytes, so it may be kept for ever."""
    if content_of(name) is None:
        return None
    return Page(
        (static(name),),
        content_type=assets.content_type(name),
        cache_control="max-age=31536000, immutable",
    )


@hot_paths
def styles_and_scripts() -> Iterator[str]:
    """What every page loads: stored while it can be made, for pages still open after an update."""
    spot_colour = newsroom_view().spot_colour
    yield assets.css_url(spot_colour)
    for code in edition_codes():
        found = assets.asset_urls(code, spot_colour)
        yield from (found.js, *found.fonts, found.icons.svg, found.icons.touch)


def content_of(name: str) -> bytes | None:
    """The bytes of a file of the readers' site under its hashed name; None when there is none."""
    path = f"/static/{name}"
    spot = newsroom_view().spot_colour
    if path == assets.css_url(spot):
        return assets.css_bytes(spot)
    if path == assets.asset_urls("en", spot).js:
        return assets.script_bytes()
    file = assets.files_by_url().get(path)
    return assets.file_bytes(file) if file else None
