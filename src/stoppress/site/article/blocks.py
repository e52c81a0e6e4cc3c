"""The body's blocks as templates show them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from stoppress.newsroom.addresses import web_address
from stoppress.site.article.rich_text import rich
from stoppress.site.pictures import Words, figure_of, picture_of, read_own_words


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a body: its type names the template, its value is what that shows."""

    type: str
    value: Any


@dataclass(frozen=True, slots=True)
class File:
    """A document, sound or film; ``size`` in bytes, ``type`` a media type."""

    url: str
    title: str
    size: int
    type: str


def blocks_of(body: Any) -> tuple[Block, ...]:
    """A StreamField value as blocks for templates; blocks that lost their picture are left out."""
    read_own_words(_figures(body))
    return tuple(_blocks(body))


def _blocks(body: Any) -> Iterator[Block]:
    for child in body:
        value = _SHOWN.get(child.block_type, dict)(child.value)
        if value is not None:
            yield Block(child.block_type, value)


def _paragraph(value: Any) -> SafeString | None:
    return rich(value) or None


def _figures(body: Any) -> Iterator[tuple[Any, Words]]:
    """Every picture of a body that has words below it, with those that the article gives it."""
    for child in body:
        if child.block_type == "image":
            values = [child.value]
        elif child.block_type == "gallery":
            values = child.value["pictures"]
        else:
            continue
        yield from ((value["image"], _words(value)) for value in values if value.get("image"))


def _words(value: Any) -> Words:
    return Words(value.get("caption") or "", value.get("credit") or "")


def _image(value: Any) -> dict[str, Any] | None:
    image = value.get("image")
    return {"image": figure_of(image, _words(value), alt=value.get("alt") or "")} if image else None


def _gallery(value: Any) -> dict[str, Any] | None:
    pictures = [picture for picture in map(_image, value["pictures"]) if picture]
    return {"title": value["title"], "pictures": pictures} if pictures else None


def _quote(value: Any) -> dict[str, Any]:
    return {**value, "source_url": web_address(value.get("source_url") or "")}


def _embed(value: Any) -> dict[str, Any] | None:
    address = web_address(value.get("url") or "")
    return {**value, "url": address} if address else None


def _bullets(value: Any) -> dict[str, Any] | None:
    items = [item for item in map(_inline, value["items"]) if item]
    return {"ordered": value["ordered"], "items": items} if items else None


def _inline(value: Any) -> SafeString:
    """Rich text of one line, without the paragraph that the editor wraps it in."""
    html = str(rich(value)).strip()
    if html.startswith("<p") and html.endswith("</p>") and html.count("<p") == 1:
        html = html[html.index(">") + 1 : -len("</p>")]
    return mark_safe(html)  # noqa: S308


def _box(value: Any) -> dict[str, Any]:
    return {"title": value["title"], "text": rich(value["text"])}


def _known(value: Any) -> dict[str, Any]:
    return {"known": list(value["known"]), "unknown": list(value["unknown"])}


def _table(value: Any) -> dict[str, Any] | None:
    if not value or not value.get("data"):
        return None
    choice = value.get("table_header_choice", "")
    return {
        "data": [["" if cell is None else cell for cell in row] for row in value["data"]],
        "first_row_is_table_header": value.get("first_row_is_table_header")
        or choice in {"row", "both"},
        "first_col_is_header": value.get("first_col_is_header") or choice in {"column", "both"},
        "table_caption": value.get("table_caption") or "",
    }


def file_of(document: Any, title: str = "") -> File:
    """A Wagtail document as a file readers can open."""
    return File(
        url=document_path(document),
        title=title or document.title,
        size=document.get_file_size() or 0,
        type=document.content_type,
    )


def document_path(document: Any) -> str:
    """Where a document is served."""
    return f"/media/documents/{document.pk}/{document.filename}"


def _document(value: Any) -> dict[str, Any] | None:
    if value["document"] is None:
        return None
    file = file_of(value["document"], value["title"])
    return {"document": file, "title": file.title}


def _recording(value: Any) -> dict[str, Any] | None:
    if value["file"] is None:
        return None
    return {
        "file": file_of(value["file"], value["title"]),
        "title": value["title"],
        "caption": value["caption"],
        "poster": picture_of(value["poster"]) if value.get("poster") else None,
        "transcript": value["transcript"],
    }


_SHOWN: dict[str, Any] = {
    "paragraph": _paragraph,
    "quote": _quote,
    "embed": _embed,
    "image": _image,
    "gallery": _gallery,
    "list": _bullets,
    "fact_box": _box,
    "background": _box,
    "known": _known,
    "table": _table,
    "document": _document,
    "audio": _recording,
    "video": _recording,
}
