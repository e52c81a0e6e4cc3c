"""JSON-LD: how it stands in a page, and the newsroom itself (schema.org NewsMediaOrganization)."""

from __future__ import annotations

import json
from typing import Any

from stoppress.site.assets import file_url
from stoppress.site.editions import EditionView, NewsroomView, absolute

#: JSON inside a script element must not end it or open a comment.
_ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


def as_script(data: dict[str, Any]) -> str:
    """``data`` as JSON that is safe inside a script element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.translate(_ESCAPES).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def publisher(edition: EditionView, newsroom: NewsroomView) -> dict[str, Any]:
    """The newsroom as schema.org NewsMediaOrganization; without a logo its icon stands in."""
    logo = newsroom.logo
    return {
        "@type": "NewsMediaOrganization",
        "name": edition.name,
        "url": absolute(edition.url),
        "logo": {
            "@type": "ImageObject",
            "url": absolute(logo.url if logo else file_url("icons/touch.png")),
        },
    }


def breadcrumbs(*places: tuple[str, str]) -> dict[str, Any]:
    """The way to a page from the front, by title and path, as schema.org BreadcrumbList."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": title, "item": absolute(path)}
            for number, (title, path) in enumerate(places, 1)
        ],
    }
