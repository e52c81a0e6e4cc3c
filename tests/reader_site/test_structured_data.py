"""Structured data of every kind of page: schema.org's words, and what search engines ask for."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html

from stoppress.newsroom.actions.take_down import take_down
from stoppress.newsroom.actions.who import Unasked
from stoppress.site.article.structured import WIDE_ENOUGH
from tests.newsroom import factories
from tests.newsroom.reader import Reader
from tests.reader_site.every_kind import QUOTED, articles_of_every_kind

pytestmark = pytest.mark.django_db

#: The types of schema.org that pages use, and what each is a kind of.
TYPES = {
    "Thing": "",
    "CreativeWork": "Thing",
    "Article": "CreativeWork",
    "NewsArticle": "Article",
    "WebPage": "CreativeWork",
    "ProfilePage": "WebPage",
    "Comment": "CreativeWork",
    "CorrectionComment": "Comment",
    "Quotation": "CreativeWork",
    "MediaObject": "CreativeWork",
    "ImageObject": "MediaObject",
    "Intangible": "Thing",
    "ItemList": "Intangible",
    "BreadcrumbList": "ItemList",
    "ListItem": "Intangible",
    "Person": "Thing",
    "Organization": "Thing",
    "NewsMediaOrganization": "Organization",
}
#: Properties: of what they are said, and what may be said (https://schema.org/).
PROPERTIES: dict[str, tuple[str, set[str]]] = {
    "name": ("Thing", {"Text"}),
    "url": ("Thing", {"URL"}),
    "description": ("Thing", {"Text"}),
    "image": ("Thing", {"ImageObject", "URL"}),
    "mainEntityOfPage": ("Thing", {"CreativeWork", "URL"}),
    "headline": ("CreativeWork", {"Text"}),
    "alternativeHeadline": ("CreativeWork", {"Text"}),
    "datePublished": ("CreativeWork", {"DateTime"}),
    "dateModified": ("CreativeWork", {"DateTime"}),
    "inLanguage": ("CreativeWork", {"Text"}),
    "isAccessibleForFree": ("CreativeWork", {"Boolean"}),
    "publisher": ("CreativeWork", {"Organization", "Person"}),
    "author": ("CreativeWork", {"Organization", "Person"}),
    "translator": ("CreativeWork", {"Organization", "Person"}),
    "keywords": ("CreativeWork", {"Text"}),
    "correction": ("CreativeWork", {"CorrectionComment"}),
    "hasPart": ("CreativeWork", {"CreativeWork"}),
    "citation": ("CreativeWork", {"CreativeWork", "Text"}),
    "text": ("CreativeWork", {"Text"}),
    "mainEntity": ("CreativeWork", {"Thing"}),
    "articleSection": ("Article", {"Text"}),
    "dateline": ("NewsArticle", {"Text"}),
    "breadcrumb": ("WebPage", {"BreadcrumbList"}),
    "itemListElement": ("ItemList", {"ListItem"}),
    "position": ("ListItem", {"Integer"}),
    # Of ListItem schema.org says Thing, which its address stands for, as search engines document.
    "item": ("ListItem", {"URL"}),
    "spokenByCharacter": ("Quotation", {"Organization", "Person"}),
    "logo": ("Organization", {"ImageObject", "URL"}),
    "jobTitle": ("Person", {"Text"}),
}


def kinds_of(name: str) -> Iterator[str]:
    """A type and all that it is a kind of. Raises KeyError for one that is not in the table."""
    while name:
        yield name
        name = TYPES[name]


def wrong_in(data: Any, at: str = "") -> list[str]:
    """Where an object says something that schema.org does not let it say."""
    found = []
    for name, values in data.items():
        if name.startswith("@"):
            continue
        domain, ranges = PROPERTIES[name]
        if domain not in kinds_of(data["@type"]):
            found.append(f"{at}/{name} of {data['@type']}")
        for value in values if isinstance(values, list) else [values]:
            if not ranges.intersection(what_it_is(value)):
                found.append(f"{at}/{name} is {value!r}")
            if isinstance(value, dict):
                found += wrong_in(value, f"{at}/{name}")
    return found


def what_it_is(value: Any) -> set[str]:
    """The types that a value has."""
    if isinstance(value, dict):
        return set(kinds_of(value["@type"]))
    if isinstance(value, bool):
        return {"Boolean"}
    if isinstance(value, int):
        return {"Integer"}
    kinds = {"Text"} if value == value.strip() and value else set()
    if urlsplit(value).scheme == "https" and value.isascii() and " " not in value:
        kinds.add("URL")
    try:
        if datetime.fromisoformat(value).tzinfo:
            kinds.add("DateTime")
    except ValueError:
        pass
    return kinds


def scripts_of(tree: Any) -> list[dict[str, Any]]:
    """The structured data of a page."""
    return [json.loads(one.text) for one in tree.xpath('//script[@type="application/ld+json"]')]


def path_of(url: str) -> str:
    """The path of an address of the site."""
    assert url.startswith("https://news.example/")
    return unquote(urlsplit(url).path)


@pytest.mark.slow
def test_articles_of_every_kind_say_what_search_engines_ask_for(
    noon: datetime, reader: Reader
) -> None:
    for kind, article in articles_of_every_kind(noon).items():
        tree = html.fromstring(reader.get(str(article.public_path)).body)
        [said] = scripts_of(tree)
        visible = " ".join(tree.xpath("//main")[0].text_content().split())
        times = [datetime.fromisoformat(time) for time in tree.xpath("//main//time/@datetime")]

        assert wrong_in(said) == [], kind
        assert said["@context"] == "https://schema.org"
        assert said["@type"] == "NewsArticle"
        assert said["headline"] == tree.xpath("string(//h1)").strip()
        assert said["inLanguage"] == tree.get("lang")
        assert said["url"] == tree.xpath("string(//link[@rel='canonical']/@href)")
        assert said["mainEntityOfPage"]["@id"] == said["url"]
        for name in ("datePublished", "dateModified"):
            assert datetime.fromisoformat(said[name]) in times
        assert said["dateModified"] >= said["datePublished"]
        for name in ("alternativeHeadline", "articleSection", "dateline"):
            assert said.get(name, "") in visible
        for person in (*said["author"], *said.get("translator", ())):
            in_byline = person["@type"] != "NewsMediaOrganization"
            assert person["name"] in (visible if in_byline else tree.text_content())
            assert reader.status(path_of(person["url"])) == 200
        for quotation in said.get("hasPart", ()):
            assert quotation["text"] in visible
            assert quotation["spokenByCharacter"]["name"] in visible
        for correction in said.get("correction", ()):
            assert correction["text"] in visible
        for topic in said.get("keywords", ()):
            assert topic in visible
        widths = [width_of(path_of(url)) for url in said["image"]]
        assert max(widths) >= WIDE_ENOUGH
        assert all(reader.status(path_of(url)) == 200 for url in said["image"])
        assert said["publisher"]["name"]
        assert reader.status(path_of(said["publisher"]["logo"]["url"])) == 200
        crumbs = said["mainEntityOfPage"]["breadcrumb"]["itemListElement"]
        assert [crumb["position"] for crumb in crumbs] == [1, 2]
        for crumb in crumbs:
            path = path_of(crumb["item"])
            assert crumb["name"] in [
                link.text_content().strip() for link in tree.xpath("//a[@href=$to]", to=path)
            ]
            assert reader.status(path) == 200


def width_of(path: str) -> int:
    """How wide a picture is: a card, or what its address says."""
    return 1200 if path.startswith("/-/card/") else int(Path(path).stem.rsplit("-", 1)[1])


def test_what_is_special_about_an_article_is_said_of_it(noon: datetime, reader: Reader) -> None:
    articles = articles_of_every_kind(noon)
    said = {
        kind: scripts_of(html.fromstring(reader.get(str(article.public_path)).body))[0]
        for kind, article in articles.items()
    }
    full = said["every block"]
    assert [(one["@type"], one["name"]) for one in full["author"]] == [
        ("Person", "Mara Ellwood"),
        ("Organization", "Northern Wire"),  # though its byline says that it is an author
    ]
    assert [one["name"] for one in full["translator"]] == ["Ida Moss"]
    assert [one["text"] for one in full["hasPart"]] == [QUOTED.strip("“”")]
    assert len(said["narrow picture"]["image"]) == 2
    assert [one["@type"] for one in said["bare"]["author"]] == ["NewsMediaOrganization"]
    assert said["corrected"]["correction"][0]["text"] == "It said sixty. It is fifty."


@pytest.mark.slow
def test_other_pages_say_only_what_schema_org_knows(noon: datetime, reader: Reader) -> None:
    articles = articles_of_every_kind(noon)
    gone = factories.article("Taken down")
    take_down(gone, "It was wrong.", Unasked.COMMAND)
    kinds = {
        "/": "NewsMediaOrganization",
        "/harbour/": "",
        "/harbour/2026/05/": "",
        "/all-news/": "",
        "/all-news/2026/05/30/": "",
        "/topic/ferry/": "",
        "/author/mara-ellwood/": "ProfilePage",
        "/author/northern-wire/": "ProfilePage",
        "/-/404/en": "",
        str(gone.public_path): "",
    }
    assert articles
    for path, kind in kinds.items():
        tree = html.fromstring(reader.get(path).body)
        said = scripts_of(tree)
        assert [one["@type"] for one in said] == ([kind] if kind else []), path
        for one in said:
            assert wrong_in(one) == []
            shown = one.get("mainEntity", one)
            assert shown["name"] in tree.xpath("string(//header)") + tree.xpath("string(//h1)")
            assert path_of(shown["url"]) == path
