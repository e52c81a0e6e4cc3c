"""Links between the papers lead somewhere; no page names a machine's own paths."""

import re
from pathlib import Path

import pytest

from tests.docs.pages import ROOT, all_pages, anchors, links

PAGES = all_pages()
_HOMES = re.compile(r"(?<![\w.])/(?:home|root|Users|tmp|work|private)/[\w.-]+")


def name(page: Path) -> str:
    """A page's path in the repository."""
    return page.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_of_a_page_lead_somewhere(page: Path) -> None:
    lost = []
    for target in links(page):
        if target.startswith(("https://", "http://", "mailto:")):
            continue
        path, _, fragment = target.partition("#")
        found = (page.parent / path).resolve() if path else page
        there = found.exists() and found.is_relative_to(ROOT)
        if there and fragment and found.suffix == ".md":
            there = fragment in anchors(found)
        if not there:
            lost.append(target)
    assert not lost


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_a_page_names_no_path_of_a_machine(page: Path) -> None:
    assert not _HOMES.findall(page.read_text("utf-8"))


def test_the_index_leads_to_every_page() -> None:
    index = ROOT / "docs" / "README.md"
    linked = {(index.parent / target.partition("#")[0]).resolve() for target in links(index)}
    there = {page for page in PAGES if page.is_relative_to(ROOT / "docs") and page != index}
    assert not {name(page) for page in there - linked}
