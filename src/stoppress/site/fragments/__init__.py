"""Declarations of every fragment, by what it is part of."""

from stoppress.site.fragments import article, feeds, heads, lists, shell, sitemaps, wellknown

__all__ = ["article", "feeds", "heads", "lists", "shell", "sitemaps", "wellknown"]
