"""The edge and nginx on the same pages, all running, for what is measured beside each other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import homes, pagefiles, synthetic
from bench.options import Options
from bench.servers import NGINX, edge, edge_name, nginx
from bench.wrk import Target, load

FILES = 10_000
"""Pages that nginx has as files, at most."""


@contextmanager
def side_by_side(
    options: Options, articles: int, *, warm: bool = True
) -> Iterator[tuple[dict[str, Target], pagefiles.PageFiles]]:
    """Servers by their names, nginx and the edge under each server; the files that nginx has.

    With more pages stored than nginx has as files, wrk asks the edge for all that are stored.
    """
    home = homes.stored(options, articles)
    with TemporaryDirectory(prefix="stoppress-pages-") as folder, ExitStack() as stack:
        root = Path(folder)
        root.chmod(0o755)  # nginx reads the files as another user
        first = map(synthetic.path_of, range(min(articles, FILES)))
        files = pagefiles.write(home, root, first)
        paths = files.edge_paths
        if articles > FILES:
            everything = (pagefiles.sent(synthetic.path_of(number)) for number in range(articles))
            paths = pagefiles.listed(root / "all.txt", list(everything))
        targets = {NGINX: stack.enter_context(nginx(root, files.nginx_paths))}
        for server in options.servers:
            targets[edge_name(server)] = stack.enter_context(edge(home, paths, server))
        if warm:
            for target in targets.values():
                load(target, 1, options.connections)
        yield targets, files
