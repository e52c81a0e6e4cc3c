"""Declarations of every fragment, by what it is part of."""

from stoppress.site.fragments import (
    article,
    feeds,
    heads,
    lists,
    most_read,
    shell,
    sitemaps,
    wellknown,
)

__all__ = ["article", "feeds", "heads", "lists", "most_read", "shell", "sitemaps", "wellknown"]
