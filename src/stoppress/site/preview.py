"""A draft as its readers would get it, for the desk."""

from __future__ import annotations

from django.template.loader import render_to_string

from stoppress.newsroom.models import Article
from stoppress.press.reading import one_snapshot
from stoppress.site.article.page import meta_of
from stoppress.site.article.shown import view_of
from stoppress.site.editions import base_context, edition_of
from stoppress.site.latest import latest_items
from stoppress.site.teasers import by_day


def preview_article(article: Article) -> bytes:
    """The whole page of ``article``, which may be an unsaved draft."""
    with one_snapshot():
        parent = article.section or (article.get_parent() if article.path else None)
        code = (parent.locale if parent else article.locale).language_code
        edition = edition_of(code)
        if edition is None:
            return b"The edition of this piece is not open yet. Publish its front first."
        if article.section is None and parent is not None:
            article.section = parent.specific
        view = view_of(article, edition)
        context = {
            **base_context(edition),
            "meta": meta_of(article, view, edition),
            "article": view,
            "current": article.section_id,
            "breaking": None,
            "items": (),
            "days": by_day(latest_items(edition)),
            "version": "",
        }
        with edition.voice():
            return "".join(
                render_to_string(name, context)
                for name in (
                    "shell/open.html",
                    "article/meta.html",
                    "shell/masthead.html",
                    "article/article.html",
                    "lists/latest.html",
                    "shell/footer.html",
                )
            ).encode()
