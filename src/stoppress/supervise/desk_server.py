"""The desk's server. It takes in a whole request before any thread works on it.

A client that sends its request slowly, or never to its end, so holds a connection and no thread:
``docs/decisions/0026-server-of-the-desk.md``.
"""

import logging
import os
import signal
from typing import Any

from stoppress.home import Home, HomeSettings, load_home
from stoppress.lifeline import end_with_parent
from stoppress.supervise.failure import NotServed
from stoppress.supervise.loading import loading
from stoppress.supervise.start import set_environment

THREADS = 8
#: Connections that may be open at once; more wait to be accepted.
CONNECTIONS = 400
#: Seconds in which something has to come, or to be taken, on a connection.
SILENCE_SECONDS = 20
#: Bytes: the largest document (``WAGTAILDOCS_MAX_UPLOAD_SIZE``), and the form around it.
LARGEST_BODY = 210 * 1024 * 1024
LARGEST_HEAD = 64 * 1024


def serve_desk(home: Home, host: str, port: int) -> None:
    """Serve the desk until told to end (SIGTERM); then the process ends too.

    Raises NotServed when it cannot listen there.
    """
    from waitress.server import create_server

    settings = load_home(home.root)
    set_environment(home, "desk")
    end_with_parent(os.getppid())
    with loading():
        from stoppress.conf.wsgi import application

    try:
        server = create_server(
            application,
            host=host,
            port=port,
            threads=THREADS,
            connection_limit=CONNECTIONS,
            channel_timeout=SILENCE_SECONDS,
            cleanup_interval=SILENCE_SECONDS // 2,
            max_request_body_size=LARGEST_BODY,
            max_request_header_size=LARGEST_HEAD,
            asyncore_use_poll=True,
            ident="",
            **_proxy(settings),
        )
    except OSError as error:
        raise NotServed(f"{host}:{port} cannot be served: {error.strerror}") from None
    signal.signal(signal.SIGTERM, _end)
    server.run()
    # Nothing is left to be done, and taking Django and Wagtail apart can last for seconds.
    logging.shutdown()
    os._exit(0)


def _proxy(settings: HomeSettings) -> dict[str, Any]:
    """Whether the headers are believed in which a proxy says who asks, and over what.

    They are when the desk's address is ``https``: TLS ends at a proxy then, and nobody else should
    reach the desk's own port. The client is the last address of ``X-Forwarded-For``, which that
    proxy has added itself. Else waitress takes the headers off.
    """
    if not (settings.desk_url or "").startswith("https://"):
        return {}
    return {
        "trusted_proxy": "*",
        "trusted_proxy_count": 1,
        "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"},
    }


def _end(_number: int, _frame: object) -> None:
    raise SystemExit(0)  # waitress then lets its threads finish
