"""The fragments of an article's page."""

from __future__ import annotations

from typing import Any

from stoppress.newsroom import clock
from stoppress.newsroom.models import Article
from stoppress.newsroom.public import taken_down_articles
from stoppress.press.registry import Arguments, When, fragment
from stoppress.site import dependencies as on
from stoppress.site.article_view import (
    ArticleView,
    edition_of_article,
    public_article,
    public_articles_by_id,
    translated_paths,
)
from stoppress.site.editions import (
    EditionView,
    edition_of,
    frame,
    live_sections,
    newsroom_view,
    switch,
)
from stoppress.site.links import pieces_that_link
from stoppress.site.meta import Meta, OpenGraph
from stoppress.site.pieces import pieces
from stoppress.site.read_also import candidates, read_also_of
from stoppress.site.structured import as_script, news_article, share_picture
from stoppress.site.teasers import teasers_of


def _ahead(arguments: list[Arguments]) -> None:
    public_articles_by_id(article for (article,) in arguments)


def _also_ahead(arguments: list[Arguments]) -> None:
    found = pieces(article for (article,) in arguments)
    by_edition: dict[str, list[int]] = {}
    for piece in found.values():
        by_edition.setdefault(piece.edition or "", []).extend(read_also_of(piece).own)
    for code, ids in by_edition.items():
        edition = edition_of(code)
        if edition:
            teasers_of(ids, edition)


@fragment(
    "meta",
    "article/meta.html",
    touched_by=(on.the_piece, on.its_translations),
    when=When.ALWAYS,
    ahead=_ahead,
)
def meta(article: int) -> dict[str, Any] | None:
    """The head of an article's page: title, canonical URL, translations, cards, JSON-LD."""
    found = public_article(article)
    if found is None:
        return None
    meta = meta_of(found.article, found.view, found.edition)
    return {**frame(found.edition), "meta": meta}


@fragment(
    "article",
    "article/article.html",
    touched_by=(on.the_piece, on.its_translations, pieces_that_link),
    when=When.ALWAYS,
    ahead=_ahead,
)
def article(article: int) -> dict[str, Any] | None:
    """The piece itself, from the edition switch to its topics."""
    found = public_article(article)
    return {**frame(found.edition), "article": found.view} if found else None


@fragment(
    "also",
    "article/read_also.html",
    touched_by=(on.whose_list_changes,),
    wholesale=True,
    ahead=_also_ahead,
)
def also(article: int) -> dict[str, Any] | None:
    """“Read also” of one piece: its picks, or the whole list where it cannot be shared."""
    found = pieces([article]).get(article)
    edition = edition_of(found.edition) if found and found.edition else None
    if found is None or edition is None:
        return None
    parts = read_also_of(found)
    return {
        **frame(edition),
        "items": teasers_of(parts.own, edition),
        "opens": True,
        "closes": not parts.shared,
    }


@fragment(
    "also-section", "article/read_also.html", touched_by=(on.what_a_section_shares,), wholesale=True
)
def also_section(section: int, count: int, opens: int) -> dict[str, Any] | None:
    """“Read also” as a section's pieces share it; ``opens`` is 0 after a piece's own picks."""
    found = live_sections().get(section)
    edition = edition_of(found.locale.language_code) if found else None
    if found is None or edition is None:
        return None
    newest = candidates(found, 2 * newsroom_view().read_also_length + 1)[:count]
    return {
        **frame(edition),
        "items": teasers_of(newest, edition),
        "opens": bool(opens),
        "closes": True,
    }


@fragment("gone", "pages/gone.html", touched_by=(on.the_piece, on.its_translations))
def gone(article: int) -> dict[str, Any] | None:
    """What stands where a piece was taken down, with the public reason."""
    found = taken_down_articles().select_related("edition").filter(pk=article).first()
    edition = edition_of_article(found) if found else None
    if found is None or edition is None or found.taken_down_at is None:
        return None
    return {
        **frame(edition),
        "reason": found.takedown_reason,
        "at": clock.local(found.taken_down_at),
        "translations": switch(edition, translated_paths(found)),
    }


def meta_of(article: Article, view: ArticleView, edition: EditionView) -> Meta:
    """The head's values of an article's page."""
    image, width, height = share_picture(article)
    return Meta(
        kind="article",
        title=f"{view.headline} | {edition.name}",
        headline=view.headline,
        description=view.summary,
        canonical=view.url,
        alternates=view.alternates,
        og=OpenGraph(
            "article", image, view.lead.alt if view.lead else view.headline, width, height
        ),
        json_ld=as_script(news_article(article, view, edition, newsroom_view())),
        robots="max-image-preview:large",
        published=clock.for_machines(view.published),
        modified=clock.for_machines(view.updated) if view.updated else "",
    )
