"""What the stored pages were rendered with; another release means: render them again."""

import hashlib
from importlib.resources import files
from importlib.resources.abc import Traversable

from stoppress import __version__

_ROOMS = ("site", "press")
_META = "release"


def render_again_after_upgrade() -> bool:
    """Ask the press to make everything again when code, templates or the home's settings changed.

    :returns: whether that was so.
    """
    from django.db import transaction

    from stoppress.newsroom.models import Change
    from stoppress.newsroom.record import append
    from stoppress.press.follow import follow
    from stoppress.press.storage import newsroom_store

    store = newsroom_store()
    now = release()
    if store.get_meta(_META) == now:
        return False
    with transaction.atomic():
        append(Change.Kind.SETTINGS)
    follow()
    store.set_meta(_META, now)
    return True


def release() -> str:
    """Give the version and a hash of everything outside the database that shapes a page."""
    from django.conf import settings

    digest = hashlib.blake2b(digest_size=8)
    home = settings.HOME_SETTINGS
    for fact in (settings.STOPPRESS_SITE_URL, home.time_zone, *home.languages):
        digest.update(fact.encode() + b"\0")
    for room in _ROOMS:
        _feed(digest, files("stoppress") / room)
    return f"{__version__} {digest.hexdigest()}"


def _feed(digest: hashlib.blake2b, directory: Traversable) -> None:
    for entry in sorted(directory.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            if entry.name != "__pycache__":
                _feed(digest, entry)
        else:
            digest.update(entry.name.encode() + b"\0" + entry.read_bytes())
