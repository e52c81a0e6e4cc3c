"""The one rule for addresses that come from outside: what may be a link, and what may not.

It is asked when an address is set, and again when it is shown: what was stored before the rule, or
past it, shows no link. Pure: no database.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

#: Schemes of pages on the web.
WEB = frozenset({"http", "https"})
#: Schemes that a link in a text may have.
LINKS = WEB | {"mailto", "tel"}

#: What browsers leave out of an address before they read it (WHATWG URL, section 4.4).
_LEFT_OUT = re.compile(r"[\t\n\r]")
#: Controls and spaces around an address, which browsers cut off.
_AROUND = "".join(map(chr, range(0x21)))
_BESIDE_A_WORD = re.compile(r"[\x00-\x20\x7f]")


def web_address(text: str) -> str:
    """``text`` as an absolute address of a page, ``http`` or ``https``; empty when it is none."""
    address = text.strip(_AROUND)
    try:
        parts = urlsplit(address)
        found = parts.scheme.lower() in WEB and bool(parts.hostname)
    except ValueError:
        return ""
    return address if found and not _BESIDE_A_WORD.search(address) else ""


def link_address(text: str) -> str:
    """``text`` as what a link in a text may lead to; empty when it may not.

    That is an address of the web, of mail or a telephone, a path of the site, a place on the page.
    """
    address = _LEFT_OUT.sub("", text).strip(_AROUND)
    scheme, colon, rest = address.partition(":")
    if colon and not re.search(r"[/?#]", scheme):
        name = scheme.lower()
        if name in WEB:
            return web_address(address)
        return address if name in LINKS and rest else ""
    return "" if address.startswith(("//", "/\\", "\\")) else address
