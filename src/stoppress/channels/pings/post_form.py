"""A form sent to a server, never at an address that is not public unless the owner named it."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from urllib.parse import urlencode

import httpcore

from stoppress.channels.ends import Done, End, Later, Refused, Unsure
from stoppress.channels.secrets import without
from stoppress.home.hubs import named_by_ip
from stoppress.intake.filing.connections import FAILURES, CheckedBackend, Limits, NotFetched, url_of
from stoppress.intake.filing.public_addresses import Address, is_public
from stoppress.newsroom import clock

#: Of one request, from its beginning to its end.
_SECONDS = 10.0
#: Bytes of an answer that are read: the reason of a refusal.
_LONGEST = 2_000
#: Answers after which all that follows would fare alike.
_REFUSES_ALL = frozenset({401, 403, 404, 405, 410})


def post_form(address: str, form: Mapping[str, str]) -> End:
    """Send ``form`` to ``address``; redirects are not followed."""
    named = named_by_ip(address)

    def allowed(found: Address) -> bool:
        return is_public(found) or (named is not None and found == ipaddress.ip_address(named))

    try:
        url = url_of(address)
        target = httpcore.URL(
            scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
        )
        backend = CheckedBackend(Limits(seconds=_SECONDS, longest=_LONGEST, allowed=allowed))
        with (
            httpcore.ConnectionPool(network_backend=backend) as pool,
            pool.stream(
                "POST",
                target,
                headers={
                    "Host": url.netloc.decode("ascii"),
                    "User-Agent": "Stoppress (news publishing; feeds that changed)",
                    "Content-Type": "application/x-www-form-urlencoded",
                    "Accept-Encoding": "identity",
                },
                content=urlencode(form).encode("ascii"),
            ) as response,
        ):
            return _end(response.status, _header(response, b"retry-after"), _beginning(response))
    except NotFetched as error:
        return Later(f"It cannot be asked: {error}.")
    except FAILURES as error:
        return Unsure(f"It does not answer: {str(error) or type(error).__name__}.")


def _end(status: int, retry_after: str, said: str) -> End:
    words = f"It answers {status}{f': {said}' if said else ''}"
    if 200 <= status < 300:
        return Done()
    if status in (408, 425, 429) or status >= 500:
        return Later(words, _seconds(retry_after))
    return Refused(words, channel=status in _REFUSES_ALL or status < 400)


def _beginning(response: httpcore.Response) -> str:
    said = b""
    for part in response.iter_stream():
        said += part
        if len(said) > _LONGEST:
            break
    return without("", said[:_LONGEST].decode("utf-8", "replace"), 200)


def _header(response: httpcore.Response, name: bytes) -> str:
    found = (value for key, value in response.headers if key.lower() == name)
    return next(found, b"").decode("latin-1").strip()


def _seconds(retry_after: str) -> float | None:
    """What ``Retry-After`` says, at most a day (RFC 9110, section 10.2.3)."""
    try:
        if retry_after.isascii() and retry_after.isdigit():
            seconds = float(retry_after)
        else:
            seconds = (parsedate_to_datetime(retry_after) - clock.now()).total_seconds()
    except (ValueError, TypeError, OverflowError):
        return None
    return min(max(seconds, 1.0), 86_400.0)
