"""An address of a video or a post that stands alone becomes an embed; any other becomes a link.

The desk asks no other host (docs/explanation/security.md), so the title is what the address was
copied with, or is written by the editor.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape, unescape
from urllib.parse import urlsplit

from stoppress.intake.item import Block
from stoppress.newsroom.addresses import web_address

_ALONE = re.compile(
    r'<p>(?:<a href="(?P<link>[^"]+)">(?P<words>[^<>]*)</a>|(?P<bare>https?://[^\s<>]+))</p>',
    re.IGNORECASE,
)
#: Providers by host, with the form of a path (and query) that names one video or post.
_PROVIDERS: tuple[tuple[str, str, str], ...] = (
    ("youtube.com", "YouTube", r"/watch\?(?:.*&)?v=[\w-]+|/(?:shorts|live|embed)/[\w-]+"),
    ("youtu.be", "YouTube", r"/[\w-]+"),
    ("vimeo.com", "Vimeo", r"/(?:video/)?\d+"),
    ("dailymotion.com", "Dailymotion", r"/video/\w+"),
    ("x.com", "X", r"/\w+/status/\d+"),
    ("twitter.com", "X", r"/\w+/status/\d+"),
    ("facebook.com", "Facebook", r"/(?:[^/]+/(?:posts|videos)/|watch/?\?v=|reel/|share/)[\w.-]+"),
    ("fb.watch", "Facebook", r"/[\w-]+"),
    ("instagram.com", "Instagram", r"/(?:[\w.]+/)?(?:p|reel|tv)/[\w-]+"),
    ("tiktok.com", "TikTok", r"/@[\w.]+/video/\d+"),
    ("t.me", "Telegram", r"/\w+/\d+"),
    ("bsky.app", "Bluesky", r"/profile/[^/]+/post/\w+"),
    ("threads.net", "Threads", r"/@[\w.]+/post/[\w-]+"),
    ("threads.com", "Threads", r"/@[\w.]+/post/[\w-]+"),
    ("soundcloud.com", "SoundCloud", r"/[\w-]+/[\w-]+"),
    ("open.spotify.com", "Spotify", r"/(?:intl-\w+/)?(?:episode|show|track|album|playlist)/\w+"),
    ("rutube.ru", "Rutube", r"/video/\w+"),
    ("vk.com", "VK", r"/(?:video|wall|clip)-?\d+_\d+"),
    ("ok.ru", "OK", r"/video/\d+"),
)
_NEVER = re.compile(r"(?!)")
_FORMS = {host: (name, re.compile(path)) for host, name, path in _PROVIDERS}


def with_embeds(blocks: Iterable[Block]) -> Iterator[Block]:
    """``blocks`` with an embed, or a link, in place of each paragraph that is only an address."""
    for block in blocks:
        found = _ALONE.fullmatch(block.value) if block.type == "paragraph" else None
        yield _instead(found) if found else block


def provider_of(address: str) -> str:
    """Who shows the video or post at ``address``; empty when it leads to neither."""
    parts = urlsplit(address)
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.").removeprefix("mobile.")
    name, form = _FORMS.get(host, ("", _NEVER))
    place = parts.path + (f"?{parts.query}" if parts.query else "")
    return name if parts.scheme == "https" and form.match(place) else ""


def _instead(found: re.Match[str]) -> Block:
    address = web_address(unescape(found["link"] or found["bare"]))
    words = unescape(found["words"] or "").strip()
    if not address:
        return Block("paragraph", found[0])
    if provider := provider_of(address):
        title = "" if words.startswith(("http://", "https://")) else words
        return Block("embed", {"url": address, "title": title, "provider": provider})
    link = escape(address)
    return Block(
        "paragraph", f'<p><a href="{link}">{escape(words or address, quote=False)}</a></p>'
    )
