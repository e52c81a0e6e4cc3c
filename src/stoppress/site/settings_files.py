"""Files that say what ``stoppress.toml`` does: robots.txt, ads.txt, trust.txt, security.txt.

No change in the newsroom touches them, so the key of what they say is a hash of it: a stored page
with another one is out of date, and the worker looks for such (``press.outdated``).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.crypto import salted_hmac

from stoppress.home import HomeSettings
from stoppress.newsroom import clock
from stoppress.press.outdated import made_of_settings
from stoppress.press.registry import fragment, page
from stoppress.site.editions import absolute
from stoppress.store import Page, Record

_AI_CRAWLERS = Path(__file__).with_name("ai_crawlers.txt")
#: For so many months security.txt is good from the beginning of each month; RFC 9116, section
#: 2.5.5, wants it to be less than a year.
_GOOD_FOR = 6
_SECURITY_TXT = ".well-known/security.txt"


@cache
def ai_crawlers() -> dict[str, str]:
    """What crawlers of AI companies read for, by the names that robots.txt calls them by."""
    lines = _AI_CRAWLERS.read_text(encoding="utf-8").splitlines()
    rows = (line.partition("\t") for line in lines if not line.startswith("#"))
    return {name: use for name, _tab, use in rows}


def indexnow_key() -> str:
    """The key by which search engines know who tells them of changes: it follows from the home's.

    It stands in the file ``/<key>.txt`` for everybody to see, and tells nothing of the home's key.
    """
    return salted_hmac("stoppress.indexnow", "key", algorithm="sha256").hexdigest()[:32]


def robots_txt(chosen: HomeSettings) -> str:
    """robots.txt (RFC 9309): who may read, and where the sitemap is."""
    refused = [name for name, use in ai_crawlers().items() if use in chosen.ai_crawlers]
    group = "".join(f"User-agent: {name}\n" for name in refused)
    refusal = f"{group}Disallow: /\n\n" if refused else ""
    return f"{refusal}User-agent: *\nAllow: /\n\nSitemap: {absolute('/sitemap.xml')}\n"


def security_txt(chosen: HomeSettings) -> str:
    """security.txt (RFC 9116), which expires some months from now; empty without a contact."""
    said = chosen.security_txt
    if said is None:
        return ""
    expires = datetime.combine(_months_later(clock.now().date()), time(), UTC)
    lines = [
        *(f"Contact: {contact}" for contact in said.contact),
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        *(f"{name}: {address}" for name, address in said.addresses),
    ]
    if said.preferred_languages:
        lines.append(f"Preferred-Languages: {', '.join(said.preferred_languages)}")
    canonical = absolute(f"/{_SECURITY_TXT}")
    if canonical.startswith("https://"):
        lines.append(f"Canonical: {canonical}")
    return _text(lines)


def _months_later(day: date) -> date:
    months = day.year * 12 + day.month - 1 + _GOOD_FOR
    return date(months // 12, months % 12 + 1, 1)


def _text(lines: list[str] | tuple[str, ...]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _ads_txt(chosen: HomeSettings) -> str:
    return _text(chosen.ads_txt)


def _trust_txt(chosen: HomeSettings) -> str:
    return _text(chosen.trust_txt)


_FILES: dict[str, Callable[[HomeSettings], str]] = {
    "robots.txt": robots_txt,
    "ads.txt": _ads_txt,
    "trust.txt": _trust_txt,
    ".well-known/trust.txt": _trust_txt,
    _SECURITY_TXT: security_txt,
}
_ANY_FILE = "|".join(map(re.escape, _FILES))


@made_of_settings
def paths() -> list[str]:
    """Where these files stand, or would."""
    return [*(f"/{name}" for name in _FILES), f"/{indexnow_key()}.txt"]


@fragment("settings-file")
def settings_file(mark: str) -> bytes | None:
    """What one of the files says, whose hash is ``mark``."""
    texts = (*(make(settings.HOME_SETTINGS) for make in _FILES.values()), indexnow_key())
    return next((text.encode() for text in texts if _mark(text) == mark), None)


@page("settings-file", rf"/(?P<name>{_ANY_FILE}|[0-9a-f]{{32}}\.txt)", in_edition=False)
def settings_file_page(name: str) -> Record | None:
    """A file that the settings give; the key of IndexNow where they name a search engine."""
    chosen = settings.HOME_SETTINGS
    if name in _FILES:
        return _page(_FILES[name](chosen))
    key = indexnow_key()
    return _page(key) if chosen.indexnow and name == f"{key}.txt" else None


def _page(text: str) -> Record | None:
    if not text:
        return None
    return Page((settings_file(_mark(text)),), content_type="text/plain; charset=utf-8")


def _mark(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()
