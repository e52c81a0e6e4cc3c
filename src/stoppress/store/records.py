"""What a path answers: a page of fragments, a redirect, or a file."""

from dataclasses import dataclass, field

FRESH_ALWAYS = "max-age=0, must-revalidate"


@dataclass(frozen=True, slots=True)
class Page:
    """A page joined from fragments, in this order."""

    fragments: tuple[str, ...]
    content_type: str = "text/html; charset=utf-8"
    #: 200, 404 or 410.
    status: int = 200
    cache_control: str = FRESH_ALWAYS
    #: More headers of the reply, such as Link, Content-Language or X-Robots-Tag.
    headers: tuple[tuple[str, str], ...] = ()
    #: Surrogate keys, by which a cache in front can be told what changed.
    tags: tuple[str, ...] = ()
    #: Keys of fragments that no other page shows: reading the page is quicker when it says so. What
    #: was read from the store names those that lie inside the page's record.
    own: frozenset[str] = field(default=frozenset(), compare=False)
    #: When another record took the place of an earlier one, in seconds since 1970 UTC; the store
    #: sets it.
    modified: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Redirect:
    """Another path has what is asked for here."""

    #: Decoded path beginning with one slash; a query or a fragment may follow.
    location: str
    status: int = 301


@dataclass(frozen=True, slots=True)
class Asset:
    """A file on disk: a picture, a font, a document."""

    #: Path relative to the media folder, or absolute and inside a folder that the edge serves.
    file: str
    content_type: str
    #: Length of the file in bytes.
    length: int
    #: An entity tag, with or without its quotation marks.
    etag: str
    cache_control: str = FRESH_ALWAYS


Record = Page | Redirect | Asset
