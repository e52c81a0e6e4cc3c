"""What a page says to machines agrees with what it shows to people."""

import io
import json
from datetime import datetime
from urllib.parse import urljoin, urlsplit

import pytest
from lxml import html
from PIL import Image

from tests.browser.test_reading_order import news_article
from tests.world.pages import Site

pytestmark = pytest.mark.proof

ARTICLES = ["article", "long read", "Arabic article"]


def meta(tree: html.HtmlElement, name: str) -> str:
    """Return the content of a ``meta`` element by its ``name`` or ``property``."""
    found = tree.xpath("//meta[@name=$name or @property=$name]/@content", name=name)
    assert len(found) == 1, f"{len(found)} meta elements {name}"
    return str(found[0])


def path_of(url: str) -> str:
    """Return the path of an address."""
    return urlsplit(url).path


@pytest.mark.parametrize("kind", ARTICLES)
def test_json_ld_agrees_with_the_page(site: Site, kind: str) -> None:
    path = site.page(kind).path
    tree, said = site.tree(path), news_article(site, path)
    text = " ".join(tree.xpath("//main")[0].text_content().split())
    authors = said["author"] if isinstance(said["author"], list) else [said["author"]]

    assert said["headline"] == " ".join(tree.xpath("//h1")[0].text_content().split())
    assert said.get("alternativeHeadline", "") in text
    assert said["articleSection"] in text
    assert said["inLanguage"] == tree.get("lang")
    assert said["isAccessibleForFree"] is True
    assert datetime.fromisoformat(said["datePublished"]).tzinfo
    assert datetime.fromisoformat(said["dateModified"]) >= datetime.fromisoformat(
        said["datePublished"]
    )
    # The date line is to the minute.
    assert datetime.fromisoformat(said["datePublished"]).replace(second=0) in [
        datetime.fromisoformat(one) for one in tree.xpath("//main//article//time/@datetime")
    ]
    assert (said.get("url") or said["mainEntityOfPage"]["@id"]) == site.root + path
    for author in authors:
        assert author["name"] in text
        if author["@type"] == "Person" and "url" in author:
            assert site.get(path_of(author["url"])).status_code == 200
    assert said["publisher"]["name"]
    assert site.get(path_of(said["publisher"]["logo"]["url"])).status_code == 200


def test_a_correction_is_in_json_ld_and_on_the_page(site: Site) -> None:
    said = [news_article(site, path) for path in site.articles["en"]]
    corrected = [one for one in said if "correction" in one]

    assert corrected, "The demo newsroom has a corrected piece."
    for one in corrected:
        path = path_of(one.get("url") or one["mainEntityOfPage"]["@id"])
        shown = " ".join(site.tree(path).xpath("//main")[0].text_content().split())
        corrections = one["correction"]
        for correction in corrections if isinstance(corrections, list) else [corrections]:
            words = correction if isinstance(correction, str) else correction["text"]
            assert any(part.strip() in shown for part in words.split("\n"))


@pytest.mark.parametrize("kind", ARTICLES)
def test_pictures_of_json_ld_answer(site: Site, kind: str) -> None:
    images = news_article(site, site.page(kind).path)["image"]

    for image in images if isinstance(images, list) else [images]:
        answer = site.get(path_of(image if isinstance(image, str) else image["url"]))
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("image/")


@pytest.mark.parametrize("kind", ARTICLES)
def test_the_social_card_has_the_size_that_is_declared(site: Site, kind: str) -> None:
    tree = site.tree(site.page(kind).path)

    address = meta(tree, "og:image")
    answer = site.get(path_of(address))
    picture = Image.open(io.BytesIO(answer.content))

    assert address.startswith(site.root)
    assert answer.status_code == 200
    assert picture.size == (
        int(meta(tree, "og:image:width")),
        int(meta(tree, "og:image:height")),
    )
    assert meta(tree, "og:image:alt")
    assert meta(tree, "twitter:card") == "summary_large_image"


@pytest.mark.parametrize("kind", [*ARTICLES, "front", "section", "topic", "author"])
def test_a_shared_link_has_a_title_and_its_own_address(site: Site, kind: str) -> None:
    path = site.page(kind).path

    assert meta(site.tree(path), "og:title")
    assert meta(site.tree(path), "og:url") == site.root + path


@pytest.mark.parametrize("kind", ["article", "front", "section", "all news", "day", "author"])
def test_one_canonical_address_and_a_description(site: Site, kind: str) -> None:
    path = site.page(kind).path
    tree = site.tree(path)

    assert tree.xpath("//link[@rel='canonical']/@href") == [site.root + path]
    assert len(tree.xpath("//title")) == 1
    assert 20 <= len(meta(tree, "description")) <= 400
    assert "max-image-preview:large" in meta(tree, "robots")


def test_pages_that_are_not_there_ask_not_to_be_listed(site: Site) -> None:
    for kind in ("not found", "gone"):
        assert site.tree(site.page(kind).path).xpath("//link[@rel='canonical']") == []


def test_editions_name_each_other(site: Site) -> None:
    translated = 0
    for path in [*site.fronts(), *site.articles["en"][:30], *site.articles["az"], "/all-news/"]:
        others = {
            str(link.get("hreflang")): path_of(link.get("href"))
            for link in site.tree(path).xpath("//link[@rel='alternate' and @hreflang]")
        }
        if not others:
            continue
        translated += len(others) > 2
        assert path in others.values()
        for language, other in others.items():
            answer = site.get(other)
            assert answer.status_code == 200, other
            back = site.tree(other).xpath("//link[@rel='alternate' and @hreflang]/@href")
            assert path in [path_of(one) for one in back], f"{other} does not name {path}"
            if language != "x-default":
                assert site.tree(other).get("lang") == language
    assert translated >= 3


def test_the_manifest_and_its_icons_answer(site: Site) -> None:
    tree = site.tree("/")
    manifest_path = path_of(urljoin(site.root, tree.xpath("//link[@rel='manifest']/@href")[0]))
    answer = site.get(manifest_path)
    manifest = json.loads(answer.content)

    assert answer.headers["content-type"].partition(";")[0] == "application/manifest+json"
    assert manifest["name"]
    assert manifest["start_url"]
    for icon in manifest["icons"]:
        picture = site.get(path_of(urljoin(site.root, icon["src"])))
        assert picture.status_code == 200
        if icon["type"] == "image/png":
            size = "x".join(map(str, Image.open(io.BytesIO(picture.content)).size))
            assert size in icon["sizes"].split()


def test_icons_and_everything_named_in_the_head_answer(site: Site) -> None:
    for path in ("/", site.page("article").path, site.page("Arabic article").path):
        for link in site.tree(path).xpath("//head/link[@href]"):
            address = urljoin(site.root + path, link.get("href"))
            if address.startswith(site.root):
                assert site.get(path_of(address)).status_code == 200, address
    assert site.get("/favicon.ico").status_code in (200, 301)
