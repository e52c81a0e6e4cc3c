"""No file descriptors are left in the edge."""

import resource
import socket
from contextlib import ExitStack

import httpx
import psutil
import pytest

from tests.edge.serving import running_edge, small_site, wait_until

pytestmark = [pytest.mark.proof, pytest.mark.slow]


@pytest.mark.parametrize("server", ["fastpysgi", "granian"])
def test_an_edge_without_descriptors_goes_on_when_there_are_some_again(
    tmp_path_factory: pytest.TempPathFactory, server: str
) -> None:
    small_site(home := tmp_path_factory.mktemp("edge"))
    with running_edge(home, server=server) as edge:
        before = edge.get("/ferry-returns/").content
        processes = [
            process
            for root in (edge.process, edge.holder)
            for process in (psutil.Process(root.pid), *psutil.Process(root.pid).children(True))
        ]
        processes = list({process.pid: process for process in processes}.values())
        limits = {p.pid: p.rlimit(resource.RLIMIT_NOFILE) for p in processes}
        with ExitStack() as stack:
            for process in processes:
                most = max(process.num_fds() + 8, 32)
                process.rlimit(resource.RLIMIT_NOFILE, (most, limits[process.pid][1]))
            refused = 0
            for _ in range(200):
                connection = socket.socket()
                stack.callback(connection.close)
                connection.settimeout(2)
                refused += connection.connect_ex(("127.0.0.1", edge.port)) != 0
            with pytest.raises(httpx.TransportError):
                httpx.get(edge.url + "/ferry-returns/", timeout=1)
        for process in processes:
            process.rlimit(resource.RLIMIT_NOFILE, limits[process.pid])
        wait_until(lambda: answers_with(edge.url + "/ferry-returns/", before), 30)
        assert edge.process.poll() is None
        assert edge.holder.poll() is None


def answers_with(url: str, content: bytes) -> bool:
    """Whether this is what readers get."""
    try:
        return httpx.get(url, timeout=2).content == content
    except httpx.TransportError:
        return False
