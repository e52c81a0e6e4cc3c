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
def breakable(
    demo_home: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningNewsroom]:
    """Serve a copy of the demo newsroom; each test lets all its parts run again at the end."""
    home = copy_home(demo_home, tmp_path_factory.mktemp("outage") / "home")
    with serving(home) as running:
        running.stoppress("rebuild")  # no page is left of the address that it was made at
        yield running


@pytest.fixture
def alone(breakable: RunningNewsroom) -> Iterator[RunningNewsroom]:
    """Nobody starts again what a test kills."""
    supervisor = psutil.Process(breakable.process.pid)
    supervisor.suspend()
    yield breakable
    supervisor.resume()


def test_stored_pages_are_served_by_the_edge_alone(alone: RunningNewsroom) -> None:
    site = Site(alone.site)
    paths = [
        *(page.path for page in site.kinds if page.status == 200),
        *site.articles["en"],
        *site.articles["az"],
        *("/feed.rss", "/feed.atom", "/feed.json", "/sitemap.xml", "/robots.txt"),
    ]
    before = {path: site.get(path) for path in paths}
    missing = site.get("/no-such-page/")

    for name in ("origin", "worker", "desk"):
        for process in [alone.part(name), *alone.part(name).children()]:
            process.kill()

    reader = httpx.Client(verify=False, timeout=20)
    for path, known in before.items():
        now = reader.get(alone.url(path))
        assert now.status_code == known.status_code, path
        assert now.content == known.content, path
        again = reader.get(alone.url(path), headers={"If-None-Match": known.headers["etag"]})
        assert again.status_code == 304, path
    assert missing.status_code == 404
    unknown = httpx.get(alone.url("/never-asked-for-before/"), timeout=10)
    assert unknown.status_code in (404, 503)
    assert len(unknown.content) > 200


def test_pages_survive_a_restart_of_the_edge_alone(breakable: RunningNewsroom) -> None:
    site = Site(breakable.site)
    known = site.get(site.page("article").path)
    edge = breakable.part("edge")

    edge.kill()
    edge.wait(5)
    answer = None
    while answer is None:
        try:
            answer = httpx.get(breakable.url(site.page("article").path))
        except httpx.TransportError:
            assert breakable.process.poll() is None

    assert answer.content == known.content
    assert answer.headers["etag"] == known.headers["etag"]
