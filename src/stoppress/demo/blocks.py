"""Blocks of the demo's files, turned into the raw values of an article's body."""

from __future__ import annotations

from typing import Any

from stoppress.demo.media import MediaShelf


def body_of(blocks: list[dict[str, Any]], language: str, media: MediaShelf) -> list[dict[str, Any]]:
    """The StreamField's raw data for the blocks of one article."""
    return [{"type": block["type"], "value": _value(block, language, media)} for block in blocks]


def _value(block: dict[str, Any], language: str, media: MediaShelf) -> Any:
    match block["type"]:
        case "paragraph":
            return block["html"]
        case "fact_box" | "background":
            return {"title": block["title"], "text": block["html"]}
        case "image":
            return _picture(block, media)
        case "gallery":
            pictures = [_picture(picture, media) for picture in block["pictures"]]
            return {"title": block.get("title", ""), "pictures": pictures}
        case "table":
            return _table(block)
        case "document":
            document = media.document(language, block["file"], block["title"])
            return {"document": document.pk, "title": block["title"]}
        case "audio" | "video":
            poster = block.get("poster")
            return {
                **_words(block, "title", "caption", "transcript"),
                "file": media.document(language, block["file"], block["title"]).pk,
                "poster": media.picture(poster).pk if poster else None,
            }
        case _:
            return {name: value for name, value in block.items() if name != "type"}


def _picture(block: dict[str, Any], media: MediaShelf) -> dict[str, Any]:
    image = media.picture(block["picture"])
    return {"image": image.pk, **_words(block, "alt", "caption", "credit")}


def _table(block: dict[str, Any]) -> dict[str, Any]:
    row, column = bool(block.get("header")), bool(block.get("first_column"))
    choice = {(True, True): "both", (True, False): "row", (False, True): "column"}
    return {
        "data": block["rows"],
        "first_row_is_table_header": row,
        "first_col_is_header": column,
        "table_header_choice": choice.get((row, column), "neither"),
        "table_caption": block.get("caption", ""),
    }


def _words(block: dict[str, Any], *names: str) -> dict[str, str]:
    return {name: block.get(name, "") for name in names}
