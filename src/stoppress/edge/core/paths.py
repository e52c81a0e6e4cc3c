"""Which paths can be a page at all, and how a path is written in a Location."""

import re
from urllib.parse import quote

LONGEST_PATH = 2000  # characters
#: Below this are the edge's own paths, and pages that are not for reading as they are.
OWN_PATHS = "/-/"

_IMPOSSIBLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\\\\\ufffd\ud800-\udfff]"  # controls, backslash, what was not UTF-8
    "|//"
    "|/\\.\\.?(?:/|$)"
)
_SAFE_IN_PATH = "/:@!$&'()*+,;=-._~"
_SAFE_IN_QUERY = _SAFE_IN_PATH + "?%"


def possible(path: str) -> bool:
    """Whether a decoded path could name a page: others are refused before the store is asked."""
    return len(path) <= LONGEST_PATH and path[:1] == "/" and not _IMPOSSIBLE.search(path)


def location_of(path: str, query: str = "") -> str:
    """A decoded path, and a query as the client sent it, as a reference on this site."""
    reference = "/" + quote(path.lstrip("/\\"), safe=_SAFE_IN_PATH)
    return f"{reference}?{quote(query, safe=_SAFE_IN_QUERY)}" if query else reference


def location_of_redirect(location: str, query: str = "") -> str:
    """The reference of a stored redirect, kept on this site; the client's query stays with it."""
    path, hash_, fragment = location.partition("#")
    path, mark, own_query = path.partition("?")
    reference = location_of(path, own_query if mark else query)
    return f"{reference}#{quote(fragment, safe=_SAFE_IN_QUERY)}" if hash_ else reference
