"""Runs the edge under FastPySGI: one of several processes that share the port.

Its event loop is C and holds the interpreter's lock, so nothing else runs in this process: no
thread, no second loop. SIGTERM ends it at once; what was written is still delivered by the system.
"""

import logging
import os
import socket

import fastpysgi

from stoppress.edge.core.answer import Edge
from stoppress.edge.core.files import Files
from stoppress.edge.health import Health
from stoppress.edge.servers.handover import HandOver
from stoppress.edge.servers.serving import BACKLOG, HEAD_SECONDS, Serving
from stoppress.edge.servers.waiting_socket import listens
from stoppress.edge.servers.wsgi import WsgiApp
from stoppress.home import Home
from stoppress.lifeline import end_with_parent
from stoppress.store import Store
from stoppress.watch.counting import Counting

log = logging.getLogger(__name__)

#: The waiting process starts at the same time: a reader who comes before it would get a 503.
_WAITING_SECONDS = 3.0
_LONGEST_BODY = 16 << 10  # bytes of a request's body, which is read and thrown away
_IDLE_SECONDS = 75  # a connection may stay without a request, as with nginx
_STUCK_SECONDS = 60  # a reader's machine may leave what was sent unacknowledged
_LOOK_EVERY = 1000  # milliseconds between looks for connections past their time


def run(serving: Serving) -> None:
    """Serve until SIGTERM, SIGINT or the end of the parent process."""
    end_with_parent(os.getppid())
    store = Store.open(serving.home / "store", readonly=True)
    files = Files(serving.home / "media", serving.folders)
    edge = Edge(files, pages_budget=serving.memory, parted=True)
    home = Home(serving.home)
    counting = Counting.open(home.run, serving.logged, serving.proxies)
    counting.also_count("compositions", lambda: edge.compositions)
    app = WsgiApp(store, edge, counting, Health(store, home, "fastpysgi"))
    server = fastpysgi.server
    server.backlog = BACKLOG
    server.add_header_server = ""
    server.max_content_length = _LONGEST_BODY
    server.max_headers_num = 100
    server.tcp_nodelay = 1
    server.svc_timer_interval = _LOOK_EVERY
    server.read_req_timeout = server.curr_req_timeout = int(HEAD_SECONDS * 1000)
    server.next_req_timeout = _IDLE_SECONDS * 1000
    if not listens(serving.waiting, _WAITING_SECONDS):
        log.warning("edge: nobody takes over connections at %s yet", serving.waiting)
    address = socket.getaddrinfo(serving.host, serving.port, type=socket.SOCK_STREAM)[0][4][0]
    server.init(app, address, serving.port, loglevel=fastpysgi.LL_FATAL_ERROR)
    _let_go_of_the_stuck(_STUCK_SECONDS)
    app.hand_over = HandOver(serving.waiting, serving.port)
    log.info("edge: serving %s at http://%s:%d", serving.home, serving.host, serving.port)
    server.run()


def _let_go_of_the_stuck(seconds: int) -> None:
    """Have the system end connections whose other side takes nothing; the server never would.

    Connections take the option over from the socket that listens.
    """
    for name in os.listdir("/proc/self/fd"):  # noqa: PTH208
        descriptor = int(name)
        try:
            found = socket.socket(fileno=descriptor)
        except OSError:  # no socket
            continue
        try:
            if found.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
                found.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, seconds * 1000)
        finally:
            found.detach()
