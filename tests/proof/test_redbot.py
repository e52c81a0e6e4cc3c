"""REDbot notes nothing bad and nothing to warn of on any kind of page."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.world.pages import Site

pytestmark = pytest.mark.proof

#: REDbot sniffs by the WHATWG's standard, which has no signature for AVIF.
UNKNOWN_TO_ITS_SNIFFER = ("avif", "The content doesn't match the declared Content-Type.")
PROGRAM = Path(__file__).parent / "redbot_notes.py"
OTHERS = (
    "/feed.rss",
    "/feed.atom",
    "/feed.json",
    "/sitemap.xml",
    "/sitemap-news.xml",
    "/robots.txt",
    "/manifest.webmanifest",
    "/az/feed.atom",
)


def files_of(site: Site) -> list[str]:
    """Return one stylesheet, script, font, icon and picture that the article page uses."""
    tree = site.tree(site.page("article").path)
    wanted = (
        "//link[@rel='stylesheet']/@href",
        "//script/@src",
        "//link[@rel='preload' and @as='font']/@href",
        "//link[@rel='icon']/@href",
        "//main//img/@src",
        "//meta[@property='og:image']/@content",
    )
    found = [str(value) for one in wanted for value in tree.xpath(one)[:1]]
    return [one if one.startswith("http") else site.root + one for one in found]


def test_redbot_has_nothing_to_say(site: Site) -> None:
    pages = [site.root + page.path for page in site.kinds]
    pages += [site.root + path for path in OTHERS] + files_of(site)

    done = subprocess.run(
        [sys.executable, str(PROGRAM), *pages], capture_output=True, text=True, timeout=300
    )
    notes = json.loads(done.stdout)

    assert list(notes) == list(dict.fromkeys(pages)), done.stderr[-2000:]
    said = [
        f"{url}: {level}: {summary}"
        for url, found in notes.items()
        for level, _, summary in found
        if level in ("bad", "warning")
        and not (UNKNOWN_TO_ITS_SNIFFER[0] in url and summary == UNKNOWN_TO_ITS_SNIFFER[1])
    ]
    assert said == []
