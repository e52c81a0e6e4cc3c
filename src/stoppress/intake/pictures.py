"""Pictures of an item: what their files may be called, and which of them stand in the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from stoppress.intake.item import Block, Picture


def file_name(address: str) -> str:
    """The last part of a path or address: the name a file beside the feed may have."""
    try:
        path = urlsplit(address).path
    except ValueError:
        return ""
    return PurePosixPath(unquote(path)).name


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


def _same(shown: Picture, picture: Picture) -> bool:
    source = shown.files[0]
    if source in picture.files or source in (picture.uri, picture.name):
        return True
    name = file_name(source)
    return bool(name) and any(name == file_name(address) for address in picture.files)
