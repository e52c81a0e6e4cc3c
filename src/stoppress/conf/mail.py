"""The newsroom's mail server, as Django's SMTP backend is given it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

from stoppress.home.settings import HomeSettings

#: Seconds that a server has for each answer.
_PATIENCE = 10
_PORTS = {"smtp": 25, "smtps": 465}
_OWN_MACHINE = ("localhost", "127.0.0.1", "::1")


def mail_server(
    settings: HomeSettings, environment: Mapping[str, str] = os.environ
) -> dict[str, Any]:
    """Arguments of ``django.core.mail.get_connection``, and ``sender``; empty when none is named.

    To another machine mail goes over TLS, from the first byte with ``smtps`` (RFC 8314), else by
    STARTTLS (RFC 3207).
    """
    if not settings.mail_server:
        return {}
    parts = urlsplit(settings.mail_server)
    return {
        "backend": "django.core.mail.backends.smtp.EmailBackend",
        "host": parts.hostname,
        "port": parts.port or _PORTS[parts.scheme],
        "username": unquote(parts.username or ""),
        "password": environment.get("STOPPRESS_MAIL_PASSWORD", ""),
        "use_ssl": parts.scheme == "smtps",
        "use_tls": parts.scheme == "smtp" and parts.hostname not in _OWN_MACHINE,
        "timeout": _PATIENCE,
        "sender": settings.mail_from,
    }
