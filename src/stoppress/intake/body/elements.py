"""Elements that stand open while a body is read: paragraphs, a list, a quotation, a table.

Each takes the text inside it and gives its blocks when it ends.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from stoppress.intake.body.runs import (
    Run,
    Runs,
    inline_html,
    links_in,
    paragraphs,
    plain,
    tidied,
)
from stoppress.intake.item import Block, Picture
from stoppress.intake.left_out import LeftOut
from stoppress.intake.left_out import marked as _
from stoppress.intake.text import plain_line

_LONGEST_SUBHEAD = 255
_MOST_COLUMNS = 60
_MOST_CELLS = 20_000
_LINK_IN_SUBHEAD = _("A link in a subhead was left out: “%(text)s” (%(address)s).")
_LINK_IN_QUOTATION = _("A link in a quotation was left out: “%(text)s” (%(address)s).")
_LINK_IN_NAME = _(
    "A link in the name of who said something was left out: “%(text)s” (%(address)s)."
)
_LINK_IN_TABLE_CAPTION = _(
    "A link in the caption of a table was left out: “%(text)s” (%(address)s)."
)
_LINK_IN_TABLE = _("A link in a table was left out: “%(text)s” (%(address)s).")
_LINK_IN_CAPTION = _("A link in a caption was left out: “%(text)s” (%(address)s).")
_LIST_FROM_ANOTHER_NUMBER = _(
    "A list that is numbered from %(first)s is numbered from 1, at “%(item)s”."
)
_DASH = re.compile(r"^[—–―-]{1,2}\s*(?=\w)")


@dataclass(slots=True)
class Flow:
    """An open element; ``depth`` is how deep it stands. This one is a flow of paragraphs."""

    depth: int
    runs: Runs = field(default_factory=Runs)
    blocks: list[Block] = field(default_factory=list)
    waiting: list[Block] = field(default_factory=list)
    #: What of it could not be kept, as sentences.
    left_out: list[LeftOut] = field(default_factory=list)

    def plain(self, runs: list[Run], words: str, between: str = " ") -> str:
        """The text of ``runs``, for a place that has no links; ``words`` say which are lost."""
        for address, text in links_in(runs).items():
            self.left_out.append(LeftOut(words, text=text[:200], address=address[:500]))
        return plain(runs, between)

    def boundary(self) -> None:
        """A block element begins or ends here."""
        self.blocks += [paragraph(part) for part in paragraphs(self.runs.take())]
        self.blocks += self.waiting
        self.waiting.clear()

    def close(self) -> list[Block]:
        """The blocks of the element that has ended."""
        self.boundary()
        return self.blocks


class Heading(Flow):
    """A heading between paragraphs."""

    def boundary(self) -> None:
        """Parts of a heading stand on one line."""
        self.runs.add(" ", ())

    def close(self) -> list[Block]:
        """A subhead, or a paragraph in bold when it is longer than any subhead."""
        text = self.plain(self.runs.take(), _LINK_IN_SUBHEAD)
        if len(text) > _LONGEST_SUBHEAD:
            return [paragraph([Run(text, ("b",))]), *self.waiting]
        return [*([Block("subhead", {"text": text})] if text else []), *self.waiting]


@dataclass(slots=True)
class Bullets(Flow):
    """A list; lists inside its items become items of it, which is said.

    :param first: the number of its first item.
    :param level: of a paragraph that is an item of a list, from 1; 0 for the list itself.
    """

    ordered: bool = False
    first: int = 1
    items: list[str] = field(default_factory=list)
    inner: bool = False
    level: int = 0

    def item(self) -> None:
        """An item begins or ends here."""
        runs = _single_breaks(self.runs.take())
        if runs:
            self.items.append(inline_html(runs))

    def boundary(self) -> None:
        """Paragraphs of an item stand on lines of their own."""
        self.runs.end_line()

    def close(self) -> list[Block]:
        """The list, if it has an item."""
        self.item()
        if self.inner and self.items:
            words = _("The levels of a list were made one, at “%(item)s”.")
            self.left_out.append(LeftOut(words, item=_shown(self.items[0])))
        if self.ordered and self.first != 1 and self.items:
            if self.first:
                words = _LIST_FROM_ANOTHER_NUMBER
            else:
                words = _("A list that counts down is numbered from 1, at “%(item)s”.")
            self.left_out.append(LeftOut(words, first=self.first, item=_shown(self.items[0])))
        value = {"ordered": self.ordered, "items": self.items}
        return [*([Block("list", value)] if self.items else []), *self.waiting]


@dataclass(slots=True)
class Quote(Flow):
    """A quotation in a block of its own."""

    pulled: bool = False
    source: str = ""
    texts: list[str] = field(default_factory=list)
    said_by: Runs = field(default_factory=Runs)
    naming: int = 0

    def boundary(self) -> None:
        """Its paragraphs stay apart."""
        text = self.plain(self.runs.take(), _LINK_IN_QUOTATION, "\n")
        if text:
            self.texts.append(text)

    def close(self) -> list[Block]:
        """The quotation, with who said it where that is marked or follows a dash at the end."""
        self.boundary()
        named = self.said_by.take()
        links = links_in(named)
        if len(links) == 1 and not self.source and not self.pulled:
            (self.source,) = links
            named = [Run(run.text) for run in named]
        speaker = _DASH.sub("", self.plain(named, _LINK_IN_NAME))
        if not speaker and len(self.texts) > 1:
            last = self.texts[-1]
            if _DASH.match(last) and len(last) <= 80 and last[-1] not in '.!?…»”"':
                speaker = _DASH.sub("", self.texts.pop())
        text = "\n\n".join(self.texts)
        if not text:
            return [*([Block("paragraph", _p(speaker))] if speaker else []), *self.waiting]
        return [quotation(text, speaker, self.source, pulled=self.pulled), *self.waiting]


@dataclass(slots=True)
class Cell:
    """One cell of a table while it is read."""

    runs: list[Run]
    header: bool
    across: int
    down: int


@dataclass(slots=True)
class Table(Flow):
    """A table; tables inside its cells become text."""

    rows: list[list[Cell]] = field(default_factory=list)
    caption: str = ""
    in_head: bool = False
    cell: Cell | None = None

    def row(self) -> None:
        """A row begins here."""
        self.end_cell()
        self.rows.append([])

    def start_cell(self, header: bool, across: int, down: int) -> None:
        """A cell begins here."""
        self.end_cell()
        self.cell = Cell([], header or self.in_head, across, down)

    def end_cell(self) -> None:
        """What was read since the cell began is its text."""
        runs = _single_breaks(self.runs.take())
        if self.cell is not None:
            self.cell.runs = runs
            if not self.rows:
                self.rows.append([])
            self.rows[-1].append(self.cell)
            self.cell = None
        elif runs:
            self.rows.append([Cell(runs, False, 1, 1)])

    def end_caption(self) -> None:
        """What was read since the caption began is the table's caption."""
        self.caption = self.plain(self.runs.take(), _LINK_IN_TABLE_CAPTION)

    def boundary(self) -> None:
        """Paragraphs of a cell stand on lines of their own."""
        self.runs.end_line()

    def close(self) -> list[Block]:
        """The table; one of a single column is a way to place text, so it becomes paragraphs."""
        self.end_cell()
        rows = [row for row in self.rows if any(cell.runs for cell in row)]
        grid = [line for line in _grid(self.rows) if any(line)]
        width = max((len(line) for line in grid), default=0)
        if width < 2:
            blocks = [paragraph(cell.runs) for row in rows for cell in row if cell.runs]
            if self.caption:
                blocks.insert(0, Block("paragraph", _p(self.caption)))
            return [*blocks, *self.waiting]
        for cell in (cell for row in rows for cell in row):
            self.plain(cell.runs, _LINK_IN_TABLE)
        by_row = all(cell.header for cell in rows[0]) or _is_bold(rows)
        by_column = all(row[0].header for row in rows if row) and len(rows) > 1
        if by_row and by_column and not all(cell.header for row in rows[1:] for cell in row[:1]):
            by_column = False
        return [table(grid, width, by_row, by_column, self.caption), *self.waiting]


@dataclass(slots=True)
class Figure(Flow):
    """A figure: a picture, table, quotation or embed, with its caption."""

    pictures: list[Picture] = field(default_factory=list)
    said: Runs = field(default_factory=Runs)
    naming: int = 0

    def close(self) -> list[Block]:
        """Its blocks, the caption given to what it belongs to."""
        self.boundary()
        caption = self.plain(self.said.take(), _LINK_IN_CAPTION)
        pictures = [
            Block("image", Picture(p.files, alt=p.alt, caption=caption if last else ""))
            for last, p in zip(
                [False] * (len(self.pictures) - 1) + [True], self.pictures, strict=False
            )
        ]
        if pictures:
            return [*pictures, *self.blocks]
        if caption and not _give_caption(self.blocks, caption):
            return [*self.blocks, Block("paragraph", _p(caption))]
        return self.blocks


def paragraph(runs: list[Run]) -> Block:
    """A paragraph of rich text."""
    return Block("paragraph", f"<p>{inline_html(runs)}</p>")


def quotation(text: str, speaker: str, source: str = "", *, pulled: bool = False) -> Block:
    """A quotation, or a pull quote."""
    if pulled:
        return Block("pull_quote", {"text": text, "attribution": speaker})
    return Block(
        "quote",
        {
            "text": text,
            "speaker": speaker,
            "role": "",
            "occasion": "",
            "source_title": "",
            "source_url": source,
        },
    )


def table(grid: list[list[str]], width: int, by_row: bool, by_column: bool, caption: str) -> Block:
    """A table of ``width`` columns in the form of Wagtail's table block."""
    choice = {(1, 1): "both", (1, 0): "row", (0, 1): "column", (0, 0): "neither"}
    return Block(
        "table",
        {
            "data": [line + [""] * (width - len(line)) for line in grid],
            "cell": [],
            "mergeCells": [],
            "first_row_is_table_header": by_row,
            "first_col_is_header": by_column,
            "table_header_choice": choice[by_row, by_column],
            "table_caption": caption,
        },
    )


def _is_bold(rows: list[list[Cell]]) -> bool:
    """Whether the first row is set in bold and the next is not: so word processors mark a head."""

    def bold(row: list[Cell]) -> bool:
        runs = [run for cell in row for run in cell.runs if run.text.strip()]
        return bool(runs) and all("b" in run.tags for run in runs)

    return len(rows) > 1 and bold(rows[0]) and not bold(rows[1])


def _grid(rows: list[list[Cell]]) -> list[list[str]]:
    """The rows with an empty cell wherever another cell reaches over columns or rows."""
    grid: list[list[str]] = []
    reaching: dict[int, int] = {}
    cells = 0
    for row in rows:
        line: list[str] = []
        for cell in row:
            while reaching.get(len(line), 0) > 0:
                reaching[len(line)] -= 1
                line.append("")
            for place in range(max(1, min(cell.across, _MOST_COLUMNS - len(line)))):
                if cell.down > 1:
                    reaching[len(line)] = cell.down - 1
                line.append("" if place else plain(cell.runs))
        for column in reaching.keys() - range(len(line)):  # behind the last cell of the row
            reaching[column] = max(0, reaching[column] - 1)
        cells += len(line)
        if cells <= _MOST_CELLS:
            grid.append(line)
        else:  # never so in news; the text stays, in one column
            grid.append([" ".join(text for text in line if text)])
    return grid


def _give_caption(blocks: list[Block], caption: str) -> bool:
    for place, block in enumerate(blocks):
        name = {"table": "table_caption", "embed": "title", "quote": "speaker"}.get(block.type)
        if name and not block.value[name]:
            given = _DASH.sub("", caption) if name == "speaker" else caption
            blocks[place] = Block(block.type, {**block.value, name: given})
            return True
    return False


def _single_breaks(runs: list[Run]) -> list[Run]:
    """``runs`` tidied, with no empty line in them."""
    single: list[Run] = []
    for run in tidied(runs):
        text = re.sub("\n{2,}", "\n", run.text)
        if single and single[-1].text.endswith("\n"):
            text = text.lstrip("\n")
        if text:
            single.append(Run(text, run.tags))
    return single


def _p(text: str) -> str:
    return f"<p>{inline_html([Run(text)])}</p>"


def _shown(item: str) -> str:
    """The beginning of an item of a list, without markup."""
    return plain_line(item)[:60].strip()
