"""Sitemaps: well formed, complete, and every address in them answers."""

from datetime import UTC, datetime, timedelta
from urllib.parse import unquote, urlsplit

import pytest
from lxml import etree

from tests.world.pages import SITEMAP, Site

pytestmark = pytest.mark.proof

NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


def test_the_index_names_sitemaps_that_answer(site: Site) -> None:
    index = etree.fromstring(site.get("/sitemap.xml").content)

    assert index.tag == f"{SITEMAP}sitemapindex"
    assert len(index) >= 3
    for entry in index:
        location = entry.findtext(f"{SITEMAP}loc", "")
        path = urlsplit(location).path
        assert location.startswith(site.root)
        assert datetime.fromisoformat(entry.findtext(f"{SITEMAP}lastmod", "")).tzinfo
        assert site.get(path).headers["content-type"].partition(";")[0] in (
            "application/xml",
            "text/xml",
        )
        assert etree.fromstring(site.get(path).content).tag == f"{SITEMAP}urlset"


def test_every_address_in_a_sitemap_answers(site: Site) -> None:
    paths = site.sitemap_paths()

    answers = {path: site.get(path).status_code for path in paths}

    assert len(paths) >= 100
    assert {path: status for path, status in answers.items() if status != 200} == {}


def test_every_piece_is_in_the_sitemaps(site: Site) -> None:
    known = {unquote(path) for path in site.sitemap_paths()}

    listed = {
        unquote(urlsplit(item["url"]).path)
        for front in site.fronts()
        for item in site.get(f"{front}feed.json").json()["items"]
    }

    assert listed - known == set()


def test_the_news_sitemap_holds_two_days(site: Site) -> None:
    sitemap = etree.fromstring(site.get("/sitemap-news.xml").content)
    addresses = list(sitemap.iter(f"{SITEMAP}url"))

    assert sitemap.tag == f"{SITEMAP}urlset"
    assert 1 <= len(addresses) <= 1000
    for address in addresses:
        news = address.find(f"{NEWS}news")
        assert news is not None
        published = datetime.fromisoformat(news.findtext(f"{NEWS}publication_date", ""))
        assert published > datetime.now(UTC) - timedelta(hours=49)
        assert news.findtext(f"{NEWS}publication/{NEWS}name")
        assert news.findtext(f"{NEWS}publication/{NEWS}language") in site.languages
        assert news.findtext(f"{NEWS}title")
        assert site.get(urlsplit(address.findtext(f"{SITEMAP}loc", "")).path).status_code == 200


def test_robots_txt_leads_to_the_sitemaps(site: Site) -> None:
    lines = site.get("/robots.txt").text.splitlines()

    assert f"Sitemap: {site.root}/sitemap.xml" in lines
    assert any(line.lower().startswith("user-agent: *") for line in lines)
    assert "Disallow: /" not in lines
