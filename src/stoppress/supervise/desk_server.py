"""The desk's server. It takes in a whole request before any thread works on it.

A client that sends its request slowly, or never to its end, so holds a connection and no thread:
``docs/decisions/0026-server-of-the-desk.md``.
"""

import logging
import os
import signal
from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from stoppress.home import Home, Proxies, load_home
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

    from stoppress.supervise.open_answers import allow_open_answers, with_open_answers

    settings = load_home(home.root)
    set_environment(home, "desk")
    end_with_parent(os.getppid())
    with loading():
        from stoppress.conf.wsgi import application

    sockets: dict[int, object] = {}
    try:
        server = create_server(
            _behind(settings.trusted_proxies, with_open_answers(application)),
            map=sockets,
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
            clear_untrusted_proxy_headers=False,  # _behind does
        )
    except OSError as error:
        raise NotServed(f"{host}:{port} cannot be served: {error.strerror}") from None
    allow_open_answers(sockets.values())
    signal.signal(signal.SIGTERM, _end)
    server.run()
    # Nothing is left to be done, and taking Django and Wagtail apart can last for seconds.
    logging.shutdown()
    os._exit(0)


def _behind(proxies: Proxies, application: WSGIApplication) -> WSGIApplication:
    """The application, told who asks, and over what, where a named proxy says so.

    From others those headers are taken off.
    """

    def behind(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        forwarded_for = environ.pop("HTTP_X_FORWARDED_FOR", None)
        peer = environ["REMOTE_ADDR"]
        if proxies.are_named(peer):
            environ["REMOTE_ADDR"] = proxies.client(peer, forwarded_for)
        else:
            environ.pop("HTTP_X_FORWARDED_PROTO", None)
        return application(environ, start_response)

    return behind


def _end(_number: int, _frame: object) -> None:
    raise SystemExit(0)  # waitress then lets its threads finish
