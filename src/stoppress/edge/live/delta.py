"""Live lists as values: what a stored list holds, and what leads from one version to another."""

import json
from collections.abc import Iterable
from typing import Any, NamedTuple


class Item(NamedTuple):
    """One line of a live list."""

    id: str
    version: str
    html: str


Items = tuple[Item, ...]


def parse_items(raw: bytes) -> Items:
    """The items of a stored live list, newest first."""
    listed = json.loads(raw)["items"]
    return tuple(Item(str(item["id"]), str(item["v"]), str(item["html"])) for item in listed)


def delta(before: Items | None, after: Items) -> dict[str, Any]:
    """What to add and remove to come from one list to another; all of it without a known start.

    ``add`` holds, in order, every item that is new, changed or moved, with its index in the new
    list. Taking away ``remove`` and the ids in ``add``, then inserting in order, gives the new
    list.
    """
    if before is None:
        return {"reset": True, "add": _added(range(len(after)), after), "remove": []}
    new_ids = {item.id for item in after}
    staying = _in_same_order(before, after)
    known = {item.id: item.version for item in before}
    changed = [
        index
        for index, item in enumerate(after)
        if item.id not in staying or known[item.id] != item.version
    ]
    return {
        "add": _added(changed, after),
        "remove": [item.id for item in before if item.id not in new_ids],
    }


def _added(indexes: Iterable[int], items: Items) -> list[dict[str, Any]]:
    return [{"id": items[i].id, "html": items[i].html, "index": i} for i in indexes]


def _in_same_order(before: Items, after: Items) -> set[str]:
    """The ids of a longest run of items that need not move: a longest increasing subsequence."""
    place = {item.id: index for index, item in enumerate(before)}
    best: list[
        tuple[int, int]
    ] = []  # per item of ``after``: length of the run, index of the one before
    kept = [(item.id, place[item.id]) for item in after if item.id in place]
    for position, (_, old) in enumerate(kept):
        runs = [(best[j][0], j) for j in range(position) if kept[j][1] < old]
        length, previous = max(runs, default=(0, -1))
        best.append((length + 1, previous))
    staying: set[str] = set()
    position = max(range(len(best)), key=lambda i: best[i][0], default=-1)
    while position >= 0:
        staying.add(kept[position][0])
        position = best[position][1]
    return staying


def event(version: str, data: dict[str, Any]) -> bytes:
    """A server-sent event (HTML Living Standard, section 9.2)."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"id: {version}\nevent: latest\ndata: {text}\n\n".encode()
