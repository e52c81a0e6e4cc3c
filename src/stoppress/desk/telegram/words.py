"""What a message says, as a headline and the blocks of a text."""

from __future__ import annotations

import re

from stoppress.channels.kinds.telegram.heard import Heard
from stoppress.desk.writing.embeds import with_embeds
from stoppress.desk.writing.typeset import typeset_block
from stoppress.intake.body.from_html import blocks_of_html
from stoppress.intake.item import Block
from stoppress.intake.text import clean, one_line, shortened
from stoppress.newsroom.typography import typeset

#: Letters of a first line that can be a headline as it stands, and of one made of a paragraph.
_LINE, _CUT = 120, 100
_PARAGRAPHS = re.compile(r"\n\s*\n")


def read_message(heard: Heard, language: str) -> tuple[str, list[Block]]:
    """The headline and the text of a message; both empty where it has no words.

    Its first line is the headline. Where that is a paragraph, the headline is its beginning, and
    the text has it whole. What cannot be read, or was hidden, is left out, as from a clipboard.
    """
    first, _, _rest = heard.text.strip().partition("\n")
    line = one_line(clean(first))
    if not line:
        return "", []
    html = heard.html.strip()
    if len(line) <= _LINE:
        _first, _, html = html.partition("\n")
    headline = typeset(line if len(line) <= _LINE else shortened(line, _CUT), language)
    return headline, _blocks(html, language)


def _blocks(html: str, language: str) -> list[Block]:
    parts = [part.strip().replace("\n", "<br>") for part in _PARAGRAPHS.split(html)]
    found, _left_out = blocks_of_html("".join(f"<p>{part}</p>" for part in parts if part))
    kept = [block for block in with_embeds(found) if block.type != "image"]
    return [typeset_block(block, language) for block in kept]
