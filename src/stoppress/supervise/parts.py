"""The programs that ``serve`` keeps running: what each is started with."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from stoppress.home import Home, HomeSettings
from stoppress.supervise.address import Address
from stoppress.supervise.children import Child

_LEAST_MEMORY = 32  # MiB of ready pages for each process of the edge
_MOST_MEMORY = 256  # MiB of ready pages for all of them: some 20,000 pages of usual length

#: Variables that a process of the edge is given, where the supervisor has them. It answers
#: limits, so that it knows no database, no key and no token: what a variable is for stands
#: here, or the edge does not get it.
_OF_THE_EDGE = frozenset(
    {
        *("PATH", "HOME", "TMPDIR", "TZ", "LANG", "LC_ALL", "LC_CTYPE"),
        *("LD_LIBRARY_PATH", "VIRTUAL_ENV"),  # where the interpreter and its libraries are
        *("PYTHONHOME", "PYTHONPATH", "PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE"),
    }
)


def environment_of_the_edge(environment: Mapping[str, str]) -> dict[str, str]:
    """The variables of ``environment`` that a process which answers readers may know."""
    return {name: value for name, value in environment.items() if name in _OF_THE_EDGE}


def edge_parts(
    home: Home, settings: HomeSettings, site: Address, origin: Path, server: str, number: int
) -> list[Child]:
    """The processes that answer readers, and the one for readers who have to wait."""
    environment = environment_of_the_edge(os.environ)
    common = (
        *("--home", str(home.root), "--origin", f"unix:{origin}"),
        *("--access-log", settings.access_log),
        # In one word, since it may be empty.
        f"--trusted-proxies={settings.trusted_proxies}",
    )
    memory = max(_memory_for_pages() // number, _LEAST_MEMORY)
    edge = (
        *(sys.executable, "-m", "stoppress.edge", *common, "--server", server, "--share-port"),
        *("--host", site.host, "--port", str(site.port), "--memory", str(memory)),
    )
    children = [Child(f"edge-{place}", edge, environment) for place in range(1, number + 1)]
    if server == "fastpysgi":
        waiting = (sys.executable, "-m", "stoppress.edge.waiting", *common)
        children.append(Child("waiting", waiting, environment))
    return children


def _memory_for_pages() -> int:
    """MiB of ready pages for all processes of the edge: an eighth of the machine's at most."""
    whole = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return min(_MOST_MEMORY, whole >> 23)


def django_part(name: str, home: Home, *arguments: str) -> Child:
    """A program of ``stoppress`` that runs Django: started again when the settings file changes."""
    return Child(
        name,
        (sys.executable, "-m", "stoppress", "--home", str(home.root), *arguments),
        reads=home.settings_file,
        waits=True,
    )


def desk_part(home: Home, at: Address) -> Child:
    """The desk, which listens on an address of its own."""
    return django_part("desk", home, "desk", "--host", at.host, "--port", str(at.port))
