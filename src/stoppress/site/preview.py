"""A draft as its readers would get it, for the desk."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string

from stoppress.newsroom.models import Article
from stoppress.press.reading import one_snapshot
from stoppress.site.article.page import meta_of
from stoppress.site.article.share_card import card_of
from stoppress.site.article.shown import view_of
from stoppress.site.editions import EditionView, base_context, edition_of
from stoppress.site.latest import latest_items
from stoppress.site.teasers import by_day

#: Templates of the head, and of what stands below it.
_HEAD = ("shell/open.html", "article/meta.html")
_BODY = ("shell/masthead.html", "article/article.html", "lists/latest.html", "shell/footer.html")


class NotOpen(Exception):
    """The edition of an article is not open: readers would not get it."""


def preview_article(article: Article) -> bytes:
    """The whole page of ``article``, which may be an unsaved draft."""
    try:
        with one_snapshot():
            edition = _edition_of(article)
            below = {"items": (), "days": by_day(latest_items(edition)), "version": ""}
            return _written(article, edition, (*_HEAD, *_BODY), below).encode()
    except NotOpen:
        return b"The edition of this piece is not open yet. Publish its front first."


def preview_head(article: Article) -> str:
    """The beginning of that page, to ``<body>``: what it says to machines.

    Raises NotOpen when the edition is not.
    """
    with one_snapshot():
        return _written(article, _edition_of(article), _HEAD, {})


def preview_card(article: Article) -> bytes:
    """The card that other sites show of ``article`` without a picture, as PNG.

    Raises NotOpen when the edition is not.
    """
    with one_snapshot():
        return card_of(article, _edition_of(article))


def _written(
    article: Article, edition: EditionView, templates: tuple[str, ...], more: dict[str, Any]
) -> str:
    view = view_of(article, edition)
    context = {
        **base_context(edition),
        "meta": meta_of(article, view, edition),
        "article": view,
        "current": article.section_id,
        "breaking": None,
        **more,
    }
    with edition.voice():
        return "".join(render_to_string(name, context) for name in templates)


def _edition_of(article: Article) -> EditionView:
    """The edition that ``article`` stands in; its section is known then."""
    parent = article.section or (article.get_parent() if article.path else None)
    edition = edition_of((parent.locale if parent else article.locale).language_code)
    if edition is None:
        raise NotOpen
    if article.section is None and parent is not None:
        article.section = parent.specific
    return edition
