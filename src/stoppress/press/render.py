"""Rendering one fragment, planning one page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.template.loader import get_template
from django.utils.translation import get_supported_language_variant

from stoppress.newsroom import clock
from stoppress.press.registry import Arguments, PageKind, ReadAhead, kind_of, page_kinds
from stoppress.store import Fragment, Page, Record, make_fragment


def render(key: str) -> Fragment | None:
    """The fragment under ``key`` as the newsroom is now; None when there is none."""
    kind = kind_of(key)
    made = kind.make(*kind.arguments(key))
    if made is None:
        return None
    raw = made if isinstance(made, bytes) else _fill(kind.template, made)
    return make_fragment(key, raw, int(clock.now().timestamp()))


def render_for(path: str, key: str) -> Fragment:
    """The fragment under ``key``, which the page of ``path`` names; LookupError without one."""
    fragment = render(key)
    if fragment is None:
        raise LookupError(f"the page {path} names the fragment {key}, which cannot be made")
    return fragment


def _fill(template: str | None, context: dict[str, Any]) -> bytes:
    if template is None:
        raise TypeError("a fragment without a template makes bytes")
    with context["edition"].voice():
        return get_template(template).render(context).encode()


def language_of_interface(code: str) -> str:
    """The language the site's own words are in for an edition (its base language, or English)."""
    try:
        return get_supported_language_variant(code)
    except LookupError:
        return "en"


def plan(path: str) -> tuple[PageKind, Record] | None:
    """What the edge must know to answer ``path``, by the newsroom as it is now."""
    if "\x00" in path:  # no address has one, and PostgreSQL takes none in a question
        return None
    language, rest = split_edition(path)
    for kind in page_kinds.values():
        match = kind.pattern.fullmatch(rest if kind.in_edition else path)
        if match is None:
            continue
        groups = match.groupdict()
        record = kind.plan(language, **groups) if kind.in_edition else kind.plan(**groups)
        if record is not None:
            return kind, record
    return None


def read_ahead(paths: Iterable[str] = (), keys: Iterable[str] = ()) -> None:
    """Read together what planning ``paths`` and rendering ``keys`` reads; in one snapshot only."""
    together: dict[ReadAhead, list[Arguments]] = {}
    for path in paths:
        for page_kind in page_kinds.values():
            if page_kind.ahead and not page_kind.in_edition:
                match = page_kind.pattern.fullmatch(path)
                if match:
                    together.setdefault(page_kind.ahead, []).append(match.groups())
    for key in keys:
        kind = kind_of(key)
        if kind.ahead:
            together.setdefault(kind.ahead, []).append(kind.arguments(key))
    for read, arguments in together.items():
        read(arguments)


def split_edition(path: str) -> tuple[str, str]:
    """The edition's language that a path names, and the path after its prefix, no leading slash."""
    codes = [code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES]
    path = path.removeprefix("/")
    first, slash, rest = path.partition("/")
    return (first, rest) if slash and first in codes[1:] else (codes[0], path)


def fragments_of(record: Record) -> tuple[str, ...]:
    """Keys of the fragments a page is composed of; none for redirects and files."""
    return record.fragments if isinstance(record, Page) else ()
