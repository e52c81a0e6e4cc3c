"""One POST to an address that an owner wrote, and how it ends: for kinds that ask by HTTP.

Addresses that are not public are not asked, unless the owner allowed it; redirects are not
followed; of an answer no more than its beginning is read.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl

import httpcore

from stoppress.channels import words
from stoppress.channels.ends import Done, End, Later, Refused, Unsure
from stoppress.channels.secrets import without
from stoppress.intake.filing.connections import (
    FAILURES,
    CheckedBackend,
    Limits,
    NotAllowed,
    NotFetched,
    url_of,
)

#: Seconds for all of it, and for the connection.
SECONDS, _CONNECT = 15.0, 5.0
#: Bytes of an answer that are read, and letters of it that are quoted.
LONGEST, _QUOTED = 4096, 200
#: The longest wait that another side can ask for, in seconds.
_LONGEST_WAIT = 24 * 3600.0
_QUOTABLE = ("text/plain", "application/json", "application/problem+json")
#: Letters of a part of an address that is hidden where the other side says it back.
_HIDDEN_FROM = 6
#: What the other side says of this one request, and what it says of all of them.
_NOT_THIS = {413, 415, 422}
_NOT_ANY = {401, 402, 403, 404, 405, 406, 407, 411, 414, 431, 451}
#: With these it says that nothing was done.
_NOT_DONE = {400, 409, 421, 425, 429, 503}


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. ``retry_after`` is in seconds; ``said`` is the beginning of a plain text."""

    status: int
    retry_after: float | None = None
    said: str = ""
    location: str = ""

    def __str__(self) -> str:
        """As editors read it: the status with its name, and what was said."""
        try:
            name = f"HTTP {self.status} {HTTPStatus(self.status).phrase}"
        except ValueError:
            name = f"HTTP {self.status}"
        return f"{name}: {self.said}" if self.said else name


def post(
    address: str, content: bytes, headers: Mapping[str, str], *, private_network: bool
) -> Answer | End:
    """Ask ``address``, once: its answer, or the end where there is none.

    ``private_network`` allows an address that is not public.
    """
    limits = Limits(seconds=SECONDS, longest=LONGEST)
    if private_network:
        limits = replace(limits, allowed=lambda _address: True)
    sent = False

    def trace(event: str, _info: Mapping[str, Any]) -> None:
        nonlocal sent
        sent = sent or event.endswith("send_request_headers.started")

    try:
        url = url_of(address)
        target = httpcore.URL(
            scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
        )
        backend = CheckedBackend(limits)
        with (
            httpcore.ConnectionPool(network_backend=backend) as pool,
            pool.stream(
                "POST",
                target,
                headers=[
                    ("Host", url.netloc.decode("ascii")),
                    ("User-Agent", "Stoppress (news publishing)"),
                    ("Accept-Encoding", "identity"),
                    ("Content-Length", str(len(content))),
                    *headers.items(),
                ],
                content=content,
                extensions={"timeout": {"connect": _CONNECT}, "trace": trace},
            ) as response,
        ):
            return _read(response, limits.longest, _known_to_its_owner(url.query.decode("ascii")))
    except NotAllowed as error:
        return Refused(f"This address is not asked: {error}.", channel=True)
    except (NotFetched, *FAILURES) as error:
        if sent:
            return Unsure(words.NO_ANSWER)
        said = without("", str(error) or type(error).__name__)
        return Later(f"No connection can be made: {said}")


def end_of(answer: Answer) -> End:
    """How a request ends that was answered so."""
    said = str(answer)
    match answer.status:
        case status if 200 <= status < 300:
            return Done()
        case HTTPStatus.GONE:
            return Refused(said, channel=True, for_good=True)
        case status if 300 <= status < 400:
            return Refused(f"{said} {answer.location}".strip(), channel=True)
        case status if status in _NOT_THIS:
            return Refused(said)
        case status if status in _NOT_ANY:
            return Refused(said, channel=True)
        case status if status in _NOT_DONE or answer.retry_after is not None:
            return Later(said, answer.retry_after)
    return Unsure(said)


def _known_to_its_owner(query: str) -> list[str]:
    """What of an address is shown nowhere, the longest first: its query and the values in it."""
    values = [value for _name, value in parse_qsl(query)]
    return sorted((said for said in (query, *values) if len(said) >= _HIDDEN_FROM), key=len)[::-1]


def _read(response: httpcore.Response, longest: int, hidden: list[str]) -> Answer:
    found = {name.decode("latin-1").lower(): value for name, value in response.headers}

    def header(name: str) -> str:
        return found.get(name, b"").decode("latin-1").strip()

    said = b""
    if header("content-type").partition(";")[0].strip().lower() in _QUOTABLE:
        with suppress(NotFetched, *FAILURES):  # the status has come, which is what counts
            for part in response.iter_stream():
                said += part
                if len(said) >= longest:
                    break
    quoted = "".join(sign for sign in said[:longest].decode(errors="replace") if sign != "\0")
    location = header("location")
    for one in hidden:
        quoted, location = without(one, quoted, longest), without(one, location, longest)
    wait = _seconds(header("retry-after"))
    quoted, location = without("", quoted, _QUOTED), without("", location, _QUOTED)
    return Answer(response.status, wait, quoted, location)


def _seconds(retry_after: str) -> float | None:
    """Seconds of a ``Retry-After``, which is a number or a date (RFC 9110, section 10.2.3).

    None for one that names no time to come.
    """
    if not retry_after:
        return None
    if retry_after.isascii() and retry_after.isdigit():
        return min(float(retry_after[:9]), _LONGEST_WAIT) or None
    try:
        until = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    seconds = until.timestamp() - time.time()
    return min(seconds, _LONGEST_WAIT) if seconds > 0 else None
