"""The public URL paths of a newsroom. Pure: no database, decoded Unicode, leading slash."""

from __future__ import annotations

from datetime import date


def edition_path(language: str, default: str) -> str:
    """The front of an edition: ``/`` for the default one, else ``/az/``."""
    return "/" if language == default else f"/{language}/"


def section_path(edition: str, slug: str) -> str:
    """A section front below an edition's path."""
    return f"{edition}{slug}/"


def article_path(edition: str, section: str, day: date, slug: str) -> str:
    """An article: ``/{edition}/{section}/{yyyy}/{mm}/{dd}/{slug}/``."""
    return f"{edition}{section}/{day:%Y/%m/%d}/{slug}/"


def all_news_path(edition: str, day: date | None = None) -> str:
    """All news of one day, or of the newest."""
    return f"{edition}all-news/" + (f"{day:%Y/%m/%d}/" if day else "")


def topic_path(edition: str, slug: str) -> str:
    """A topic's page."""
    return f"{edition}topic/{slug}/"


def author_path(edition: str, slug: str) -> str:
    """An author's page."""
    return f"{edition}author/{slug}/"


def month_path(list_path: str, month: date) -> str:
    """One month of a section, topic or author list."""
    return f"{list_path}{month:%Y/%m}/"


def corrections_path(edition: str) -> str:
    """Below it stand the feeds of an edition's corrections."""
    return f"{edition}corrections/"


def feed_path(list_path: str, form: str) -> str:
    """A feed of a list; ``form`` is rss, atom or json."""
    return f"{list_path}feed.{form}"


def feed_archive_path(list_path: str, month: date, number: int, form: str) -> str:
    """A page of the archive of a list's feed: of a month, or a numbered one of it if not 0."""
    return f"{list_path}feed/{month:%Y-%m}{f'/{number}' if number else ''}.{form}"


def sitemap_path(language: str, month: date) -> str:
    """The sitemap of an edition's month."""
    return f"/sitemaps/{language}/{month:%Y-%m}.xml"


def card_path(article: int) -> str:
    """The Open Graph card of an article."""
    return f"/-/card/{article}.png"


def not_found_path(language: str) -> str:
    """Where the store keeps an edition's page for what does not exist."""
    return f"/-/404/{language}"


def live_path(language: str) -> str:
    """An edition's latest news for machines."""
    return f"/-/latest/{language}.json"
