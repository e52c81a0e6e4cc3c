"""The pages of a site by kind, found as a reader and a search engine find them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import unquote, urljoin, urlsplit

import httpx
from lxml import etree, html

ARTICLE = re.compile(r"^(?:/[a-z]{2,3})?/[^/]+/\d{4}/\d{2}/\d{2}/[^/]+/$")
DAY = re.compile(r"^(?:/[a-z]{2,3})?/all-news/\d{4}/\d{2}/\d{2}/$")
MONTH = re.compile(r"^/(?!all-news|topic|author)[^/]+/\d{4}/\d{2}/$")
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@dataclass(frozen=True)
class SitePage:
    """One page that stands for its kind."""

    kind: str
    path: str
    status: int = 200


@dataclass
class Site:
    """A site as it looks from outside."""

    root: str
    languages: tuple[str, ...] = ("en", "az", "ar")
    #: The path of a piece that was taken down, when the test made one.
    gone_path: str | None = None
    _read: dict[str, httpx.Response] = field(default_factory=dict, repr=False)

    @cached_property
    def reader(self) -> httpx.Client:
        """A client that follows nothing by itself."""
        return httpx.Client(base_url=self.root, timeout=20, verify=False)

    def get(self, path: str) -> httpx.Response:
        """Return a page, read once."""
        if path not in self._read:
            self._read[path] = self.reader.get(path)
        return self._read[path]

    def tree(self, path: str) -> html.HtmlElement:
        """Return a page's HTML tree, read once."""
        return html.fromstring(self.get(path).text)

    def links(self, path: str) -> list[str]:
        """Return the paths of this site that a page links to, in order, each once."""
        found: dict[str, None] = {}
        for href in self.tree(path).xpath("//a/@href"):
            address = urlsplit(urljoin(self.root + path, href))
            if f"{address.scheme}://{address.netloc}" == self.root:
                found[address.path] = None
        return list(found)

    def fronts(self) -> list[str]:
        """Return the path of every edition's front; the first language stands at the root."""
        first, *others = self.languages
        return ["/", *(f"/{language}/" for language in others)] if first else []

    def sitemap_paths(self) -> list[str]:
        """Return the path of every address in the sitemaps, newest month of each edition first."""
        index = etree.fromstring(self.get("/sitemap.xml").content)
        paths: list[str] = []
        for location in index.iter(f"{SITEMAP}loc"):
            sitemap = etree.fromstring(self.get(urlsplit(location.text or "").path).content)
            paths += [urlsplit(loc.text or "").path for loc in sitemap.iter(f"{SITEMAP}loc")]
        return list(dict.fromkeys(paths))

    @cached_property
    def articles(self) -> dict[str, list[str]]:
        """The paths of every piece by language."""
        found: dict[str, list[str]] = {language: [] for language in self.languages}
        for path in self.sitemap_paths():
            if ARTICLE.match(unquote(path)) and not DAY.match(path):
                first = path.split("/")[1]
                found[first if first in self.languages[1:] else self.languages[0]].append(path)
        return found

    def _first(self, paths: Iterable[str], pattern: str) -> str:
        for path in paths:
            if re.match(pattern, unquote(path)):
                return path
        raise AssertionError(f"No link like {pattern} on this site's pages.")

    def body_length(self, path: str) -> int:
        """Return how many characters the article on a page has."""
        articles = self.tree(path).xpath("//main//article")
        return len(articles[0].text_content()) if articles else 0

    @cached_property
    def kinds(self) -> list[SitePage]:
        """One page of every kind that a reader can open."""
        default, *_ = self.languages
        front = self.links("/")
        pieces = self.articles[default]
        long_read = max(pieces, key=self.body_length)
        article = next(path for path in pieces if path != long_read)
        sections = [path for path in front if re.match(r"^/[^/]+/$", path)]
        section = next(
            path
            for path in sections
            if path != "/all-news/" and path.strip("/") not in self.languages
        )
        from_pieces = [link for path in pieces[:12] for link in self.links(path)]
        pages = [
            SitePage("article", article),
            SitePage("long read", long_read),
            SitePage("front", "/"),
            SitePage("section", section),
            SitePage("all news", "/all-news/"),
            SitePage("day", self._first(self.links("/all-news/"), DAY.pattern)),
            SitePage("month", self._first(self.links(section), MONTH.pattern)),
            SitePage("topic", self._first(from_pieces, r"^/topic/[^/]+/$")),
            SitePage("author", self._first(from_pieces, r"^/author/[^/]+/$")),
            SitePage("not found", "/no-such-page/", 404),
            SitePage("Azerbaijani front", "/az/"),
            SitePage("Arabic article", self.articles["ar"][0]),
        ]
        if self.gone_path:
            pages.append(SitePage("gone", self.gone_path, 410))
        return pages

    def page(self, kind: str) -> SitePage:
        """Return the page that stands for a kind."""
        return next(page for page in self.kinds if page.kind == kind)
