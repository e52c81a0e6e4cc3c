"""Long texts of few signs, pasted or sent by an agency, are read in time that grows with them.

Each took minutes to hours where a pattern, or a search, began again from each of its letters.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from stoppress.desk.checks.numbers import _counted, _numbers
from stoppress.desk.versions.difference import lines_of_both
from stoppress.desk.writing.pasted import read_clipboard
from stoppress.intake.text import running_line
from stoppress.newsroom.plain_text import plain_text
from stoppress.newsroom.typography import typeset, typeset_markup

LETTERS = 60_000
#: Seconds of the processor; a hundred times what a quiet machine needs would still pass.
MOST = 10.0

CASES: list[tuple[Callable[[str], Any], str]] = [
    *(
        (lambda text: typeset(text, "en"), one)
        for one in ("--", "a-", "'", " 'a", '"a', "a.", "«'")
    ),
    *((lambda text: typeset(text, "fr"), one) for one in ("a/.", "https://a ", "2010-2011-")),
    (lambda text: typeset_markup(text, "en"), '"<b>a</b>" '),
    (lambda text: read_clipboard("", text), "\u00a0"),
    (lambda text: read_clipboard(text, ""), "\u00a0"),
    (running_line, "\u00a0"),
    *((plain_text, one) for one in ("<img ", "<a", '<a href="', "<!--")),
    (lambda text: lines_of_both([text], [text + " b"]), "\t"),
    (lambda text: lines_of_both([text], [text + " b"]), "\ue000"),
    (lambda text: list(_counted(text, "en")), "111 "),
    (lambda text: list(_numbers(text)), "1"),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: repr(case[1]))
def test_a_long_text_is_read_in_time(case: tuple[Callable[[str], Any], str]) -> None:
    read, signs = case
    text = f"{signs * (LETTERS // len(signs))}a"

    before = time.process_time()
    read(text)

    assert time.process_time() - before < MOST
