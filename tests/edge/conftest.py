"""The edge that the tests ask."""

from collections.abc import Iterator

import pytest

from tests.edge.serving import Served, running_edge, small_site


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A small site, served without an origin."""
    home = tmp_path_factory.mktemp("home")
    small_site(home)
    with running_edge(home) as served:
        yield served
