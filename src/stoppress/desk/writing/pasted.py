"""What was pasted into a text becomes blocks, read by the code that reads imports."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST
from wagtail.permission_policies.pages import PagePermissionPolicy

from stoppress.desk.writing.embeds import provider_of, with_embeds
from stoppress.desk.writing.pasted_within import items_of, text_of
from stoppress.desk.writing.typeset import language_of, typeset_block
from stoppress.intake.body.document import entities_declared
from stoppress.intake.body.from_chat import blocks_of_chat, is_chat
from stoppress.intake.body.from_html import blocks_of_html
from stoppress.intake.body.from_plain import blocks_of_text
from stoppress.intake.body.markup import declares_entities, nests_too_deep
from stoppress.intake.item import Block, ItemRejected
from stoppress.intake.text import running_line
from stoppress.newsroom.models.body import BodyBlock
from stoppress.newsroom.typography import typeset

#: Characters of a clipboard; a long book has about as many, its markup of Word not counted.
LONGEST = 2_000_000
#: Paragraphs, items, cells and lines of one paste: reading more would take seconds, and the browser
#: minutes to show them.
MOST_PARTS = 5_000
#: Words that are links, bold, italic and the like.
MOST_MARKS = 15_000

_PART = re.compile(r"<(?:p|div|li|h[1-6]|br|td|th|dt|dd|blockquote|pre|iframe)\b", re.IGNORECASE)
_MARK = re.compile(
    r"<(?:(?:a|b|i|em|strong|u|s|sub|sup|code|q|cite|ins|del)\b|span\b[^<>]*\bfont-(?:weight|style)\b)",
    re.IGNORECASE,
)
#: Addresses of pictures that only the program has from which they were copied.
_OF_A_PROGRAM = re.compile(r"<img\b[^<>]*\bsrc=[\"']?(?:blob|cid|data|file):", re.IGNORECASE)

_body = BodyBlock()
_item = _body.child_blocks["list"].child_blocks["items"].child_block


@dataclass(frozen=True, slots=True)
class Pasted:
    """What a clipboard holds: blocks of our own, and what of it was left out, as sentences."""

    blocks: list[Block]
    left_out: list[str]


@require_POST
def pasted_view(request: HttpRequest) -> HttpResponse:
    """Read a clipboard, its ``html`` or its ``text``; the answer is what the sheet's script takes.

    Sent with ``line``, its text becomes one line for a field; with ``within``, markup for ``items``
    of a list or for the ``text`` of a box. A clipboard that cannot be read, or that nests too deep,
    is answered with 422: the browser pastes it then. One that is too long is answered with 413:
    nothing is pasted then, and the sheet says so.
    """
    if not PagePermissionPolicy().user_has_any_permission(request.user, {"add", "change"}):
        raise PermissionDenied
    html, text = request.POST.get("html", ""), request.POST.get("text", "")
    if len(html) + len(text) > LONGEST:
        return HttpResponse(status=413)
    if nests_too_deep(html):
        return HttpResponse(status=422)
    if _has_too_many_parts(html, text):
        return HttpResponse(status=413)
    language = language_of(request.POST.get("edition", ""))
    if "line" in request.POST:
        return JsonResponse({"line": typeset(running_line(text), language)})
    try:
        pasted = read_clipboard(html, text)
    except ItemRejected:
        return HttpResponse(status=422)
    blocks = [typeset_block(block, language) for block in pasted.blocks]
    answer: dict[str, Any] = {"message": _message(pasted), "left_out": pasted.left_out}
    match request.POST.get("within", ""):
        case "items":
            items = items_of(blocks)
            answer |= {"markup": items, "states": [_state_of_item(item) for item in items]}
        case "text":
            answer |= {"markup": [text_of(blocks)]}
        case _:
            answer |= {"blocks": list(_for_the_form(blocks))}
    return JsonResponse(answer)


def _has_too_many_parts(html: str, text: str) -> bool:
    return (
        text.count("\n") > MOST_PARTS
        or _has_more(_PART, html, MOST_PARTS)
        or _has_more(_MARK, html, MOST_MARKS)
    )


def _has_more(what: re.Pattern[str], html: str, most: int) -> bool:
    return next(islice(what.finditer(html), most, None), None) is not None


def read_clipboard(html: str, text: str) -> Pasted:
    """Read the better of a clipboard's two forms.

    Raises ItemRejected when it declares entities.
    """
    if declares_entities(html):
        raise entities_declared("html")
    if is_chat(text):
        blocks, left_out = blocks_of_chat(text)
    else:
        blocks, left_out = blocks_of_html(html)
        if not blocks:
            blocks = blocks_of_text(text)
    kept = list(with_embeds(blocks))
    pictures = sum(block.type == "image" for block in kept) + len(_OF_A_PROGRAM.findall(html))
    frames = [block for block in kept if _is_nameless(block)]
    kept = [block for block in kept if block.type != "image" and block not in frames]
    said = [one.in_language() for one in left_out]
    return Pasted(kept, [*said, *_pictures(pictures), *map(_frame, frames)])


def _is_nameless(block: Block) -> bool:
    """Whether it is a frame of which nothing says what it shows, as of an advertisement."""
    if block.type != "embed" or block.value["title"]:
        return False
    return not provider_of(block.value["url"])


def _frame(block: Block) -> str:
    words = gettext("A frame was left out, since nothing says what it shows: %(address)s")
    return words % {"address": block.value["url"][:200]}


def _pictures(number: int) -> Iterator[str]:
    if number:
        yield ngettext(
            "A picture was left out. Add it as a file.",
            "%(count)s pictures were left out. Add them as files.",
            number,
        ) % {"count": number}


def _message(pasted: Pasted) -> str:
    number = len(pasted.left_out)
    if not number:
        return gettext("Pasted.")
    words = ngettext(
        "Pasted. One thing could not be kept:",
        "Pasted. %(count)s things could not be kept:",
        number,
    )
    return words % {"count": number}


def _for_the_form(blocks: list[Block]) -> Iterator[dict[str, Any]]:
    """Blocks in the form that the sheet's script takes; paragraphs in a row are one text."""
    raw: list[dict[str, Any]] = []
    for block in blocks:
        value = block.value
        if block.type == "paragraph" and raw and raw[-1]["type"] == "paragraph":
            raw[-1]["value"] += value
        else:
            raw.append({"type": block.type, "value": value})
    state: list[dict[str, Any]] = _body.get_form_state(_body.to_python(raw))
    yield from ({"type": one["type"], "value": one["value"]} for one in state)


def _state_of_item(markup: str) -> Any:
    """An item of a list in the form that the sheet's script takes."""
    return _item.get_form_state(_item.to_python(markup))
