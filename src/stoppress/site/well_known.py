"""Files that machines look for by their names: the web app manifest, the favicon."""

from __future__ import annotations

import json

from stoppress.press.registry import fragment, page
from stoppress.site import assets
from stoppress.site.editions import edition_codes, edition_of
from stoppress.site.static_files import static
from stoppress.store import Page, Record


@fragment("manifest")
def manifest() -> bytes | None:
    """The web app manifest, in the default edition's words."""
    found = edition_of(edition_codes()[0])
    if found is None:
        return None
    icons = assets.asset_urls(found.language, "").icons
    data = {
        "name": found.name,
        "short_name": found.name[:30],
        "lang": found.language,
        "dir": found.dir,
        "start_url": found.url,
        "scope": "/",
        "display": "browser",
        "background_color": "#ffffff",
        "theme_color": "#ffffff",
        "icons": [
            {"src": icons.svg, "type": "image/svg+xml", "sizes": "any"},
            {"src": icons.touch, "type": "image/png", "sizes": "180x180"},
        ],
    }
    return json.dumps(data, ensure_ascii=False).encode()


@page("manifest", r"/manifest\.webmanifest", in_edition=False)
def manifest_page() -> Record:
    """The web app manifest."""
    return Page((manifest(),), content_type="application/manifest+json")


@page("favicon", r"/favicon\.ico", in_edition=False)
def favicon_page() -> Record:
    """The icon at the place where old clients look."""
    name = assets.file_url("icons/touch.png").removeprefix("/static/")
    return Page((static(name),), content_type="image/png")
