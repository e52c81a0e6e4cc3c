"""The edge and nginx on the same pages, all running, for what is measured beside each other."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import homes, pagefiles, synthetic
from bench.options import Options
from bench.servers import NGINX, NGINX_WITH_ALL, edge, edge_name, limit
from bench.wrk import Target, load

#: Pages that nginx has as files, at most.
FILES = 10_000
#: Seconds of load before anything is measured. With many pages stored each process has to map the
#: file's pages into its memory first, which it does once.
_WARM_UP, _WARM_UP_OF_MANY = 1.0, 20.0


@contextmanager
def side_by_side(
    options: Options, articles: int
) -> Iterator[tuple[dict[str, Target], pagefiles.PageFiles]]:
    """Servers by their names, nginx and the edge under each server; the files that nginx has.

    Beside more pages than ``FILES`` there are two of nginx: one with so many, as if they were the
    whole site, and one with all of them.
    """
    home = homes.stored(options, articles)
    if articles > FILES:
        _read_whole(home / "store" / "data.mdb")
    with files_of(home, articles) as (files, paths), ExitStack() as stack:
        targets = {NGINX: stack.enter_context(limit(files))}
        if articles > FILES:
            every = stack.enter_context(_every_file_of(home, articles))
            targets[NGINX_WITH_ALL] = stack.enter_context(limit(every, NGINX_WITH_ALL))
        for server in options.servers:
            targets[edge_name(server)] = stack.enter_context(edge(home, paths, server))
        warm_up = _WARM_UP if articles <= FILES else _WARM_UP_OF_MANY
        for target in targets.values():
            load(target, warm_up, options.connections)
        yield targets, files


@contextmanager
def _every_file_of(home: Path, articles: int) -> Iterator[pagefiles.PageFiles]:
    homes.say(f"Writing {articles:,} pages as files for nginx ...")
    with _folder_for_nginx() as root:
        paths = map(synthetic.path_of, range(articles))
        files = pagefiles.write(home, root, paths, most=articles)
        os.sync()  # what is measured next does not share the disk with writing them
        yield files
        homes.say("Removing them ...")


@contextmanager
def files_of(home: Path, articles: int) -> Iterator[tuple[pagefiles.PageFiles, Path]]:
    """Files for nginx, and the list of what is asked of the edge.

    With more pages stored than nginx has as files, that list has all that are stored.
    """
    with _folder_for_nginx() as root:
        files = pagefiles.write(home, root, map(synthetic.path_of, range(min(articles, FILES))))
        if articles <= FILES:
            yield files, files.edge_paths
            return
        everything = [pagefiles.sent(synthetic.path_of(number)) for number in range(articles)]
        yield files, pagefiles.listed(root / "all.txt", everything)


@contextmanager
def _folder_for_nginx() -> Iterator[Path]:
    with TemporaryDirectory(prefix="stoppress-pages-") as folder:
        root = Path(folder)
        root.chmod(0o755)  # nginx reads the files as another user
        yield root


def _read_whole(file: Path) -> None:
    """Have the system take as much of a file into memory as fits."""
    with file.open("rb", buffering=0) as opened:
        while opened.read(1 << 24):
            pass
