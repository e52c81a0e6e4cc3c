"""Pictures of a ninjs object: its associations, or its own renditions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from stoppress.intake.item import Block, Picture
from stoppress.intake.ninjs.properties import Properties, last_word
from stoppress.intake.text import fitted, one_line, plain_line, plain_text

_IMAGE_NAME = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|tiff?|bmp|heic)$", re.IGNORECASE)
_SMALL = re.compile(r"thumb|small|preview|icon|mini", re.IGNORECASE)
_LARGE = re.compile(r"main|orig|high|full|large|big|base", re.IGNORECASE)
_MOST_PICTURES = 40
_LONGEST_CREDIT = 160
_LONGEST_ALT = 300


def file_name(address: str) -> str:
    """The last part of a path or address: the name a file beside the feed may have."""
    try:
        path = urlsplit(address).path
    except ValueError:
        return ""
    return PurePosixPath(unquote(path)).name


def pictures_of(
    item: Properties, associations: Sequence[Properties], warnings: list[str]
) -> tuple[Picture, ...]:
    """The pictures that belong to ``item``: photographs before graphics, in the item's order.

    :param warnings: where it is said what was cut or left out.
    """
    photographs: list[Picture] = []
    graphics: list[Picture] = []
    for association in associations:
        kind = last_word(association.text("type"))
        files = _files(association)
        if kind in ("picture", "photo", "image") or (not kind and files):
            photographs.append(_picture(association, files, warnings))
        elif kind == "graphic":
            graphics.append(_picture(association, files, warnings))
    found = [picture for picture in photographs + graphics if picture.files]
    if not found:
        files = _files(item, own=True)
        found = [Picture(files)] if files else []
    if len(found) > _MOST_PICTURES:
        warnings.append(
            f"Of {len(found)} pictures those after the first {_MOST_PICTURES} were left out."
        )
    return tuple(found[:_MOST_PICTURES])


def place_pictures(
    blocks: Sequence[Block], pictures: Sequence[Picture]
) -> tuple[tuple[Block, ...], tuple[Picture, ...]]:
    """Give pictures in the text what their association says of them.

    :returns: the blocks, and the pictures that are not in the text: the first is the lead. When
        there is none, a picture at the very beginning of the text leads.
    """
    waiting = list(pictures)
    placed: list[Block] = []
    for block in blocks:
        if block.type == "image":
            shown: Picture = block.value
            match = next((p for p in pictures if _same(shown, p)), None)
            if match is not None:
                if match in waiting:
                    waiting.remove(match)
                caption = shown.caption or match.caption
                alt = shown.alt or match.alt
                block = Block("image", replace(match, alt=alt, caption=caption))  # noqa: PLW2901
        placed.append(block)
    if not waiting and placed and placed[0].type == "image":
        waiting.append(placed.pop(0).value)
    return tuple(placed), tuple(waiting)


def _picture(association: Properties, files: tuple[str, ...], warnings: list[str]) -> Picture:
    captions = association.texts("descriptions")
    headlines = association.texts("headlines")
    uri = association.text("uri").strip()
    if _IMAGE_NAME.search(file_name(uri)):
        files = tuple(dict.fromkeys((*files, uri)))
    credit = ""
    for name in ("by", "copyrightholder", "copyrightnotice"):
        credit = credit or plain_line(association.text(name))
    alt = plain_line(headlines[0].value if headlines else association.text("title"))
    return Picture(
        files=files,
        uri=uri,
        name=one_line(association.text("name")),
        alt=fitted(alt, _LONGEST_ALT, "description of a picture", warnings),
        caption=plain_text(captions[0].value).replace("\n", " ") if captions else "",
        credit=fitted(credit, _LONGEST_CREDIT, "credit of a picture", warnings),
    )


def _files(owner: Properties, *, own: bool = False) -> tuple[str, ...]:
    """Where the renditions of a picture may lie, the largest first.

    :param own: of a text item itself, whose renditions may be other things than pictures.
    """
    found: list[tuple[bool, float, bool, int, str]] = []
    for number, rendition in enumerate(owner.objects("renditions")):
        address = rendition.text("href").strip()
        kind = (rendition.text("contenttype") or rendition.text("mimetype")).lower()
        if not address or (kind and not kind.startswith("image/")):
            continue
        if own and not kind and not _IMAGE_NAME.search(file_name(address)):
            continue
        name = rendition.text("name") + " " + rendition.text("title")
        small, large = bool(_SMALL.search(name)), bool(_LARGE.search(name))
        found.append((small, -_number(rendition.value("width")), not large, number, address))
    return tuple(dict.fromkeys(address for *_order, address in sorted(found)))


def _number(value: object) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(min(value, 1e9)) if value == value else 0.0
    return float(value) if isinstance(value, str) and value.isdecimal() else 0.0


def _same(shown: Picture, picture: Picture) -> bool:
    source = shown.files[0]
    if source in picture.files or source in (picture.uri, picture.name):
        return True
    name = file_name(source)
    return bool(name) and any(name == file_name(address) for address in picture.files)
