"""No dead link: every link that a reader can follow leads somewhere, in one step."""

from collections import deque
from urllib.parse import unquote

import pytest

from tests.world.pages import Site

pytestmark = pytest.mark.proof

MOST_PAGES = 450


@pytest.mark.long
def test_every_link_leads_somewhere(site: Site) -> None:
    waiting = deque((front, "a reader's address bar") for front in site.fronts())
    seen = {path for path, _ in waiting}
    dead: list[str] = []
    while waiting and len(seen) < MOST_PAGES:
        path, found_on = waiting.popleft()
        answer = site.get(path)
        if answer.status_code in (301, 302, 307, 308):
            path = answer.headers["location"].removeprefix(site.root)
            answer = site.get(path)
        if answer.status_code != 200:
            dead.append(f"{answer.status_code} {unquote(path)} linked from {unquote(found_on)}")
        if answer.headers["content-type"].startswith("text/html") and answer.status_code == 200:
            for link in site.links(path):
                if link not in seen:
                    seen.add(link)
                    waiting.append((link, path))
    assert dead == []
    assert len(seen) > 100


def test_links_inside_a_page_have_their_target(site: Site) -> None:
    lost: list[str] = []
    for page in site.kinds:
        tree = site.tree(page.path)
        ids = set(tree.xpath("//@id"))
        lost += [
            f"{page.kind}: {href}"
            for href in tree.xpath("//a/@href[starts-with(., '#')]")
            if href[1:] and href[1:] not in ids
        ]
    assert lost == []


@pytest.mark.long
def test_every_picture_and_file_of_a_page_answers(site: Site) -> None:
    lost: list[str] = []
    for page in site.kinds:
        tree = site.tree(page.path)
        sources = {str(one) for one in tree.xpath("//img/@src | //script/@src | //video/@src")}
        for srcset in tree.xpath("//@srcset"):
            sources.update(part.split()[0] for part in srcset.split(",") if part.strip())
        for source in sources:
            path = source.removeprefix(site.root)
            if path.startswith("/") and site.get(path).status_code != 200:
                lost.append(f"{page.kind}: {path}")
    assert lost == []
