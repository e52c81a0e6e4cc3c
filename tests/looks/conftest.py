"""A browser that is served sample pages from memory."""

from __future__ import annotations

from collections.abc import Callable
from mimetypes import guess_type
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route

from stoppress.site import stylesheet
from tests.looks.pages import page as joined

SITE = "http://lindmouth.example"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "media-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; "
    "frame-src https:; base-uri 'none'; form-action 'none'"
)
ONE_PIXEL = (
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xcc\xcc\xcc\x00\x00\x00!\xf9\x04\x00\x00\x00\x00\x00,"
    b"\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
)
LIVE = """
const later = window.setTimeout;
window.setTimeout = (act, wait) => later(act, wait === 1000 ? 0 : wait);
window.EventSource = class extends EventTarget {
  static CLOSED = 2;
  constructor(url) { super(); this.url = url; this.readyState = 1; window.live = this; }
  close() { this.readyState = 2; }
};
window.publish = (data, id) => live.dispatchEvent(
  new MessageEvent("latest", { data: JSON.stringify(data), lastEventId: id ?? "00d2" }));
"""

ShowPage = Callable[..., Page]


@pytest.fixture
def show(chromium: Browser) -> ShowPage:
    """Open a sample page of one kind in one language, with a live source that tests feed."""

    def open_it(kind: str, language: str = "en", *, width: int = 1280, **options: object) -> Page:
        html = joined(kind, language)
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            **options,  # type: ignore[arg-type]
        )
        context.add_init_script(LIVE)
        context.route("**/*", lambda route: _answer(route, html))
        tab = context.new_page()
        tab.goto(f"{SITE}/piece/")
        if options.get("java_script_enabled", True):
            tab.wait_for_timeout(50)
        return tab

    return open_it


def _answer(route: Route, html: str) -> None:
    path = urlsplit(route.request.url).path
    if path == "/piece/":
        headers = {"content-security-policy": POLICY}
        route.fulfill(body=html, content_type="text/html; charset=utf-8", headers=headers)
    elif path == "/static/site.css":
        route.fulfill(body=stylesheet.stylesheet(), content_type="text/css")
    elif path == "/static/site.js":
        route.fulfill(body=stylesheet.script(), content_type="text/javascript")
    elif path.startswith("/static/") and (stylesheet.STATIC / path[8:]).is_file():
        found = stylesheet.STATIC / path[8:]
        kind = guess_type(found.name)[0] or "font/woff2"
        route.fulfill(body=found.read_bytes(), content_type=kind)
    elif path.startswith("/media/"):
        route.fulfill(body=ONE_PIXEL, content_type="image/gif")
    else:
        route.fulfill(status=404, body="")
