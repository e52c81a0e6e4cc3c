"""Renew the list of AI crawlers: ``python -m tools.ai_crawlers robots.json COMMIT DATE``.

``robots.json`` is that of https://github.com/ai-robots-txt/ai.robots.txt (MIT), at ``COMMIT`` of
``DATE``. Names are taken from it, and for what each of them reads, which is one of three uses here:
what it says of a function in its own words is sorted by the words that stand in it.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping
from pathlib import Path

LIST = Path(__file__).parents[1] / "src" / "stoppress" / "site" / "ai_crawlers.txt"

#: Left out, and why: a newspaper that refuses AI wants to be found and shared all the same.
LEFT_OUT = {
    "AddSearchBot": "searches a site for its own readers",
    "Applebot": "Apple's search; Applebot-Extended says whether Apple may train",
    "Bravebot": "Brave's search engine",
    "PetalBot": "Petal's search engine",
    "facebookexternalhit": "the cards of links on Facebook and WhatsApp",
    # Some crawlers look for a name anywhere in their own: these words stand in those of others.
    "Code": "a word in other names",
    "Cursor": "a word in other names",
    "Operator": "a word in other names",
    "Spider": "a word in other names",
}
_VERSION = re.compile(r"[/ ]\d+(\.\d+)*$")
_HEAD = """\
# AI crawlers by the names that robots.txt calls them by, and what each reads for.
# Of https://github.com/ai-robots-txt/ai.robots.txt (MIT licence), commit {commit}, {date}.
# Renewed by `python -m tools.ai_crawlers`, which says what is left out, and why.
"""


def main() -> None:
    """Write the list."""
    source, commit, date = sys.argv[1:]
    crawlers = uses_of(json.loads(Path(source).read_text(encoding="utf-8")))
    lines = "".join(f"{name}\t{use}\n" for name, use in crawlers.items())
    LIST.write_text(_HEAD.format(commit=commit, date=date) + lines, encoding="utf-8")
    print(f"{len(crawlers)} names are in {LIST}")


def uses_of(listed: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """What each crawler reads for, by name: once, whatever the case, without its version."""
    found: dict[str, tuple[str, str]] = {}
    for listed_name, row in listed.items():
        name = _VERSION.sub("", listed_name)
        if name not in LEFT_OUT:
            found.setdefault(name.lower(), (name, use_of(row["function"])))
    return dict(found[key] for key in sorted(found))


def use_of(function: str) -> str:
    """``search``, ``assistants`` or, for all that gathers texts for whatever it be, ``training``."""
    words = function.lower()
    if re.search(r"\btrain|\bllm|scrape", words):
        return "training"
    if re.search(r"assistant|agents?\b|prompt|companion|chat support", words):
        return "assistants"
    if re.search(r"\bsearch|answer|queries", words):
        return "search"
    return "training"


if __name__ == "__main__":
    main()
