"""``stoppress serve``: edge, origin, desk and worker under one supervisor."""

import logging.config
from typing import Annotated

import structlog
import typer

from stoppress.edge.servers.choice import (
    best_number_of_processes,
    best_server,
    is_installed,
    missing_server,
)
from stoppress.home import Home, load_home, record_desk_url, record_site_url
from stoppress.home.settings import MOST_PROCESSES, SERVERS
from stoppress.log_lines import configure_structlog, logging_settings
from stoppress.supervise.address import free_address, read_address
from stoppress.supervise.answering import answering
from stoppress.supervise.crashed import StoreCheck
from stoppress.supervise.failure import NotDone
from stoppress.supervise.only_one import only_one
from stoppress.supervise.parts import desk_part, django_part, edge_parts
from stoppress.supervise.private_socket import private_socket
from stoppress.supervise.running import forget_running, write_running
from stoppress.supervise.supervisor import run_supervisor
from stoppress.supervise.taking_over import take_over

log = structlog.get_logger("stoppress.serve")


def serve(
    context: typer.Context,
    site: Annotated[
        str, typer.Option(metavar="HOST:PORT", help="Where readers come.")
    ] = "127.0.0.1:8000",
    desk: Annotated[
        str, typer.Option(metavar="HOST:PORT", help="Where editors come.")
    ] = "127.0.0.1:8001",
    server: Annotated[
        str | None,
        typer.Option(
            metavar="SERVER",
            help=f"What serves the site, {' or '.join(SERVERS)}; goes before the settings.",
        ),
    ] = None,
    processes: Annotated[
        int | None,
        typer.Option(
            min=1,
            max=MOST_PROCESSES,
            metavar="NUMBER",
            help="How many processes serve the site; goes before the settings.",
        ),
    ] = None,
) -> None:
    """Serve the site to readers and the desk to editors until told to end."""
    home: Home = context.obj
    settings = load_home(home.root)
    if not settings.database and not home.database_file.exists():
        raise NotDone(
            f"The newsroom in {home.root} has no database yet. Finish it with"
            f' `stoppress --home {home.root} init --name "Your paper"`.'
        )
    site_server = _installed(server or settings.server)
    number = processes or settings.processes or best_number_of_processes(site_server)
    wanted_site, wanted_desk = read_address(site, "--site"), read_address(desk, "--desk")
    with only_one(home), private_socket("origin") as origin:
        site_address = free_address(wanted_site, "--site")
        desk_address = free_address(wanted_desk, "--desk")
        if site_address == desk_address:
            raise NotDone(f"Site and desk cannot both listen on {site}. Give --desk another port.")
        if settings.site_url is None:
            record_site_url(home, site_address.url)
        if settings.desk_url is None and desk_address.is_loopback:
            record_desk_url(home, desk_address.url)
        configure_structlog()
        logging.config.dictConfig(logging_settings())
        if settings.desk_url is None and not desk_address.is_loopback:
            log.warning(
                f"editors on other machines are refused until desk_url in {home.settings_file}"
                " says how they address the desk"
            )
        children = (
            *edge_parts(home, settings, site_address, origin, site_server, number),
            # These write to the store, when it is clear which one.
            django_part("origin", home, "origin", "--socket", str(origin)),
            desk_part(home, desk_address),
            django_part("worker", home, "worker"),
        )
        try:
            code = run_supervisor(
                children,
                when_started=lambda: write_running(home, children, site_address, desk_address),
                ready=lambda: answering(site_address, origin, desk_address),
                when_ready=lambda: print(
                    f"ready {site_address.url} {desk_address.url}", flush=True
                ),
                ended=StoreCheck(home).ended,
                first=lambda: take_over(home),
            )
        finally:
            forget_running(home)
    raise typer.Exit(code)


def _installed(server: str | None) -> str:
    """Check the server that is wanted, or choose one."""
    if server is None:
        return best_server()
    if server not in SERVERS:
        raise NotDone(f"{server!r} is no server for --server. Give one of {', '.join(SERVERS)}.")
    if not is_installed(server):
        raise NotDone(missing_server(server))
    return server
