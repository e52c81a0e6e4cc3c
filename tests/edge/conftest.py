"""The edge that the tests ask."""

from collections.abc import Iterator

import pytest

from tests.edge.serving import Served, running_edge, small_site
from tests.world.servers import EACH_SERVER


@pytest.fixture(scope="module", params=EACH_SERVER)
def served(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    """A small site, served without an origin; under each server in turn."""
    home = tmp_path_factory.mktemp("home")
    small_site(home)
    with running_edge(home, server=request.param) as served:
        yield served
