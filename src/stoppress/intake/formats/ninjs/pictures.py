"""Pictures of a ninjs object: its associations, or its own renditions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from stoppress.intake.formats.ninjs.properties import Properties, last_word
from stoppress.intake.item import Picture
from stoppress.intake.pictures import file_name
from stoppress.intake.text import fitted, one_line, plain_line, plain_name, plain_text

_IMAGE_NAME = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|tiff?|bmp|heic)$", re.IGNORECASE)
_SMALL = re.compile(r"thumb|small|preview|icon|mini", re.IGNORECASE)
_LARGE = re.compile(r"main|orig|high|full|large|big|base", re.IGNORECASE)
_MOST_PICTURES = 40
_LONGEST_CREDIT = 160
_LONGEST_ALT = 300


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


def _picture(association: Properties, files: tuple[str, ...], warnings: list[str]) -> Picture:
    captions = association.texts("descriptions")
    headlines = association.texts("headlines")
    uri = association.text("uri").strip()
    if _IMAGE_NAME.search(file_name(uri)):
        files = tuple(dict.fromkeys((*files, uri)))
    credit = ""
    for name in ("by", "copyrightholder", "copyrightnotice"):
        credit = credit or plain_name(association.text(name))
    bodies = association.texts("bodies")  # Superdesk's place for the description of a picture
    alt = next(
        (line for text in (*bodies, *headlines) if (line := plain_line(text.value))),
        plain_line(association.text("title")),
    )
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
