"""HTML, XHTML and whole HTML documents become typed blocks, with all their visible text."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from urllib.parse import urlsplit
from xml.parsers import expat

from stoppress.intake.body.elements import Bullets, Figure, Flow, Heading, Quote, Table
from stoppress.intake.body.markup import BLOCKS, safe_html, safe_link
from stoppress.intake.body.office import (
    begins_comment,
    declarations,
    inline_styles,
    is_comment,
    is_hidden,
    is_marker,
    is_numbered,
    is_older_mail,
    is_quotation,
    is_struck,
    is_subhead,
    leads_to_comment,
    level_of_item,
)
from stoppress.intake.body.runs import WRITTEN_AS, Runs, plain
from stoppress.intake.item import Block, Picture
from stoppress.intake.left_out import LeftOut
from stoppress.intake.left_out import marked as _
from stoppress.intake.text import DELETED, clean, one_line

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_VOID = re.compile(r'<(br|hr|img)((?:\s[^<>"]*"[^"]*")*)\s*>')
#: Stands before the name of an inline element that a style has ended.
_NO = "no "
_EMBEDDED_POSTS = ("twitter-tweet", "instagram-media", "tiktok-embed", "fb-post", "bluesky-embed")


def blocks_of_html(markup: str) -> tuple[list[Block], list[LeftOut]]:
    """The blocks of ``markup``, and what was left out, as sentences."""
    safe = clean(safe_html(clean(markup)))
    if not safe.strip():
        return [], []
    body = _Body()
    _parse(f"<div>{safe}</div>", body)
    return body.close(), body.left_out


def _parse(safe: str, body: _Body) -> None:
    """Tell ``body`` what is in cleaned markup, which is XML but for elements without content."""
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartElementHandler = body.start
    parser.EndElementHandler = body.end
    parser.CharacterDataHandler = body.data
    parser.Parse(_VOID.sub(r"<\1\2/>", safe).replace("&nbsp;", "\u00a0").encode(), True)


class _Body:
    """Takes the parser's events; its open elements take the text."""

    def __init__(self) -> None:
        self.depth = 0
        self.hidden_since = 0
        self.open: list[Flow] = [Flow(0)]
        self.tags: list[tuple[int, str]] = []
        #: Depths of blocks that have begun, and nothing stands in them yet.
        self.begun: list[int] = []
        self.verbatim: list[int] = []
        self.links: list[str] = []
        self.left_out: list[LeftOut] = []
        self.deleted: Runs | None = None
        self.marker: Runs | None = None
        self.list_of_paragraphs: Block | None = None
        self.levelled = False

    @property
    def innermost(self) -> Flow:
        return self.open[-1]

    @property
    def runs(self) -> Runs:
        element = self.innermost
        if isinstance(element, Figure) and element.naming:
            return element.said
        if isinstance(element, Quote) and element.naming:
            return element.said_by
        return element.runs

    # the parser's events

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.depth += 1
        if self.hidden_since:
            return
        if tag in BLOCKS:
            self.begun.append(self.depth)
        style = declarations(attributes)
        if "hidden" in attributes or is_hidden(style):
            self.hidden_since = self.depth
        elif tag in DELETED or is_struck(style):
            self.hidden_since = self.depth
            self.deleted = Runs()
        elif is_marker(style):
            self.hidden_since = self.depth
            self.marker = Runs()
        elif is_comment(attributes, style):
            self.hidden_since = self.depth
            if tag in BLOCKS:
                self._say_that_comments_go()
        elif tag == "a" and leads_to_comment(attributes.get("href", "")):
            self.hidden_since = self.depth
        elif tag == "a" and begins_comment(attributes.get("href", "")):
            self._hide_comment()
        elif tag in ("rp", "rt"):
            self._start_reading(tag)
        elif tag in WRITTEN_AS or tag in ("a", "q", "span"):
            self._start_inline(tag, attributes, style)
        elif tag == "br":
            self.runs.add_lines("\n", ())
        elif tag == "img":
            self._picture(attributes)
        elif tag == "iframe":
            self._embed(attributes)
        elif tag == "cite":
            self._start_cite()
        elif tag in BLOCKS:
            self._start_block(tag, attributes, style)

    def end(self, tag: str) -> None:
        self.begun.clear()
        if self.hidden_since:
            if self.hidden_since == self.depth:
                self.hidden_since = 0
                self._end_deleted()
                self._end_marker()
        elif tag == "q":
            self.data("”")
        elif tag == "rt":
            self.data(")")
        elif (
            tag == "cite"
            and isinstance(self.innermost, Quote)
            and self.innermost.naming == self.depth
        ):
            self.innermost.naming = 0
        elif tag in BLOCKS:
            self._end_block(tag)
        while self.tags and self.tags[-1][0] >= self.depth:
            self.tags.pop()
        self.depth -= 1

    def data(self, text: str) -> None:
        if self.hidden_since:
            for kept in (self.deleted, self.marker):
                if kept is not None:
                    kept.add(text, ())
            return
        if self.begun and not text.isspace():
            self.begun.clear()
        tags = self._standing()
        if self.verbatim:
            self.runs.add_lines(text, tags)
        else:
            self.runs.add(text, tags)

    def _standing(self) -> tuple[str, ...]:
        """The inline elements that text stands in, but for those that a style has ended."""
        standing: dict[str, None] = {}
        for _depth, tag in self.tags:
            if tag.startswith(_NO):
                standing.pop(tag.removeprefix(_NO), None)
            else:
                standing[tag] = None
        return tuple(standing)

    def close(self) -> list[Block]:
        while len(self.open) > 1:
            self._close_innermost()
        return self.open[0].close()

    # what is not meant to be read

    def _end_deleted(self) -> None:
        """Say which words were deleted: “45” beside “54” would be read as a second number."""
        if self.deleted is not None:
            if text := plain(self.deleted.take()):
                words = _("Deleted words were left out: “%(text)s”.")
                self.left_out.append(LeftOut(words, text=text[:300]))
            self.deleted = None

    def _end_marker(self) -> None:
        """What an item of Word's is marked with says what kind of list it is in."""
        if self.marker is not None:
            if isinstance(self.innermost, Bullets):
                self.innermost.ordered = is_numbered(plain(self.marker.take()))
            self.marker = None

    def _hide_comment(self) -> None:
        """All that a link of Google Docs' is the first in is a comment."""
        around = [depth for depth in self.begun if depth > max(1, self.innermost.depth)]
        self.hidden_since = min(around, default=self.depth)
        self._say_that_comments_go()

    def _say_that_comments_go(self) -> None:
        said = LeftOut(_("Comments on the text were left out."))
        if said not in self.left_out:
            self.left_out.append(said)

    def _start_reading(self, tag: str) -> None:
        """How Han letters are read stands in brackets behind them (HTML, 4.5.12)."""
        if tag == "rp":
            self.hidden_since = self.depth
        else:
            self.data("(")

    # inline elements

    def _start_inline(
        self, tag: str, attributes: Mapping[str, str], style: Mapping[str, str]
    ) -> None:
        if tag == "q":
            self.data("“")
        elif tag == "a":
            address = safe_link(attributes.get("href", ""))
            if address and not address.startswith("#"):
                self.links.append(address)
                self.tags.append((self.depth, f'a href="{html.escape(address)}"'))
        elif tag != "span":
            self.tags.append((self.depth, WRITTEN_AS[tag]))
        for written, begins in inline_styles(style):
            self.tags.append((self.depth, written if begins else f"{_NO}{written}"))

    def _start_cite(self) -> None:
        element = self.innermost
        if isinstance(element, Quote) and not element.naming:
            element.naming = self.depth
        elif not isinstance(element, Quote):
            self.tags.append((self.depth, "i"))

    # block elements

    def _start_block(
        self, tag: str, attributes: Mapping[str, str], style: Mapping[str, str]
    ) -> None:
        element = self.innermost
        element.boundary()
        if type(element) is Flow or (isinstance(element, Figure) and not element.naming):
            if tag == "p":
                self._start_paragraph(attributes, style)
            else:
                self._start_in_flow(tag, attributes)
        elif isinstance(element, Bullets) and tag == "li":
            element.item()
            if not element.items:
                element.first = _whole_number(attributes.get("value"), element.first)
        elif isinstance(element, Bullets) and tag in ("ul", "ol"):
            element.inner = True
        elif isinstance(element, Table):
            self._start_in_table(element, tag, attributes)
        elif isinstance(element, Quote) and tag == "footer" and not element.naming:
            element.naming = self.depth
        if tag == "pre":
            self.verbatim.append(self.depth)
        elif tag == "dt":
            self.tags.append((self.depth, "b"))

    def _start_paragraph(self, attributes: Mapping[str, str], style: Mapping[str, str]) -> None:
        if level := level_of_item(style):
            if self.list_of_paragraphs is not self._last_block():
                self.list_of_paragraphs, self.levelled = None, False
            inner = level > 1 and self.list_of_paragraphs is not None and not self.levelled
            self.levelled |= inner
            self.open.append(Bullets(self.depth, level=level, inner=inner))
        elif is_subhead(attributes):
            self.open.append(Heading(self.depth))
        elif is_quotation(attributes):
            self.open.append(Quote(self.depth))

    def _last_block(self) -> Block | None:
        return self.innermost.blocks[-1] if self.innermost.blocks else None

    def _start_in_flow(self, tag: str, attributes: Mapping[str, str]) -> None:
        element = self.innermost
        words = attributes.get("class", "").lower()
        if tag in _HEADINGS:
            self.open.append(Heading(self.depth))
        elif tag in ("ul", "ol", "menu", "dir"):
            ordered, first = tag == "ol", _first_number(attributes)
            self.open.append(Bullets(self.depth, ordered=ordered, first=first))
        elif tag == "li":
            self.open.append(Bullets(self.depth))
        elif tag == "blockquote" and is_older_mail(attributes):
            pass  # its paragraphs are the text
        elif tag == "blockquote":
            self.links.clear()
            source = safe_link(attributes.get("cite", ""))
            if any(name in words for name in _EMBEDDED_POSTS):
                source = source or "the last link"
            self.open.append(Quote(self.depth, pulled="pull" in words, source=source))
        elif tag == "aside" and ("pullquote" in words or "pull-quote" in words):
            self.open.append(Quote(self.depth, pulled=True))
        elif tag == "table":
            self.open.append(Table(self.depth))
        elif tag == "figure" and not isinstance(element, Figure):
            self.open.append(Figure(self.depth))
        elif tag == "figcaption" and isinstance(element, Figure):
            element.naming = self.depth

    def _start_in_table(self, element: Table, tag: str, attributes: Mapping[str, str]) -> None:
        if self.depth > element.depth + 4:  # of a table inside a cell
            return
        if tag == "tr":
            element.row()
        elif tag in ("td", "th"):
            across, down = (_whole(attributes.get(name)) for name in ("colspan", "rowspan"))
            element.start_cell(tag == "th", across, down)
        elif tag in ("thead", "tbody", "tfoot"):
            element.in_head = tag == "thead"

    def _end_block(self, tag: str) -> None:
        element = self.innermost
        if element.depth == self.depth:
            self._close_innermost()
            return
        if isinstance(element, Figure | Quote) and element.naming == self.depth:
            element.naming = 0
            return
        element.boundary()
        if isinstance(element, Bullets) and tag == "li":
            element.item()
        elif isinstance(element, Table) and tag == "caption" and element.cell is None:
            element.end_caption()
        if self.verbatim and self.verbatim[-1] == self.depth:
            self.verbatim.pop()

    def _close_innermost(self) -> None:
        element = self.open.pop()
        if isinstance(element, Quote) and element.source == "the last link":
            element.source = self.links[-1] if self.links else ""
        blocks = element.close()
        if isinstance(element, Bullets) and element.level and blocks:
            blocks = self._with_items_before(element, blocks)
        self._put(blocks)
        self.left_out += element.left_out

    def _with_items_before(self, element: Bullets, blocks: list[Block]) -> list[Block]:
        """A list that is written as paragraphs goes on in the one that follows."""
        before = self._last_block()
        made = blocks[0]
        if before is not None and before is self.list_of_paragraphs:
            same = made.value["ordered"] == before.value["ordered"]
            if same or element.level > 1:
                self.innermost.blocks.pop()
                items = [*before.value["items"], *made.value["items"]]
                blocks = [Block("list", {**before.value, "items": items}), *blocks[1:]]
        self.list_of_paragraphs = blocks[0]
        return blocks

    def _put(self, blocks: list[Block]) -> None:
        """Blocks go where the flow is; inside a list, quotation or table they wait for its end."""
        if type(self.innermost) is Flow or isinstance(self.innermost, Figure):
            self.innermost.blocks += blocks
        else:
            self.innermost.waiting += blocks

    # pictures and embeds

    def _picture(self, attributes: Mapping[str, str]) -> None:
        source = clean(attributes.get("src", "")).strip()
        alt = one_line(attributes.get("alt", ""))
        if "emoji" in attributes.get("class", "").lower():
            self.data(alt)
        elif source:
            picture = Picture((source,), alt=alt)
            if isinstance(self.innermost, Figure):
                self.innermost.pictures.append(picture)
            else:
                self.innermost.waiting.append(Block("image", picture))

    def _embed(self, attributes: Mapping[str, str]) -> None:
        address = safe_link(attributes.get("src", ""))
        if not address.startswith("https://"):
            if address:
                words = _("An embed was left out: %(address)s is no https address.")
                self.left_out.append(LeftOut(words, address=address[:200]))
            return
        provider = (urlsplit(address).hostname or "").removeprefix("www.")
        value = {
            "url": address,
            "title": one_line(attributes.get("title", "")),
            "provider": provider,
        }
        self.innermost.waiting.append(Block("embed", value))


def _whole(value: str | None) -> int:
    return min(int(value), 1000) if value and value.isdecimal() else 1


def _whole_number(value: str | None, otherwise: int) -> int:
    return int(value) if value and value.isdecimal() and len(value) < 7 else otherwise


def _first_number(attributes: Mapping[str, str]) -> int:
    """What an ordered list begins with; a reversed one begins with its last number."""
    return 0 if "reversed" in attributes else _whole_number(attributes.get("start"), 1)
