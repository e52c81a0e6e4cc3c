"""Markup of word processors and mail programs: what its styles and classes mean.

Word, Outlook, Google Docs and LibreOffice say in styles what HTML has elements for, and use
elements for what they do not mean: Google Docs wraps every copy in
``<b style="font-weight:normal">``, and Word writes a list as paragraphs whose bullets are letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from stoppress.intake.text import words

_LIST = re.compile(r"\blevel([1-9])\b")
_NUMBERED = re.compile(r"\(?[\w.]{1,8}[.)]")
_SUBHEADS = re.compile(r"mso(?:title|subtitle|heading\d)")
_QUOTES = words("msoquote msointensequote")
_BOLD, _LIGHT = words("bold bolder 600 700 800 900"), words("normal lighter 100 200 300 400 500")
_SLANTED = words("italic oblique")
#: Where Google Docs' marks of comments lead, and where each comment leads back to.
_COMMENT, _COMMENTED = re.compile(r"#cmnt\d+\Z"), re.compile(r"#cmnt_ref\d+\Z")
_RAISED = {"super": "sup", "sub": "sub"}


def declarations(attributes: Mapping[str, str]) -> dict[str, str]:
    """The declarations of an element's ``style``, names and values in lower case."""
    style = attributes.get("style", "")
    if not style:
        return {}
    pairs = (part.partition(":") for part in style.lower().split(";"))
    return {name.strip(): value.strip() for name, _colon, value in pairs}


def inline_styles(style: Mapping[str, str]) -> Iterator[tuple[str, bool]]:
    """The inline elements that a style stands for, and whether it begins or ends them."""
    weight = style.get("font-weight", "")
    if weight in _BOLD or weight in _LIGHT:
        yield "b", weight in _BOLD
    slant = style.get("font-style", "")
    if slant in _SLANTED or slant == "normal":
        yield "i", slant != "normal"
    if raised := _RAISED.get(style.get("vertical-align", "")):
        yield raised, True


def is_hidden(style: Mapping[str, str]) -> bool:
    """Whether a style hides its element."""
    return style.get("display", "").startswith("none") or style.get("mso-hide") == "all"


def is_struck(style: Mapping[str, str]) -> bool:
    """Whether a style strikes words out."""
    return any(
        "line-through" in style.get(name, "")
        for name in ("text-decoration", "text-decoration-line")
    )


def is_marker(style: Mapping[str, str]) -> bool:
    """Whether an element holds the bullet or number of an item of Word's."""
    return style.get("mso-list") == "ignore"


def level_of_item(style: Mapping[str, str]) -> int:
    """The level of a paragraph that is an item of a list of Word's, from 1; 0 for any other."""
    found = _LIST.search(style.get("mso-list", ""))
    return int(found[1]) if found else 0


def is_numbered(marker: str) -> bool:
    """Whether an item's marker is a number, or a letter that counts: ``1.``, ``b)``, ``iv.``."""
    return _NUMBERED.match(marker.strip()) is not None


def is_comment(attributes: Mapping[str, str], style: Mapping[str, str]) -> bool:
    """Whether an element holds comments on the text, or leads to one."""
    return (
        style.get("mso-element") in ("comment", "comment-list")
        or style.get("mso-special-character") == "comment"
        or "msocomanchor" in attributes.get("class", "").lower()
    )


def leads_to_comment(address: str) -> bool:
    """Whether a link is Google Docs' mark of a comment."""
    return _COMMENT.search(address) is not None


def begins_comment(address: str) -> bool:
    """Whether a link stands before a comment, in the paragraph that holds it."""
    return _COMMENTED.search(address) is not None


def is_subhead(attributes: Mapping[str, str]) -> bool:
    """Whether a paragraph is a title or heading of Word's."""
    return _SUBHEADS.fullmatch(attributes.get("class", "").lower()) is not None


def is_quotation(attributes: Mapping[str, str]) -> bool:
    """Whether a paragraph is a quotation of Word's."""
    return attributes.get("class", "").lower() in _QUOTES


def is_older_mail(attributes: Mapping[str, str]) -> bool:
    """Whether a quotation is only the mail that was answered, as mail programs mark it."""
    return attributes.get("type") == "cite" or "gmail_quote" in attributes.get("class", "")
