"""What the file of a picture says of itself: caption, credit, rights, who took it and when.

Agencies and cameras write it as XMP, IPTC-IIM and EXIF; where several say it, XMP is believed
first and EXIF last (Metadata Working Group, *Guidelines for Handling Image Metadata* 2.0, section
3.4). Where a picture was taken is not read at all.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from PIL import ExifTags, ImageFile, IptcImagePlugin

from stoppress.newsroom import clock
from stoppress.newsroom.pictures.encodings import in_some_encoding

log = logging.getLogger(__name__)

#: The most characters that are taken of one text.
_LONGEST = 4000
#: Character sets that dataset 1:90 of IPTC-IIM 4.2 announces, as ISO 2022 writes them.
_PARTS_OF_ISO_8859 = dict(zip(b"ABCDLGFHM", (1, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
#: What cameras write for a description that nobody gave.
_NO_DESCRIPTION = ("digital camera", "default", "untitled")


@dataclass(frozen=True, slots=True)
class Said:
    """What a file says; empty what it does not.

    :param alt: for those who cannot see it; not the caption, which tells what cannot be seen.
    :param usable_until: the last day on which it may be used.
    """

    title: str = ""
    alt: str = ""
    caption: str = ""
    credit: str = ""
    photographer: str = ""
    rights: str = ""
    usable_until: date | None = None
    taken_at: datetime | None = None


def said_by(image: ImageFile.ImageFile) -> Said:
    """What the file of an opened picture says. Whatever cannot be read is left out."""
    sources = [_safely(read, image) for read in (_of_xmp, _of_iptc, _of_exif)]
    photographer = _first(source.photographer for source in sources)
    return Said(
        title=_first(source.title for source in sources),
        alt=_first(source.alt for source in sources),
        caption=_first(source.caption for source in sources),
        credit=_credit(photographer, _first(source.credit for source in sources)),
        photographer=photographer,
        rights=_first(source.rights for source in sources),
        usable_until=next((s.usable_until for s in sources if s.usable_until), None),
        taken_at=next((s.taken_at for s in sources if s.taken_at), None),
    )


def _safely(read: Any, image: ImageFile.ImageFile) -> Said:
    """What ``read`` finds. The bytes are anybody's, and no upload fails by what they say."""
    try:
        said: Said = read(image)
    except Exception as error:  # noqa: BLE001 - readers of limits' bytes raise whatever they like
        log.info("Metadata of a picture cannot be read: %s: %s", type(error).__name__, error)
        return Said()
    return said


def _credit(photographer: str, credit: str) -> str:
    """The credit line: who took the picture, and who provided it."""
    if photographer and credit and photographer.casefold() not in credit.casefold():
        return f"{photographer} / {credit}"
    return credit or photographer


# --- XMP (ISO 16684-1), with the properties of the IPTC Photo Metadata Standard and of PLUS -------


def _of_xmp(image: ImageFile.ImageFile) -> Said:
    found: dict[str, list[str]] = {}
    for name, value in _properties(image.getxmp()):
        found.setdefault(name, []).append(value)

    def text(*names: str) -> str:
        return _text(next((found[name][0] for name in names if name in found), ""))

    return Said(
        title=text("Headline", "title"),
        alt=text("AltTextAccessibility"),
        caption=text("description"),
        credit=text("Credit"),
        photographer=_text(", ".join(found.get("creator", ()))),
        rights=_joined([text("rights"), text("UsageTerms")]),
        usable_until=_day(text("LicenseEndDate")[:10].replace("-", "")),
        taken_at=_moment(text("DateTimeOriginal", "DateCreated")),
    )


def _properties(tree: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Each property of XMP as Pillow gives it, and its texts; of languages the default one."""
    if isinstance(tree, str):
        yield name, tree
    elif isinstance(tree, list):
        for one in _default_language(tree):
            yield from _properties(one, name)
    elif isinstance(tree, dict):
        for key, value in tree.items():
            if key == "text":
                yield name, str(value)
            elif key not in {"lang", "about"}:
                yield from _properties(value, name if key in {"li", "Alt", "Seq", "Bag"} else key)


def _default_language(values: list[Any]) -> list[Any]:
    by_language = [one for one in values if isinstance(one, dict) and "lang" in one]
    if not by_language or len(by_language) < len(values):
        return values
    return [next((one for one in by_language if one["lang"] == "x-default"), by_language[0])]


# --- IPTC-IIM 4.2, record 2 -----------------------------------------------------------------------


def _of_iptc(image: ImageFile.ImageFile) -> Said:
    found: Any = IptcImagePlugin.getiptcinfo(image) or {}
    charset = found.get((1, 90), b"")

    def text(*numbers: int) -> str:
        for number in numbers:
            value = found.get((2, number))
            values = value if isinstance(value, list) else [value] if value else []
            if words := ", ".join(filter(None, (_text(_decoded(one, charset)) for one in values))):
                return words
        return ""

    return Said(
        title=text(105, 5),
        caption=text(120),
        credit=text(110, 115),
        photographer=text(80),
        rights=text(116),
        usable_until=_day(text(37)),
        taken_at=_moment(f"{text(55)} {text(60)}"),
    )


def _decoded(data: bytes, charset: bytes) -> str:
    """Text in the character set that was announced; else in the one that it seems to be in."""
    if charset[:2] in (b"\x1b-", b"\x1b.") and charset[2:3]:
        part = _PARTS_OF_ISO_8859.get(charset[2], 1)
        return data.decode(f"iso8859-{part}", errors="replace")
    return in_some_encoding(data)


# --- EXIF (CIPA DC-008) ---------------------------------------------------------------------------


def _of_exif(image: ImageFile.ImageFile) -> Said:
    exif = image.getexif()
    more = exif.get_ifd(ExifTags.IFD.Exif)
    caption = _exif_text(exif.get(ExifTags.Base.ImageDescription))
    given = not any(words in caption.casefold() for words in _NO_DESCRIPTION)
    taken = _exif_text(more.get(ExifTags.Base.DateTimeOriginal))
    offset = _exif_text(more.get(ExifTags.Base.OffsetTimeOriginal))
    return Said(
        title=_windows_text(exif.get(ExifTags.Base.XPTitle)),
        caption=(caption if given else "") or _windows_text(exif.get(ExifTags.Base.XPComment)),
        photographer=_exif_text(exif.get(ExifTags.Base.Artist))
        or _windows_text(exif.get(ExifTags.Base.XPAuthor)),
        rights=_exif_text(exif.get(ExifTags.Base.Copyright)),
        taken_at=_moment(f"{taken[:10].replace(':', '-')}{taken[10:]}{offset}"),
    )


def _exif_text(value: Any) -> str:
    """A text of EXIF, which is ASCII by the standard, and UTF-8 from most who write it."""
    if isinstance(value, str):
        with suppress(UnicodeEncodeError):
            value = value.encode("latin-1")
    if isinstance(value, bytes):
        value = in_some_encoding(value)
    return _text(value) if isinstance(value, str) else ""


def _windows_text(value: Any) -> str:
    """A text in one of the tags that Windows adds to EXIF: UTF-16."""
    if not isinstance(value, bytes):
        return ""
    return _text(value.decode("utf-16-le", errors="replace").partition("\0")[0])


# --- what all of them write -----------------------------------------------------------------------


def _text(value: str) -> str:
    """``value`` on one line, without characters that cannot be printed."""
    return " ".join("".join(c if c.isprintable() else " " for c in value[:_LONGEST]).split())


def _first(texts: Iterable[str]) -> str:
    return next(filter(None, texts), "")


def _joined(texts: Iterable[str]) -> str:
    return "\n".join(dict.fromkeys(filter(None, texts)))


def _day(digits: str) -> date | None:
    """A day as ``20261231``; None for anything else, and for a year that nobody means."""
    try:
        found = datetime.strptime(digits, "%Y%m%d").replace(tzinfo=UTC).date()
    except ValueError:
        return None
    return found if 1990 <= found.year < 2200 else None


def _moment(text: str) -> datetime | None:
    """A date and time as ISO 8601 writes it; the newsroom's own where no offset is given."""
    day, _, time = text.strip().replace("T", " ").partition(" ")
    try:
        found = datetime.fromisoformat(f"{day} {time}".strip())
        aware = found if found.tzinfo else found.replace(tzinfo=clock.zone())
        return aware.astimezone(UTC) if 1826 <= found.year < 2200 else None  # the first photograph
    except (ValueError, OverflowError):
        return None
