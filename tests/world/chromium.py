"""Readers and editors in Chromium, watched for everything that should not happen."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.world.tools import CHROMIUM_SWITCHES, chromium_program

#: Milliseconds for whatever a test waits for, on a machine that is ten times slower.
_PATIENCE = 60_000
expect.set_options(timeout=_PATIENCE)

WATCH = """
window.__refused = [];
window.__shift = 0;
document.addEventListener("securitypolicyviolation", (event) => {
  window.__refused.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
});
try {
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.__shift += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
} catch (error) { /* scripts are off, or the browser measures none */ }
"""


@dataclass
class Loaded:
    """One request that a page made, with what came over the wire."""

    url: str
    kind: str
    bytes: int = 0
    finished: bool = False


@dataclass
class Visit:
    """One tab of one reader, with what was seen of it."""

    page: Page
    context: BrowserContext
    #: Console errors and warnings, script errors, requests that failed.
    complaints: list[str] = field(default_factory=list)
    loaded: dict[str, Loaded] = field(default_factory=dict)

    def refused(self) -> list[str]:
        """Return what the content security policy refused."""
        return list(self.page.evaluate("window.__refused || []"))

    def layout_shift(self) -> float:
        """Return the cumulative layout shift so far."""
        return float(self.page.evaluate("window.__shift || 0"))

    def hosts(self) -> set[str]:
        """Return every host that the page asked for something."""
        return {
            urlsplit(one.url).netloc
            for one in self.loaded.values()
            if one.url.startswith(("http", "ws"))
        }

    def text(self) -> str:
        """Return the visible text in reading order."""
        return str(self.page.evaluate("document.body.innerText"))


OpenPage = Callable[..., Visit]


def _watch_network(visit: Visit) -> None:
    """Count bytes on the wire with Chromium's own protocol."""
    session = visit.context.new_cdp_session(visit.page)

    def asked(event: dict[str, Any]) -> None:
        kind = str(event.get("type", "Other"))
        visit.loaded[event["requestId"]] = Loaded(event["request"]["url"], kind)

    def came(event: dict[str, Any]) -> None:
        if event["requestId"] in visit.loaded:
            visit.loaded[event["requestId"]].bytes = int(event["encodedDataLength"])
            visit.loaded[event["requestId"]].finished = True

    session.on("Network.requestWillBeSent", asked)
    session.on("Network.loadingFinished", came)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Chromium for one file of tests.

    It ends with the file: Playwright's event loop must not stand in the way of Django's tests.
    """
    program = chromium_program()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(CHROMIUM_SWITCHES))
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[OpenPage]:
    """Open an address in a browser context of its own, as a reader who was never here."""
    with ExitStack() as stack:

        def open_it(
            url: str,
            *,
            width: int = 1280,
            height: int = 900,
            scheme: str = "light",
            scripts: bool = True,
            bypass_csp: bool = False,
            wait_until: str = "load",
            **more: Any,
        ) -> Visit:
            context = chromium.new_context(
                viewport={"width": width, "height": height},
                color_scheme=scheme,  # type: ignore[arg-type]
                java_script_enabled=scripts,
                bypass_csp=bypass_csp,
                locale="en-GB",
                **more,
            )
            stack.callback(context.close)
            context.set_default_timeout(_PATIENCE)
            context.add_init_script(WATCH)
            visit = Visit(context.new_page(), context)
            page = visit.page
            page.on(
                "console",
                lambda said: (
                    visit.complaints.append(f"{said.type}: {said.text}")
                    if said.type in ("error", "warning")
                    else None
                ),
            )
            page.on("pageerror", lambda error: visit.complaints.append(f"script: {error}"))
            page.on(
                "requestfailed",
                lambda request: visit.complaints.append(f"failed: {request.url} {request.failure}"),
            )
            _watch_network(visit)
            page.goto(url, wait_until=wait_until)  # type: ignore[arg-type]
            return visit

        yield open_it
