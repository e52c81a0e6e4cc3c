"""A feed of ninjs: one JSON object, an array of them, or one object a line."""

from __future__ import annotations

from collections.abc import Iterator

from stoppress.intake.defaults import Defaults
from stoppress.intake.feed import Feed
from stoppress.intake.formats.ninjs.parse import parse, uri_of
from stoppress.intake.item import ItemRejected, ItemSkipped
from stoppress.intake.json_items import Read, begins_as_json, read_items
from stoppress.intake.registry import Parsed, importer


def recognises(feed: Feed) -> bool:
    """JSON, by its first bracket: an object, an array, or one object a line."""
    return begins_as_json(feed.beginning)


# Any JSON object may be an item of ninjs, whatever it lacks.
@importer("ninjs", "IPTC ninjs 1.3 to 3.1", recognises=recognises, asked_last=True)
def read(feed: Feed, defaults: Defaults) -> Iterator[Parsed]:
    """Read the items of ``feed``."""
    for item in read_items(feed.stream, feed.label):
        yield parsed(item, defaults)


def parsed(read: Read, defaults: Defaults) -> Parsed:
    """Parse what was read."""
    given = read.properties
    if isinstance(given, ItemRejected):
        return Parsed(read.number, read.line, "", given)
    uri = uri_of(given)
    try:
        return Parsed(read.number, read.line, uri, parse(given, defaults), read.size)
    except (ItemRejected, ItemSkipped) as outcome:
        return Parsed(read.number, read.line, uri, outcome.with_traceback(None))
    except RecursionError:
        refusal = ItemRejected(
            "", "is nested too deep", "A news item needs no such depth; mend it."
        )
        return Parsed(read.number, read.line, uri, refusal)
