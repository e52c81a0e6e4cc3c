"""What a path answers: a page of fragments, a redirect, or a file."""

from dataclasses import dataclass, field

FRESH_ALWAYS = "max-age=0, must-revalidate"


@dataclass(frozen=True, slots=True)
class Page:
    """A page joined from fragments, in this order."""

    fragments: tuple[str, ...]
    content_type: str = "text/html; charset=utf-8"
    status: int = 200
    """200, 404 or 410."""
    cache_control: str = FRESH_ALWAYS
    headers: tuple[tuple[str, str], ...] = ()
    """More headers of the reply, such as Link, Content-Language or X-Robots-Tag."""
    tags: tuple[str, ...] = ()
    """Surrogate keys, by which a cache in front can be told what changed."""
    own: frozenset[str] = field(default=frozenset(), compare=False)
    """Keys of fragments that no other page shows: reading the page is quicker when it says so. What
    was read from the store names those that lie inside the page's record."""
    modified: int = field(default=0, compare=False)
    """When another record took the place of an earlier one, in seconds since 1970 UTC; the store
    sets it."""


@dataclass(frozen=True, slots=True)
class Redirect:
    """Another path has what is asked for here."""

    location: str
    """Decoded path beginning with one slash; a query or a fragment may follow."""
    status: int = 301


@dataclass(frozen=True, slots=True)
class Asset:
    """A file on disk: a picture, a font, a document."""

    file: str
    """Path relative to the media folder, or absolute and inside a folder that the edge serves."""
    content_type: str
    length: int
    """Length of the file in bytes."""
    etag: str
    """An entity tag, with or without its quotation marks."""
    cache_control: str = FRESH_ALWAYS


Record = Page | Redirect | Asset
