"""Addresses that articles had in another system lead to them here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from urllib.parse import unquote, urlsplit

from stoppress.intake.item import Item
from stoppress.newsroom.models import Article
from stoppress.newsroom.public_paths import lead_here

_LONGEST = 700
#: What stands below these is never an article.
_OURS = ("/-/", "/static/", "/media/")


def file_former_addresses(
    filed: Iterable[tuple[str, Item, Article]], warn: Callable[[str, str], None]
) -> None:
    """Let the former addresses of items lead to the articles they have become.

    :param filed: where each item stands in its feed, the item, and its article.
    :param warn: told that place, and which address cannot lead here, as a sentence.
    """
    wanted: dict[str, tuple[int, str]] = {}
    for where, item, article in filed:
        for address in item.former_addresses:
            path = path_of(address)
            if path and wanted.setdefault(path, (article.pk, where))[0] == article.pk:
                continue
            reason = "another item has it too" if path else "it has no path of its own"
            warn(where, f"The former address {address[:300]} does not lead here: {reason}.")
    if wanted:
        for path in lead_here({path: pk for path, (pk, _where) in wanted.items()}):
            warn(wanted[path][1], f"The former address {path[:300]} stays with another article.")


def path_of(address: str) -> str:
    """The path of an address, decoded, from the root; empty when no article can be at it.

    What follows a question mark is not part of it: ``/?p=12`` has no path of its own.
    """
    try:
        path = unquote(urlsplit(address.strip()).path, errors="strict")
    except ValueError:
        return ""
    possible = path.startswith("/") and "//" not in path and path.isprintable() and "\\" not in path
    dots = any(part in (".", "..") for part in path.split("/"))
    if not possible or dots or path == "/" or len(path) > _LONGEST or path.startswith(_OURS):
        return ""
    return path
