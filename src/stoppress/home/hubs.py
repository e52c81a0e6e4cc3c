"""The setting that names WebSub hubs."""

from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from stoppress.home.errors import HomeError


def normal_hubs(values: object, file: Path) -> tuple[str, ...]:
    """Check the addresses of hubs, each once.

    A hub is asked over https. One in a network of the newsroom's own is named by its IP address,
    and may then be asked over http. Raises HomeError.
    """
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise HomeError(f'{file}: hubs must be a list: hubs = ["https://hub.example/"].')
    for value in values:
        if not _is_hub(value):
            raise HomeError(
                f"{file}: {value!r} is no address for a hub. Write one with https, such as"
                " https://hub.example/, or with the IP address of a machine in your own network."
            )
    return tuple(dict.fromkeys(values))


def named_by_ip(address: str) -> str | None:
    """The IP address that a URL has in place of a name; None when it has a name."""
    try:
        return str(ip_address(urlsplit(address).hostname or ""))
    except ValueError:
        return None


def _is_hub(value: str) -> bool:
    try:
        parts = urlsplit(value)
        right = bool(parts.hostname) and parts.port != 0 and not parts.username
    except ValueError:
        return False
    plain = value.isascii() and value.isprintable() and not set(value) & set(" <>\"'`{}|\\^")
    secure = parts.scheme == "https" or (parts.scheme == "http" and named_by_ip(value) is not None)
    return right and plain and secure and not parts.fragment
