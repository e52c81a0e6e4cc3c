"""Pictures as templates show them, and where their renditions are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from stoppress.newsroom.models import PictureDetails
from stoppress.newsroom.pictures.published import bare_specification
from stoppress.press.reading import read_together
from stoppress.site.addresses import ID

#: Widths offered to browsers, in pixels; none wider than the original.
WIDTHS = (320, 480, 720, 960, 1280, 1920)
#: Formats in the order browsers should take them, and what Wagtail is asked for.
FORMATS = (("avif", "image/avif"), ("webp", "image/webp"))
FALLBACK = "jpg"
CONTENT_TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}
_FALLBACK_WIDTH = 960
_QUALITY = {"avif": "avifquality-55", "webp": "webpquality-78", "jpg": "jpegquality-80"}
_FORMAT = {"avif": "avif", "webp": "webp", "jpg": "jpeg"}
#: The pattern of paths that ``rendition_path`` gives.
PATH_OF_RENDITION = (
    rf"/media/pictures/(?P<image>{ID})-(?P<mark>[0-9a-f]{{8}})-"
    r"(?P<width>[1-9][0-9]{1,4})\.(?P<form>avif|webp|jpg)"
)


@dataclass(frozen=True, slots=True)
class Source:
    """One format of a picture, at several widths."""

    type: str
    srcset: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with its words. ``focal`` is the point to keep in crops, as "50% 30%"."""

    sources: tuple[Source, ...]
    src: str
    srcset: str
    sizes: str
    width: int
    height: int
    alt: str
    caption: str
    credit: str
    focal: str


@dataclass(frozen=True, slots=True)
class Logo:
    """The newsroom's logo at the height of the masthead."""

    url: str
    width: int
    height: int


def rendition_path(image: Any, width: int, form: str) -> str:
    """Where a picture's rendition is served; the name changes when the file does."""
    return f"/media/pictures/{image.pk}-{_mark(image)}-{width}.{form}"


def specification(width: str, form: str) -> str:
    """What Wagtail is asked for, to make a rendition as it is served."""
    return f"width-{width}|format-{_FORMAT[form]}|{_QUALITY[form]}|{bare_specification()}"


def picture_of(
    image: Any, *, alt: str = "", caption: str = "", credit: str = "", sizes: str = ""
) -> Picture:
    """A Wagtail image as a template shows it; its renditions are made when first asked for."""
    widths = [width for width in WIDTHS if width < image.width] + [min(image.width, WIDTHS[-1])]
    widths = sorted(set(widths))
    fallback = max((width for width in widths if width <= _FALLBACK_WIDTH), default=widths[0])
    return Picture(
        sources=tuple(
            Source(mime, ", ".join(f"{rendition_path(image, w, form)} {w}w" for w in widths))
            for form, mime in FORMATS
        ),
        src=rendition_path(image, fallback, FALLBACK),
        srcset="",
        sizes=sizes or "(min-width: 75rem) 36rem, calc(100vw - 2.5rem)",
        width=fallback,
        height=max(1, round(image.height * fallback / image.width)),
        alt=alt or str(getattr(image, "description", "") or ""),
        caption=caption,
        credit=credit,
        focal=_focal(image),
    )


@dataclass(frozen=True, slots=True)
class Words:
    """What stands below a picture; empty words leave it to the picture's own."""

    caption: str = ""
    credit: str = ""


@read_together
def own_words(ids: list[int]) -> dict[int, Words]:
    """What pictures say of themselves, by their ids."""
    rows = PictureDetails.objects.filter(pk__in=ids).values_list("pk", "caption", "credit")
    return {pk: Words(caption, credit) for pk, caption, credit in rows}


def read_own_words(shown: Iterable[tuple[Any, Words]]) -> None:
    """Read in one go the words of all pictures of an article that are shown with none of its own.

    ``figure_of`` finds them within ``one_snapshot``.
    """
    own_words({image.pk for image, words in shown if not (words.caption and words.credit)})


def figure_of(image: Any, words: Words, *, alt: str = "") -> Picture:
    """A picture as an article shows it, with ``words`` below it or with its own."""
    if not (words.caption and words.credit):
        own = own_words.get(image.pk) or Words()
        words = Words(words.caption or own.caption, words.credit or own.credit)
    return picture_of(image, alt=alt, caption=words.caption, credit=words.credit)


def widths_offered(image: Any) -> set[int]:
    """Every width that some page asks for; no other is made, whoever asks."""
    return {*WIDTHS, min(image.width, WIDTHS[-1]), min(image.width, logo_of(image).width * 2)}


def logo_of(image: Any) -> Logo:
    """The logo, 44 pixels high at the most."""
    height = min(44, image.height)
    width = max(1, round(image.width * height / image.height))
    return Logo(rendition_path(image, min(image.width, width * 2), "webp"), width, height)


def social_picture(image: Any) -> tuple[str, int, int]:
    """Path, width and height of a picture for cards of other sites."""
    width = min(image.width, 1280)
    return (
        rendition_path(image, width, FALLBACK),
        width,
        max(1, round(image.height * width / image.width)),
    )


def mark_of(image: Any) -> str:
    """Eight letters that change with the picture's file or focal point."""
    return _mark(image)


def _mark(image: Any) -> str:
    return str(image.get_file_hash())[:8]


def _focal(image: Any) -> str:
    if image.focal_point_x is None or not image.width or not image.height:
        return ""
    across = round(100 * image.focal_point_x / image.width)
    down = round(100 * image.focal_point_y / image.height)
    return f"{across}% {down}%"
