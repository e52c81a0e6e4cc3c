"""Pictures that items name: found beside the feed, or fetched when that was asked for."""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.files.images import ImageFile
from PIL import Image as PillowImage
from PIL import UnidentifiedImageError
from wagtail.images import get_image_model

from stoppress.intake.filing.connections import NotFetched
from stoppress.intake.filing.fetch import fetch
from stoppress.intake.item import Picture
from stoppress.intake.pictures import file_name

#: Formats that are taken, by Pillow's name, with the ending their files get.
_FORMATS = {"AVIF": ".avif", "GIF": ".gif", "JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp"}
_LONGEST_TITLE = 255


class Pictures:
    """The pictures of an import. Files are found before a batch is written, and kept in it.

    :param fetching: whether pictures that only an address names are downloaded.
    :param warn: told, as sentences, what could not be taken.
    """

    def __init__(self, *, fetching: bool, warn: Callable[[str], None]) -> None:
        self.fetching = fetching
        self.not_fetched = 0
        self._warn = warn
        self._found: dict[tuple[Path | None, str], Path | None] = {}
        self._kept: dict[Path, int] = {}
        self._downloads = TemporaryDirectory(prefix="stoppress-pictures-")

    def close(self) -> None:
        """Remove what was downloaded."""
        self._downloads.cleanup()

    def forget(self) -> None:
        """Look up kept pictures again, as after a transaction that was undone."""
        self._kept.clear()

    def find(self, picture: Picture, folder: Path | None) -> Path | None:
        """The file of a picture; ``None`` when it is not at hand. Before the batch.

        :param folder: where the feed lies; ``None`` for standard input.
        """
        for address in picture.files:
            key = (folder, address)
            if key not in self._found:
                self._found[key] = _beside(address, folder)
            if file := self._found[key]:
                return file
        remote = [a for a in picture.files if urlsplit(a).scheme in ("http", "https")]
        if not remote:
            if picture.files:
                self._warn(
                    f"The picture {picture.files[0][:200]} was left out: no such picture lies"
                    " beside the feed."
                )
            return None
        if not self.fetching:
            self.not_fetched += 1
            return None
        return self._fetch(remote[0])

    def keep(self, file: Path, title: str) -> int:
        """The id of the newsroom's picture with the bytes of ``file``, made when new."""
        if file not in self._kept:
            if _moves(file):
                self._warn(f"The picture {file.name[:200]} moves; on the site it stands still.")
            model = get_image_model()
            digest = hashlib.sha1(file.read_bytes(), usedforsecurity=False).hexdigest()
            image = model.objects.filter(file_hash=digest).first()
            if image is None:
                with file.open("rb") as opened:
                    name = file.stem[:80] + (_format_of(file) or file.suffix)
                    image = model(
                        title=(title or file.stem)[:_LONGEST_TITLE], file=ImageFile(opened, name)
                    )
                    image.file_hash = digest
                    image.file_size = file.stat().st_size
                    image.save()
            self._kept[file] = image.pk
        return self._kept[file]

    def _fetch(self, address: str) -> Path | None:
        key = (None, address)
        if key not in self._found:
            name = hashlib.blake2b(address.encode(), digest_size=6).hexdigest()
            stem = Path(file_name(address)).stem[:60] or "picture"
            target = Path(self._downloads.name) / f"{stem}-{name}"
            try:
                fetch(address, target)
                if _format_of(target) is None:
                    raise NotFetched("it is no picture of a known format")
                self._found[key] = target
            except NotFetched as error:
                self._warn(f"The picture {address[:200]} was not fetched: {error}.")
                self._found[key] = None
        return self._found[key]


def _beside(address: str, folder: Path | None) -> Path | None:
    """The file that ``address`` names inside ``folder``, if it is a picture."""
    if folder is None or not address or "\x00" in address:
        return None
    try:
        parts = urlsplit(address)
        inside = (
            unquote(parts.path).lstrip("/") if parts.scheme or parts.netloc else unquote(address)
        )
        for name in dict.fromkeys((inside, unquote(parts.path), file_name(address))):
            if not name or name.startswith("/"):
                continue
            file = (folder / name).resolve()
            if file.is_relative_to(folder) and file.is_file() and _format_of(file):
                return file
    except (OSError, ValueError):
        return None
    return None


def _moves(file: Path) -> bool:
    """Whether a picture has more than one frame."""
    with PillowImage.open(file, formats=tuple(_FORMATS)) as image:
        return bool(getattr(image, "is_animated", False))


def _format_of(file: Path) -> str | None:
    """The ending for a file that is a whole picture of a known format and a sane size."""
    try:
        if file.stat().st_size > settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE:
            return None
        with warnings.catch_warnings():
            warnings.simplefilter("error", PillowImage.DecompressionBombWarning)
            with PillowImage.open(file, formats=tuple(_FORMATS)) as image:
                ending = _FORMATS.get(image.format or "")
                width, height = image.size
                if width * height > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
                    return None
                image.verify()
    except (
        OSError,
        SyntaxError,
        ValueError,
        UnidentifiedImageError,
        PillowImage.DecompressionBombError,
        PillowImage.DecompressionBombWarning,
    ):
        return None
    return ending
