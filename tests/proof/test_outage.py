"""With origin, worker and desk dead and nobody to start them again, readers notice nothing."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import psutil
import pytest

from tests.world.fixtures import copy_home
from tests.world.pages import Site
from tests.world.running import RunningNewsroom, serving

pytestmark = [pytest.mark.proof, pytest.mark.slow]


@pytest.fixture(scope="module")
def own_newsroom(
    demo_home: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningNewsroom]:
    """Serve a copy of the demo newsroom; no page is left of the address it was made at."""
    home = copy_home(demo_home, tmp_path_factory.mktemp("outage") / "home")
    with serving(home) as running:
        running.stoppress("rebuild")
        yield running


@pytest.fixture
def supervisor(own_newsroom: RunningNewsroom) -> Iterator[psutil.Process]:
    """What starts dead parts again, at the latest after the test."""
    process = psutil.Process(own_newsroom.process.pid)
    yield process
    process.resume()


def test_stored_pages_are_served_by_the_edge_alone(
    own_newsroom: RunningNewsroom, supervisor: psutil.Process
) -> None:
    site = Site(own_newsroom.site)
    paths = [
        *(page.path for page in site.kinds if page.status == 200),
        *site.articles["en"],
        *site.articles["az"],
        *("/feed.rss", "/feed.atom", "/feed.json", "/sitemap.xml", "/robots.txt"),
    ]
    before = {path: site.get(path) for path in paths}
    missing = site.get("/no-such-page/")

    supervisor.suspend()
    for name in ("origin", "worker", "desk"):
        for process in [own_newsroom.part(name), *own_newsroom.part(name).children()]:
            process.kill()

    reader = httpx.Client(verify=False, timeout=20)
    for path, known in before.items():
        now = reader.get(own_newsroom.url(path))
        assert now.status_code == known.status_code, path
        assert now.content == known.content, path
        again = reader.get(own_newsroom.url(path), headers={"If-None-Match": known.headers["etag"]})
        assert again.status_code == 304, path
    assert missing.status_code == 404
    unknown = httpx.get(own_newsroom.url("/never-asked-for-before/"), timeout=10)
    assert unknown.status_code in (404, 503)
    assert len(unknown.content) > 200


def test_pages_survive_a_restart_of_the_edge_alone(own_newsroom: RunningNewsroom) -> None:
    site = Site(own_newsroom.site)
    known = site.get(site.page("article").path)
    edge = own_newsroom.part("edge")

    edge.kill()
    edge.wait(5)
    answer = None
    while answer is None:
        try:
            answer = httpx.get(own_newsroom.url(site.page("article").path))
        except httpx.TransportError:
            assert own_newsroom.process.poll() is None

    assert answer.content == known.content
    assert answer.headers["etag"] == known.headers["etag"]
