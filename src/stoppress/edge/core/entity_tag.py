"""Strong entity tags: which bytes a page has, said by the versions of what it is joined of.

A tag has two halves, the version of the page's own fragments and that of the shared ones around
them: the same content has the same tag on each machine, and the order counts. Neither is computed
for a request: the first lies in the page's record, the second is that of its shared parts.
"""


def shared_half(version: int, *, gzip: bool) -> str:
    """The end of a tag; each coding has its own (RFC 9110 section 8.8.3.3)."""
    return f'{version:x}-gzip"' if gzip else f'{version:x}"'


def entity_tag(own: int, shared: str) -> str:
    """The tag as it is sent, from the version of the page's own fragments and ``shared_half``."""
    return f'"{own:x}-{shared}'
