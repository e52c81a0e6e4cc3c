"""The edge and nginx, started to be measured beside each other."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from bench.pagefiles import PageFiles
from bench.processes import cores, free_port, needs, running
from bench.wrk import Target
from stoppress.edge.servers.choice import is_installed
from stoppress.home.settings import SERVERS

#: Servers under the edge, the default first.
EDGE_SERVERS = tuple(name for name in SERVERS if is_installed(name))

NOBODY = "http://127.0.0.1:9"  # the discard port: no origin is there

NGINX = "nginx gzip_static"
NGINX_WITH_ALL = "nginx gzip_static, all as files"

NGINX_CONFIG = """
worker_processes auto;
worker_rlimit_nofile 20000;
error_log {root}/error.log;
pid {root}/nginx.pid;
daemon off;
events {{ worker_connections 8192; }}
http {{
    types {{ text/html html; }}
    charset utf-8;
    access_log off;
    sendfile on;
    tcp_nopush on;
    keepalive_timeout 600s;
    keepalive_requests 1000000000;
    {opened}
    client_body_temp_path {root}/t1; proxy_temp_path {root}/t2; fastcgi_temp_path {root}/t3;
    uwsgi_temp_path {root}/t4; scgi_temp_path {root}/t5;
    server {{
        listen 127.0.0.1:{port} reuseport;
        root {root}/pages;
        {more}
    }}
}}
"""
GZIP_STATIC = "gzip_static always; gzip_vary on;"
#: Files that nginx keeps open, as many as a process usually may.
OPENED = 11_000


def kept_open(files: int) -> str:
    """What has nginx keep so many files open; of more than it may open it keeps none."""
    if files > OPENED:
        return "open_file_cache off;"
    return (
        f"open_file_cache max={OPENED} inactive=600s; open_file_cache_valid 600s;"
        " open_file_cache_min_uses 1;"
    )


@contextmanager
def nginx(
    root: Path, paths: Path, *, name: str = NGINX, more: str = "", files: int = OPENED
) -> Iterator[Target]:
    """The files in ``root/pages``, served by nginx with as many workers as cores."""
    needs("nginx", "wrk")
    root.mkdir(parents=True, exist_ok=True)
    port = free_port()
    config = root / f"nginx-{port}.conf"
    config.write_text(NGINX_CONFIG.format(root=root, port=port, more=more, opened=kept_open(files)))
    command = ["nginx", "-c", str(config), "-e", str(root / "error.log")]
    with running([command], port) as processes:
        yield Target(name, port, paths, processes)


def limit(files: PageFiles, name: str = NGINX) -> AbstractContextManager[Target]:
    """Nginx with the ready files of pages: the same bodies, and the same headers, as the edge's."""
    headers = " ".join(f'add_header {field} "{text}";' for field, text in files.headers)
    more = f"{GZIP_STATIC} {headers}"
    return nginx(files.root, files.nginx_paths, name=name, more=more, files=files.count)


@contextmanager
def edge(home: Path, paths: Path, server: str) -> Iterator[Target]:
    """The edge as ``stoppress serve`` starts it, without an origin behind it."""
    (home / "run").mkdir(parents=True, exist_ok=True)
    port = free_port()
    commands = edge_commands(home, port, server)
    with running(commands, port, log=home / "run" / "bench.log") as processes:
        yield Target(edge_name(server), port, paths, processes)


def edge_name(server: str) -> str:
    """What the tables call the edge under a server."""
    return f"Stoppress ({ {'granian': 'Granian', 'fastpysgi': 'FastPySGI'}[server] })"


def edge_commands(home: Path, port: int, server: str) -> Sequence[Sequence[str]]:
    """Command lines of the edge's processes.

    FastPySGI has one on each core, and one for readers who wait; Granian, whose own threads do the
    network's work, one for two cores.
    """
    common = ["--home", str(home), "--origin", NOBODY]
    command = [sys.executable, "-m", "stoppress.edge", *common]
    command += ["--port", str(port), "--server", server, "--share-port"]
    if server == "granian":
        return [command] * max(1, cores() // 2)
    return [[sys.executable, "-m", "stoppress.edge.waiting", *common], *[command] * cores()]
