"""A batch: what one change of the newsroom changes in the store."""

from dataclasses import dataclass, field

from stoppress.store.fragment import Fragment
from stoppress.store.records import Record


@dataclass(slots=True)
class Batch:
    """Changes that become visible together. What is forgotten goes first, then the rest comes."""

    fragments: list[Fragment] = field(default_factory=list)
    #: Records by decoded path with a leading slash.
    pages: dict[str, Record] = field(default_factory=dict)
    forget_fragments: set[str] = field(default_factory=set)
    forget_pages: set[str] = field(default_factory=set)
    #: Beginnings of fragment keys; an empty one means all.
    forget_prefixes: set[str] = field(default_factory=set)
    #: Beginnings of paths.
    forget_page_prefixes: set[str] = field(default_factory=set)
