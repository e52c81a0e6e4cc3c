"""Articles are friendly to Telegram: previews of links, Instant View, the edition's channel."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from lxml import etree, html

from stoppress.newsroom.models import NewsroomSettings
from tests.newsroom import factories
from tests.newsroom.reader import Reader
from tests.reader_site.every_kind import articles_of_every_kind

pytestmark = pytest.mark.django_db

TEMPLATE = Path(__file__).parents[2] / "docs" / "reference" / "instant-view.txt"
#: What the body of an Instant View may hold: https://instantview.telegram.org/docs#supported-types,
#: with the elements that only hold others.
SUPPORTED = frozenset(
    re.findall(
        r"\w+",
        "h1 h2 h3 h4 h5 h6 p pre footer hr ul ol li blockquote aside cite img video audio iframe"
        " figure figcaption slideshow details summary table caption thead tbody tr th td a b strong"
        " i em u s code mark sub sup br time article section div span",
    )
)
_HAS_CLASS = re.compile(r'has-class\("([^"]+)"\)')
_LINE = re.compile(r"^([$@?!]?[a-z_]+)(?:\(<([a-z]+)>\))?: (.+)$")


class InstantView:
    """What Telegram's robot makes of a page by the template, as far as the template asks for it."""

    def __init__(self, page: bytes) -> None:
        self.tree = html.fromstring(page)
        self.said: dict[str, list[Any]] = {}
        self.applies = True
        for line in TEMPLATE.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith(("#", "~")):
                found = _LINE.match(line)
                assert found, line
                self._do(*found.groups())

    def text(self, name: str) -> str:
        """A property as text."""
        values = self.said[name]
        return " ".join(
            (one if isinstance(one, str) else one.text_content()).strip() for one in values
        )

    def _do(self, rule: str, tag: str | None, path: str) -> None:
        nodes = self._find(path)
        if rule in ("?exists", "!exists"):
            self.applies = self.applies and bool(nodes)
        elif rule == "@remove":
            for node in nodes:
                node.drop_tree()
        elif rule == "@detach":
            for node in nodes:
                node.drop_tag()
        elif rule == "@replace_tag":
            for node in nodes:
                node.tag = tag
        else:
            assert not rule.startswith("@"), rule
            self.said[rule] = nodes

    def _find(self, path: str) -> list[Any]:
        path = _HAS_CLASS.sub(r'contains(concat(" ", normalize-space(@class), " "), " \1 ")', path)
        variable = re.match(r"\$[a-z]+", path)
        if variable is None:
            return list(self.tree.xpath(path))
        rest = path.removeprefix(variable[0])
        nodes = self.said[variable[0]]
        return [one for node in nodes for one in (node.xpath(f".{rest}") if rest else [node])]


@pytest.mark.slow
def test_the_template_finds_all_of_an_article_and_leaves_nothing_that_telegram_cannot_show(
    noon: datetime, reader: Reader
) -> None:
    NewsroomSettings.objects.update_or_create(defaults={"telegram": "kelmora"})
    for kind, article in articles_of_every_kind(noon).items():
        page = reader.get(str(article.public_path)).body
        tree = html.fromstring(page)
        view = InstantView(page)

        assert view.applies, kind
        assert view.text("title") == article.title
        assert view.text("subtitle") == article.deck
        assert view.text("kicker") == article.kicker
        assert view.text("channel") == "@kelmora"
        authors = [link.text for link in tree.xpath("//ul[@class='byline']//a[@rel='author']")]
        assert view.text("author") == " ".join(authors)
        assert datetime.fromisoformat(view.text("published_date")) == noon
        assert len(view.said["cover"]) == bool(article.lead_image)
        [body] = view.said["body"]
        left = {node.tag for node in body.iter(etree.Element)}
        assert left <= SUPPORTED, left - SUPPORTED
        for picture in body.iter("img"):
            assert picture.get("src").endswith(".jpg")
            assert not picture.get("src").startswith("data:")
        for words in ("The boat came in at noon.", "It said sixty."):
            assert (words in body.text_content()) == (words in article_of(tree))


def article_of(tree: Any) -> str:
    """The words of an article as readers see it."""
    return str(tree.xpath("//main//article")[0].text_content())


def test_lists_and_what_was_taken_down_get_no_instant_view(noon: datetime, reader: Reader) -> None:
    factories.article("The ferry is back", by=(factories.person(),))
    for path in ("/", "/harbour/", "/all-news/", "/author/mara-ellwood/", "/-/404/en"):
        assert not InstantView(reader.get(path).body).applies, path


@pytest.mark.slow
def test_a_link_to_an_article_has_a_preview(noon: datetime, reader: Reader) -> None:
    for kind, article in articles_of_every_kind(noon).items():
        tree = html.fromstring(reader.get(str(article.public_path)).body)
        said = {
            meta.get("property") or meta.get("name"): meta.get("content")
            for meta in tree.xpath("//head/meta[@content]")
        }
        assert said["og:type"] == "article"
        assert said["og:title"] == article.title, kind
        assert said["og:site_name"] == "The Kelmora Courier"
        assert said["og:url"] == tree.xpath("string(//link[@rel='canonical']/@href)")
        assert said["og:description"]
        assert said["og:image"].endswith((".jpg", ".png"))
        assert int(said["og:image:width"]) >= 300
        assert said["og:image:alt"]
        assert said["twitter:card"] == "summary_large_image"
        assert datetime.fromisoformat(said["article:published_time"]).tzinfo
        assert "telegram:channel" not in said


def test_pages_lead_to_the_channel_of_their_edition(noon: datetime, reader: Reader) -> None:
    NewsroomSettings.objects.update_or_create(defaults={"telegram": "kelmora"})
    azeri = factories.edition("az", "Kelmora Kuryeri")
    english = factories.article("The ferry is back")
    own = factories.article("Bərə qayıtdı", into=factories.section("Liman", azeri))
    azeri.refresh_from_db()
    azeri.telegram = "kelmora_az"
    azeri.save()

    for article, channel in ((english, "kelmora"), (own, "kelmora_az")):
        tree = html.fromstring(reader.get(str(article.public_path)).body)
        address = f"https://t.me/{channel}"
        assert tree.xpath("//footer[@class='follow']/a/@href") == [address]
        assert tree.xpath("//footer[@class='foot']//a[text()='Telegram']/@href") == [address]
        assert tree.xpath("//meta[@property='telegram:channel']/@content") == [f"@{channel}"]
