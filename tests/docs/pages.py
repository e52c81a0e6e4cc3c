"""The project's papers as data: their pages, code blocks and links."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAPERS = ("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md")

_FENCE = re.compile(
    r"(?:^<!-- (?P<directive>[^\n]*?) -->\n)?^```(?P<language>\w*)\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
_LINK = re.compile(r"!?\[[^\]]*\]\((?P<target>[^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block of a page; ``directive`` is the comment right above it."""

    language: str
    text: str
    directive: str


@dataclass(frozen=True, slots=True)
class Command:
    """A line that a reader is told to type, and lines of output shown below it."""

    line: str
    shown: tuple[str, ...]


def all_pages() -> list[Path]:
    """Every page of the papers."""
    named = [ROOT / name for name in PAPERS]
    return [*(page for page in named if page.exists()), *sorted((ROOT / "docs").rglob("*.md"))]


def pages_with_commands() -> list[Path]:
    """Pages whose commands a reader is meant to type."""
    return [
        ROOT / "README.md",
        ROOT / "CONTRIBUTING.md",
        *sorted((ROOT / "docs" / "tutorial").glob("*.md")),
        *sorted((ROOT / "docs" / "how-to").glob("*.md")),
    ]


def blocks(page: Path) -> Iterator[Block]:
    """The fenced blocks of a page, in order."""
    for found in _FENCE.finditer(page.read_text("utf-8")):
        yield Block(found["language"], found["text"], found["directive"] or "")


def commands(block: Block) -> Iterator[Command]:
    """The commands of a block: lines after ``$``; what follows them is output."""
    if block.language not in ("console", "sh"):
        return
    line: str | None = None
    shown: list[str] = []
    for text in block.text.splitlines():
        if text.startswith("$ "):
            if line is not None:
                yield Command(line, tuple(shown))
            line, shown = text[2:], []
        elif line is not None and text.strip():
            shown.append(text)
    if line is not None:
        yield Command(line, tuple(shown))


def links(page: Path) -> Iterator[str]:
    """Targets of all links and pictures of a page."""
    text = re.sub(r"^```.*?^```$", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    for found in _LINK.finditer(text):
        yield found["target"]


def anchors(page: Path) -> set[str]:
    """Names that a link may point to within a page, made from headings as GitHub does."""
    text = re.sub(r"^```.*?^```$", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    return {
        re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        for heading in _HEADING.findall(text)
    }
