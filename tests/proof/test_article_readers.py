"""Programs that read articles find the article: all of it, and nothing of the lists."""

import json
import subprocess
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
import trafilatura
from trafilatura.settings import Document

from stoppress.newsroom.models import NewsroomSettings
from tests.browser.test_reading_order import news_article
from tests.newsroom import factories
from tests.newsroom.reader import Reader, noon, reader
from tests.world.pages import Site
from tests.world.tools import npm_file, program

__all__ = ["noon", "reader"]

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
    #: Headlines of the lists.
    others: list[str]


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


def read_by_readability(html: str, url: str) -> dict[str, str]:
    """What Firefox's reader view shows of a page."""
    npm_file("@mozilla/readability/package.json")
    done = subprocess.run(
        [program("node"), str(READABILITY), url],
        input=html,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, str] = json.loads(done.stdout)
    return found


def test_readability_reads_the_article(piece_on_page: Piece) -> None:
    found = read_by_readability(piece_on_page.html, piece_on_page.url)

    assert plain(found["title"]) == plain(piece_on_page.headline)
    assert all(name in found["byline"] for name in piece_on_page.authors)
    assert found["publishedTime"] == piece_on_page.published
    assert_whole_body(piece_on_page, found["textContent"])


@pytest.mark.django_db
@pytest.mark.parametrize("deck", ["", "The mayor was on the first boat, and so was the band."])
def test_readability_takes_no_list_into_a_piece_of_one_sentence(
    noon: datetime, reader: Reader, deck: str
) -> None:
    NewsroomSettings.objects.update_or_create(defaults={"telegram": "courier"})
    for number in range(8):
        factories.article(
            f"Another piece, number {number}", deck="A deck that tells what is in it."
        )
    sentence = "The ferry sails again from noon, with seats for all who booked in March."
    subjects = (factories.topic("Boats of the harbour"),)
    short = factories.article("The ferry is back", text=sentence, deck=deck, about=subjects)
    path = str(short.public_path)

    page = reader.get(path).text
    assert page.count("Another piece") > 8
    found = plain(read_by_readability(page, f"https://news.example{path}")["textContent"])

    assert sentence in found
    for other in ("Another piece", "A deck that tells", "Telegram", "Boats of the harbour"):
        assert other in page
        assert other not in found
