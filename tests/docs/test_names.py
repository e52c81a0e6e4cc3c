"""Files and modules that papers, docstrings and comments name are there."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docs.pages import ROOT, all_pages

CODE = ("src", "tests", "bench", "tools")
#: What was true of an earlier release stays as it was written.
HISTORY = {"CHANGELOG.md"}
#: Words with a dot that begin like a module and are none: files of a home, a host, a model's label.
NO_MODULES = {"newsroom.sqlite3", "store.next", "desk.news.example", "newsroom.Person"}

_QUOTED = re.compile(r"`{1,2}([^`\s]+)`{1,2}")
_PATH = re.compile(r"[\w-]+(?:/[\w.-]+)*\.py|(?:src|tests|bench|tools|docs)(?:/[\w.-]+)+/?")
_MODULE = re.compile(r"[a-z_]+(?:\.\w+)+")


def python_files() -> list[Path]:
    """Every file of code in the repository."""
    return [path for folder in CODE for path in sorted((ROOT / folder).rglob("*.py"))]


def ends_of_paths() -> set[str]:
    """Each file and folder of the repository, by its whole path and by every end of it."""
    ends: set[str] = set()
    for top in (*CODE, "docs"):
        for path in (ROOT / top, *(ROOT / top).rglob("*")):
            parts = path.relative_to(ROOT).parts
            ends.update("/".join(parts[start:]) for start in range(len(parts)))
    return ends


ENDS = ends_of_paths()
ROOMS = {path.name for path in (ROOT / "src" / "stoppress").iterdir() if path.is_dir()}


def is_there(name: str) -> bool:
    """Whether a quoted word that looks like a file or a module is one; true of all other words."""
    if _PATH.fullmatch(name):
        return name.rstrip("/") in ENDS or name.startswith("bench/data")
    if not _MODULE.fullmatch(name) or name in NO_MODULES:
        return True
    first, second, *_rest = name.split(".")
    if first == "stoppress" and second in ROOMS:
        name = name.partition(".")[2]
    elif first not in ROOMS | {"tests", "bench"}:
        return True
    return is_module_or_in_one(name.split("."))


def is_module_or_in_one(parts: list[str]) -> bool:
    """Whether ``parts`` lead to a module, a room, or a name that stands in one."""
    top = ROOT if parts[0] in CODE else ROOT / "src" / "stoppress"
    for length in range(len(parts), 0, -1):
        path = top.joinpath(*parts[:length])
        found = [p for p in (path.with_suffix(".py"), path / "__init__.py") if p.is_file()]
        if found:
            rest = parts[length : length + 1]
            text = found[0].read_text("utf-8")
            return all(re.search(rf"\b{re.escape(name)}\b", text) for name in rest)
    return False


def lost(text: str) -> list[str]:
    """The files and modules that a text names and that are not there."""
    return [name for name in _QUOTED.findall(text) if not is_there(name.strip(".,:;"))]


@pytest.mark.parametrize("named", ["press/moment.py", "tests/no/such.py", "stoppress.press.moment"])
def test_a_name_of_something_that_went_is_found(named: str) -> None:
    assert lost(f"As `{named}` says, and ``press/follow.py``.") == [named]


def test_papers_name_files_and_modules_that_are_there() -> None:
    pages = [page for page in all_pages() if page.name not in HISTORY]
    pages.append(ROOT / "bench" / "README.md")
    found = {str(page.relative_to(ROOT)): lost(page.read_text("utf-8")) for page in pages}
    assert not {page: names for page, names in found.items() if names}


def test_docstrings_and_comments_name_files_and_modules_that_are_there() -> None:
    found = {str(path.relative_to(ROOT)): lost(path.read_text("utf-8")) for path in python_files()}
    found.pop("tests/docs/test_names.py")
    assert not {path: names for path, names in found.items() if names}


@pytest.mark.parametrize("page", ["CONTRIBUTING.md", "docs/explanation/rooms.md"])
def test_tables_of_rooms_name_each_room_in_the_order_of_the_layers(page: str) -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    layers = " : ".join(contracts["contracts"][0]["layers"]).replace("(", "").replace(")", "")
    ordered = [room for room in layers.split(" : ") if room in ROOMS]
    table = (ROOT / page).read_text("utf-8").partition("| room |")[2].partition("\n\n")[0]
    assert re.findall(r"^\| `(\w+)/?` \|", table, re.MULTILINE) == ordered
    assert set(ordered) == {room for room in ROOMS if not room.startswith("__")}


def strings_after_names(tree: ast.Module) -> Iterator[int]:
    """Lines of strings that document the name above them."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef):
            for above, here in zip(node.body, node.body[1:], strict=False):
                if (
                    isinstance(above, ast.Assign | ast.AnnAssign)
                    and isinstance(here, ast.Expr)
                    and isinstance(here.value, ast.Constant)
                ):
                    yield here.lineno


@pytest.mark.slow
def test_a_name_is_documented_by_a_comment_before_it() -> None:
    assert [*strings_after_names(ast.parse('A = 1\n"""What A is."""\n'))] == [2]
    found = {
        str(path.relative_to(ROOT)): [*strings_after_names(ast.parse(path.read_bytes()))]
        for path in python_files()
    }
    assert not {path: lines for path, lines in found.items() if lines}
