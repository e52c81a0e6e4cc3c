"""Static files of the reader's site under names that change with their bytes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath

from django.conf import settings

from stoppress import __version__
from stoppress.press.registry import release_mark
from stoppress.site import stylesheet

_SITE = Path(__file__).parent
_STATIC = _SITE / "static"

CONTENT_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".woff2": "font/woff2",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ico": "image/x-icon",
}


@dataclass(frozen=True, slots=True)
class IconUrls:
    """Icons of the site: one drawing for all sizes, and pixels for those who want them."""

    svg: str
    touch: str


@dataclass(frozen=True, slots=True)
class AssetUrls:
    """What a page loads; ``fonts`` are those to fetch first."""

    css: str
    js: str
    fonts: tuple[str, ...]
    icons: IconUrls


@cache
def asset_urls(language: str, spot_colour: str) -> AssetUrls:
    """URLs of everything a page of ``language`` loads."""
    return AssetUrls(
        css=css_url(spot_colour),
        js=_hashed("site.js", script_bytes()),
        fonts=tuple(file_url(f"fonts/{name}") for name in stylesheet.fonts_for(language)),
        icons=IconUrls(file_url("icons/icon.svg"), file_url("icons/touch.png")),
    )


@cache
def css_bytes(spot_colour: str) -> bytes:
    """The one style sheet, in the newsroom's spot colour."""
    return stylesheet.stylesheet(
        spot_colour or None, font_url=lambda name: file_url(f"fonts/{name}")
    ).encode()


@cache
def script_bytes() -> bytes:
    """The one script."""
    return stylesheet.script().encode()


def css_url(spot_colour: str) -> str:
    """Where the style sheet is served."""
    return _hashed("site.css", css_bytes(spot_colour))


@cache
def file_url(name: str) -> str:
    """Where a file of the static folder is served."""
    return _hashed(name, file_bytes(name))


@cache
def file_bytes(name: str) -> bytes:
    """A file of the static folder. Raises FileNotFoundError."""
    return (_STATIC / name).read_bytes()


@cache
def files_by_url() -> dict[str, str]:
    """Every font and icon by the path it is served at."""
    found = {}
    for folder in ("fonts", "icons"):
        for entry in (_STATIC / folder).iterdir():
            if PurePosixPath(entry.name).suffix in CONTENT_TYPES:
                name = f"{folder}/{entry.name}"
                found[file_url(name)] = name
    return found


@release_mark
@cache
def site_mark() -> str:
    """A hash of everything pages are made with: templates, styles, scripts, words, addresses."""
    mark = hashlib.blake2b(digest_size=8)
    for folder in ("templates", "static", "locale"):
        for file in sorted(path for path in (_SITE / folder).rglob("*") if path.is_file()):
            mark.update(file.relative_to(_SITE).as_posix().encode())
            mark.update(file.read_bytes())
    for value in (
        __version__,
        settings.STOPPRESS_SITE_URL,
        settings.TIME_ZONE,
        settings.WAGTAIL_CONTENT_LANGUAGES,
        settings.STOPPRESS_FEED_TEXT,
        settings.STOPPRESS_HUBS,
    ):
        mark.update(str(value).encode())
    return mark.hexdigest()


def content_type(name: str) -> str:
    """The media type of a static file by its ending."""
    return CONTENT_TYPES[PurePosixPath(name).suffix]


def _hashed(name: str, content: bytes) -> str:
    path = PurePosixPath(name)
    mark = hashlib.blake2b(content, digest_size=5).hexdigest()
    return f"/static/{path.stem}.{mark}{path.suffix}"
