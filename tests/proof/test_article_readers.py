"""Programs that read articles find the article: all of it, and nothing of the lists."""

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
import trafilatura
from trafilatura.settings import Document

from tests.browser.test_reading_order import news_article
from tests.world.pages import Site
from tests.world.tools import npm_file, program

pytestmark = pytest.mark.proof

READABILITY = Path(__file__).parent.parent / "browser" / "readability.mjs"
KINDS = ["article", "long read", "Arabic article"]


@dataclass(frozen=True)
class Piece:
    """What is on a page, for comparison with what a program found there."""

    html: str
    url: str
    headline: str
    authors: list[str]
    published: str
    paragraphs: list[str]
    others: list[str]
    """Headlines of the lists."""


def plain(text: str) -> str:
    """Return text with single spaces."""
    return " ".join(text.split())


@pytest.fixture(params=KINDS)
def piece_on_page(site: Site, request: pytest.FixtureRequest) -> Piece:
    """Read a piece by its own markup."""
    path = site.page(request.param).path
    said = news_article(site, path)
    tree = site.tree(path)
    authors = said.get("author", [])
    body = tree.xpath("//main//article//*[@class='body']//p[string-length(normalize-space()) > 90]")
    return Piece(
        html=site.get(path).text,
        url=site.root + path,
        headline=said["headline"],
        authors=[one["name"] for one in (authors if isinstance(authors, list) else [authors])],
        published=said["datePublished"],
        paragraphs=[plain(one.text_content()) for one in body],
        others=[
            plain(one.text_content())
            for one in tree.xpath("//*[@id='latest']//li//a[@href and @href != $own]", own=path)
            if plain(one.text_content()) != plain(said["headline"])
        ],
    )


def assert_whole_body(piece: Piece, text: str) -> None:
    """Every paragraph is in the text and no headline of another piece's item is."""
    read = plain(text)
    assert [one for one in piece.paragraphs if one not in read] == []
    assert [one for one in piece.others if one in read] == []
    assert len(piece.others) >= 10


def test_trafilatura_reads_the_article(piece_on_page: Piece) -> None:
    found = trafilatura.bare_extraction(
        piece_on_page.html, url=piece_on_page.url, with_metadata=True
    )

    assert isinstance(found, Document)
    assert found.title == piece_on_page.headline
    assert found.author is not None
    assert all(name in found.author for name in piece_on_page.authors)
    assert found.date == piece_on_page.published[:10]
    assert_whole_body(piece_on_page, found.text or "")


def test_readability_reads_the_article(piece_on_page: Piece) -> None:
    npm_file("@mozilla/readability/package.json")
    done = subprocess.run(
        [program("node"), str(READABILITY), piece_on_page.url],
        input=piece_on_page.html,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)

    assert plain(found["title"]) == plain(piece_on_page.headline)
    assert all(name in found["byline"] for name in piece_on_page.authors)
    assert found["publishedTime"] == piece_on_page.published
    assert_whole_body(piece_on_page, found["textContent"])
