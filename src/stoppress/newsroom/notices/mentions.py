"""Who is named in a note or a comment: ``@`` and a name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import islice
from typing import Any

from stoppress.newsroom.folding import folded_name

_AT = re.compile(r"@(?=\w)")
#: Names of one text that are looked for.
_MOST = 100


def named_in(text: str, users: Iterable[Any]) -> list[Any]:
    """Those of ``users`` whom ``text`` names, by their whole name, their address or its first part.

    A first name is enough where nobody else has it. Of two names the longer one is meant.
    """
    people = list(users)
    firsts = Counter(folded_name(one.first_name) for one in people)
    names: dict[str, Any] = {}
    for one in people:
        first = folded_name(one.first_name)
        if first and firsts[first] == 1:
            names[first] = one
    for one in people:
        for name in (one.email, one.get_username(), one.get_full_name()):
            for part in (name.partition("@")[0], name):
                if part:
                    names[folded_name(part)] = one
    longest_first = sorted(names, key=len, reverse=True)
    found: dict[Any, Any] = {}
    for at in islice(_AT.finditer(text), _MOST):
        rest = folded_name(text[at.end() : at.end() + 200])
        for name in longest_first:
            if rest.startswith(name) and not rest[len(name) : len(name) + 1].isalnum():
                found[names[name].pk] = names[name]
                break
    return list(found.values())
