"""The same pages by other means: Varnish with ESI, nginx with SSI, Wagtail's templates per request.

All serve the same article pages of one newsroom in interleaved rounds. Varnish and nginx get as
includes only the fragments that a publish changes on every page; the rest of a page is one object
or file to them. Wagtail renders each page with the same queries and templates, under Granian with
one worker on each core, and keeps nothing. nginx with the ready files is the limit.

    python -m bench.peers
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import homes, pagefiles
from bench.client import Client
from bench.includes import write_includes
from bench.options import Options, told
from bench.processes import cores, free_port, needs, running
from bench.report import Figure, NotMeasured, Report
from bench.rounds import interleaved, ratios, table
from bench.servers import NGINX, edge, limit, nginx
from bench.wrk import Target, load

VARNISH, SSI, WAGTAIL = "Varnish, ESI", "nginx, SSI", "Wagtail, no store"

VCL = """
vcl 4.1;
backend files {{ .host = "127.0.0.1"; .port = "{port}"; }}
sub vcl_backend_response {{
    set beresp.ttl = 1h;
    set beresp.do_gzip = true;
    set beresp.do_esi = bereq.url ~ "^/pages/";
}}
"""


def measure(options: Options) -> Report:
    """With ``options.pages`` pages of a newsroom of the first size."""
    home = homes.newsroom(options, options.articles[0])
    made = homes.make_pages(home, options.pages)
    report = Report()
    with TemporaryDirectory(prefix="stoppress-peers-") as folder, ExitStack() as stack:
        root = Path(folder)
        root.chmod(0o755)  # nginx and Varnish read as other users
        files = pagefiles.write(home, root, made)
        write_includes(home, root / "esi", made, '<esi:include src="/fragments/{}"/>')
        write_includes(home, root / "ssi", made, '<!--# include virtual="/fragments/{}" -->')
        started: list[AbstractContextManager[Target]] = [
            limit(files),
            *(edge(home, files.edge_paths, server) for server in options.servers),
            varnish(root / "esi"),
            nginx_ssi(root / "ssi"),
            wagtail(home, files.edge_paths),
        ]
        targets: dict[str, Target] = {}
        for one in started:
            try:
                target = stack.enter_context(one)
                serves_the_same(target, files.first_pages())
                load(target, 1, options.connections)
                targets[target.name] = target
            except NotMeasured as absent:
                report.notes.append(str(absent))
        if NGINX not in targets:
            return report
        runs = interleaved(
            {
                name: partial(load, target, options.seconds, options.connections)
                for name, target in targets.items()
            },
            options.rounds,
        )
    title = f"{files.count:,} article pages of one newsroom, {files.bytes_each:,.0f} bytes of gzip"
    report.tables.append(table(title, runs, NGINX))
    report.figures = [
        Figure(
            "A4",
            f"{name}: random article pages, beside nginx gzip_static",
            [run.per_second for run in found],
            "requests/s",
            ratios(found, runs[NGINX]),
        )
        for name, found in runs.items()
    ]
    return report


def serves_the_same(target: Target, pages: Sequence[bytes]) -> None:
    """Raise NotMeasured unless a server answers its first paths with these texts."""
    with Client(target.port) as client, target.paths.open() as lines:
        for page, line in zip(pages, lines, strict=False):
            reply = client.get(line.split()[0])
            if reply.status != 200 or reply.text() != page:
                raise NotMeasured(
                    f"Not measured: {target.name} answers {line.split()[0]} otherwise."
                )


@contextmanager
def varnish(root: Path) -> Iterator[Target]:
    """Varnish over nginx, everything in its cache."""
    needs("varnishd", "nginx")
    with nginx(root, root / "paths.txt", name="files behind") as behind:
        port = free_port()
        vcl = root / "pages.vcl"
        vcl.write_text(VCL.format(port=behind.port))
        command = ["varnishd", "-F", "-a", f"127.0.0.1:{port}", "-f", str(vcl)]
        command += ["-s", "default,512m", "-n", str(root / "varnish"), "-T", "none"]
        with running([command], port, log=root / "varnish.log") as processes:
            yield Target(VARNISH, port, root / "paths.txt", processes)


@contextmanager
def nginx_ssi(root: Path) -> Iterator[Target]:
    """Fragments put into each page by sub-requests of nginx, then compressed at level 1."""
    more = "ssi on; gzip on; gzip_comp_level 1; gzip_proxied any;"
    with nginx(root, root / "paths.txt", name=SSI, more=more) as target:
        yield target


@contextmanager
def wagtail(home: Path, paths: Path) -> Iterator[Target]:
    """The same templates and queries for each request, nothing kept."""
    port = free_port()
    command = ["granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--workers", str(cores()), "--no-ws", "--http", "1", "bench.plain_wagtail:app"]
    environment = homes.newsroom_environment(home)
    program = [str(homes.beside_python(command[0])), *command[1:]]
    with running([program], port, environment, home / "plain.log") as processes:
        yield Target(WAGTAIL, port, paths, processes)


if __name__ == "__main__":
    with told(__doc__) as chosen:
        print(measure(chosen))
