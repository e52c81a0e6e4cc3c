"""Files that machines look for: robots, manifest, style sheet, script, fonts, icons, cards."""

from __future__ import annotations

import json

from stoppress.press.registry import fragment
from stoppress.site import assets
from stoppress.site import dependencies as on
from stoppress.site.article_view import public_article
from stoppress.site.card import draw_card
from stoppress.site.editions import absolute, edition_of, newsroom_view


@fragment("robots")
def robots() -> bytes:
    """robots.txt: everything is open, and where the sitemap is."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {absolute('/sitemap.xml')}\n".encode()


@fragment("manifest")
def manifest() -> bytes | None:
    """The web app manifest, in the default edition's words."""
    found = edition_of(on.codes()[0])
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


@fragment("static", lasting=True)
def static(name: str) -> bytes | None:
    """A file of the site under its hashed name."""
    return static_bytes(f"/static/{name}")


def static_bytes(path: str) -> bytes | None:
    """What stands at a path under /static/; None when nothing does."""
    spot = newsroom_view().spot_colour
    if path == assets.css_url(spot):
        return assets.css_bytes(spot)
    if path == assets.asset_urls("en", spot).js:
        return assets.script_bytes()
    name = assets.files_by_url().get(path)
    return assets.file_bytes(name) if name else None


@fragment("card", touched_by=(on.the_piece,))
def card(article: int) -> bytes | None:
    """The Open Graph card of a piece: its headline, drawn."""
    found = public_article(article)
    if found is None or found.article.section is None:
        return None
    return draw_card(
        found.article.title,
        found.article.section.title,
        found.edition.name,
        language=found.edition.language,
        spot=newsroom_view().spot_colour or "#c1121f",
        picture=None,
    )
