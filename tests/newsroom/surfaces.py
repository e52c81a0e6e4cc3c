"""Every surface on which readers could meet a piece, by name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from stoppress.newsroom import clock
from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.models import Article
from stoppress.site.article.blocks import document_path
from stoppress.site.pictures import rendition_path
from tests.newsroom import factories, media
from tests.newsroom.reader import Reader

HEADLINE = "Orrin lighthouse burns again"
PATH = "/harbour/2026/05/30/orrin-lighthouse-burns-again/"
NEIGHBOUR = "/harbour/2026/05/29/the-fish-market-opens/"
PICKER = "/culture/2026/05/28/a-choir-at-sea/"
TWIN = "/az/liman/2026/05/30/mayak-yenə-yanır/"


@dataclass(frozen=True)
class Surfaces:
    """A piece with a picture, a document, a topic, an author and a translation; and neighbours."""

    article: Article
    picture: Any
    document: Any

    def showing(self, reader: Reader) -> set[str]:
        """Names of the surfaces on which a reader meets the piece now."""
        shown = {name for name, path in self.lists().items() if self.is_on(reader, path)}
        own = {"page": PATH, **self.files()}
        return shown | {name for name, path in own.items() if reader.status(path) == 200}

    def is_on(self, reader: Reader, path: str) -> bool:
        """Whether the page at ``path`` names the piece or leads to it."""
        text = reader.get(path).text
        return HEADLINE in text or "/orrin-lighthouse-burns-again/" in text

    @staticmethod
    def lists() -> dict[str, str]:
        """Paths that must name the piece while it is public."""
        paths = {
            "front": "/",
            "section": "/harbour/",
            "section month": "/harbour/2026/05/",
            "topic": "/topic/lighthouse/",
            "topic month": "/topic/lighthouse/2026/05/",
            "author": "/author/mara-ellwood/",
            "author month": "/author/mara-ellwood/2026/05/",
            "all news": "/all-news/2026/05/30/",
            "newest of all news": "/all-news/",
            "month sitemap": "/sitemaps/en/2026-05.xml",
            "news sitemap": "/sitemap-news.xml",
            "latest for machines": "/-/latest/en.json",
            "read also and latest of a neighbour": NEIGHBOUR,
            "picks of another piece": PICKER,
            "translation": TWIN,
        }
        for place in ("/", "/harbour/", "/topic/lighthouse/", "/author/mara-ellwood/"):
            for form in ("rss", "atom", "json"):
                paths[f"{form} of {place}"] = f"{place}feed.{form}"
        return paths

    def files(self) -> dict[str, str]:
        """Paths of files that only the piece shows."""
        return {
            "card": f"/-/card/{self.article.pk}.png",
            "picture": rendition_path(self.picture, 320, "jpg"),
            "document": document_path(self.document),
        }

    def names(self) -> set[str]:
        """Every surface."""
        return {"page", *self.lists(), *self.files()}


def lay_out(publish_it: bool, **fields: Any) -> Surfaces:
    """File the piece among its neighbours, at noon on 30 May 2026; publish it if wanted."""
    days_ago = [clock.now() - timedelta(days=number) for number in range(3)]
    azeri = factories.edition("az", "Kelmora Kuryeri")
    harbour = factories.section("Harbour")
    picture, timetable = media.image(), media.document()
    make = factories.article if publish_it else factories.draft
    article = make(
        HEADLINE,
        into=harbour,
        by=(factories.person(),),
        about=(factories.topic("Lighthouse"),),
        lead_image=picture,
        slug="orrin-lighthouse-burns-again",
        **fields,
    )
    article.body.append(("document", {"document": timetable, "title": "Timetable"}))
    factories.article("The fish market opens", into=harbour, published_at=days_ago[1])
    factories.article(
        "A choir at sea",
        into=factories.section("Culture"),
        picks=(article,),
        published_at=days_ago[2],
    )
    twin = factories.draft("Mayak yenə yanır", into=factories.section("Liman", azeri))
    twin.translation_key = article.translation_key
    return _finish(article, twin, picture, timetable, publish_it)


def _finish(
    article: Article, twin: Article, picture: Any, timetable: Any, publish_it: bool
) -> Surfaces:
    publish(twin, Unasked.COMMAND)
    if publish_it:
        article = publish(article, Unasked.COMMAND)
    else:
        article.save_revision()
        article.save()
    return Surfaces(article, picture, timetable)
