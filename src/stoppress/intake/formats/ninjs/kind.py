"""Whether a ninjs object is a text, which becomes an article, or something else, which does not."""

from __future__ import annotations

from stoppress.intake.formats.ninjs.properties import Properties, last_word
from stoppress.intake.item import ItemRejected, ItemSkipped
from stoppress.intake.text import words

_TEXT_TYPES = frozenset({"text", "composite"})
_OTHER_TYPES = words(
    "picture photo image graphic video audio event planning planningitem component package"
    " multimedia livestream poll"
)


def check_kind(item: Properties) -> None:
    """Let a text pass; one without a type passes when it has a headline and words.

    Raises ItemSkipped when it is no text.
    Raises ItemRejected when it cannot be told what it is.
    """
    kind = last_word(item.text("type"))
    if kind in _TEXT_TYPES:
        return
    if not kind and (item.has("eventdetails") or item.has("plannedcoverage")):
        kind = "event" if item.has("eventdetails") else "planning"
    if kind in _OTHER_TYPES:
        raise ItemSkipped(f"type is {kind}; only text and composite become articles")
    if last_word(item.text("pubstatus")) in ("canceled", "cancelled"):
        return
    headline = bool(item.texts("headlines"))
    words = bool(item.texts("bodies") or item.texts("descriptions"))
    if headline and words:
        return
    if kind:
        raise ItemSkipped(f"type is {kind[:40]}, which is no text, and no text is in it")
    if headline and item.has("renditions"):
        raise ItemSkipped("it has no type, no body and no description, but renditions: no text")
    if headline:
        raise ItemRejected(
            "bodies", "is missing, and so is a description", "A text needs one of the two."
        )
    if item.text("title").strip() and words:
        return
    if not words and item.has("renditions"):
        raise ItemSkipped("it has no type, no headline and no text, but renditions: no text")
    raise ItemRejected(
        "headlines", "is missing, and so is the type", "Give the item a headline, and type text."
    )
