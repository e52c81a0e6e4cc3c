"""The settings of being watched: which answers are logged, and where metrics are served."""

import re

from stoppress.home.errors import HomeError

_SHARE = re.compile(r"1/([1-9][0-9]{0,8})")
_LISTENING = re.compile(r"(\[[0-9a-fA-F:.]+\]|[^\s:/\[\]]+):([0-9]{1,5})")


def logged_share(setting: str) -> int | None:
    """Of how many answers one is logged: None for "off", 0 for "errors", 100 for "1/100".

    Raises HomeError when it is none of these.
    """
    if setting == "off":
        return None
    if setting == "errors":
        return 0
    share = _SHARE.fullmatch(setting)
    if share is None:
        raise HomeError(
            f'The access log cannot be {setting!r}. Write access_log = "off", "errors", or a share'
            ' of the answers such as "1/100", with which errors are logged as well.'
        )
    return int(share[1])


def listening_address(setting: str) -> tuple[str, int]:
    """Host and port that metrics are served at; port 0 lets the system choose one.

    Raises HomeError when it is no address.
    """
    found = _LISTENING.fullmatch(setting)
    if found is None or int(found[2]) > 65535:
        raise HomeError(
            f"Metrics cannot be served at {setting!r}. Write host and port, for example"
            ' metrics = "127.0.0.1:9464".'
        )
    return found[1].strip("[]"), int(found[2])
