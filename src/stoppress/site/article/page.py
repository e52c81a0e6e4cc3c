"""The page of an article: its address, its fragments, and what stands where it was taken down."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext, override

from stoppress.newsroom import clock
from stoppress.newsroom.models import Article
from stoppress.newsroom.public import taken_down_articles
from stoppress.press.change_set import ChangeSet
from stoppress.press.reading import read_once
from stoppress.press.registry import Arguments, When, fragment, page
from stoppress.press.render import language_of_interface
from stoppress.site.addresses import DAY_OF_ARTICLE
from stoppress.site.article.links import articles_that_link
from stoppress.site.article.read_also import also, also_section, paths_of_lists_apart, read_also_of
from stoppress.site.article.shown import (
    ShownArticle,
    edition_of_article,
    public_article,
    public_articles_by_id,
    translated_paths,
)
from stoppress.site.article.structured import news_article, share_picture
from stoppress.site.article.summaries import ArticleSummary, summaries_at
from stoppress.site.editions import (
    EditionView,
    base_context,
    edition_of,
    newsroom_view,
    switch,
)
from stoppress.site.meta import BIG_PICTURES, Meta, OpenGraph
from stoppress.site.shell import html_page
from stoppress.site.structured import as_script
from stoppress.store import Page, Record

# --- what touches it --------------------------------------------------------------------------


def the_article(change_set: ChangeSet) -> Iterator[tuple[int]]:
    """The article itself, and the names it prints."""
    for article in change_set.articles:
        yield (article,)


def its_translations(change_set: ChangeSet) -> Iterator[tuple[int]]:
    """The same article in other editions: pages link their translations."""
    for article in _translations(change_set):
        yield (article,)


@read_once
def _translations(change_set: ChangeSet) -> list[int]:
    keys = {facets.translation for facets in change_set.facets if facets.translation}
    if not keys:
        return []
    translated = Article.objects.filter(translation_key__in=keys)
    return list(translated.exclude(pk__in=change_set.articles).values_list("pk", flat=True))


def path_of_the_article(change_set: ChangeSet) -> Iterator[str]:
    """Where the article is, and where it was before the change."""
    for facets in change_set.facets:
        yield facets.path


# --- fragments --------------------------------------------------------------------------------


def _read_ahead(arguments: list[Arguments]) -> None:
    public_articles_by_id(article for (article,) in arguments)


@fragment(
    "meta",
    "article/meta.html",
    touched_by=(the_article, its_translations),
    when=When.ALWAYS,
    ahead=_read_ahead,
)
def meta(article: int) -> dict[str, Any] | None:
    """The head of an article's page: title, canonical URL, translations, cards, JSON-LD."""
    found = public_article(article)
    if found is None:
        return None
    meta = meta_of(found.article, found.view, found.edition)
    return {**base_context(found.edition), "meta": meta}


def meta_of(article: Article, view: ShownArticle, edition: EditionView) -> Meta:
    """The head's values of an article's page."""
    image, width, height = share_picture(article)
    return Meta(
        kind="article",
        title=f"{view.headline} | {edition.name}",
        headline=view.headline,
        description=view.summary or f"{view.headline} | {edition.name}",
        canonical=view.url,
        alternates=view.alternates,
        og=OpenGraph(
            "article", image, view.lead.alt if view.lead else view.headline, width, height
        ),
        json_ld=as_script(news_article(article, view, edition, newsroom_view())),
        robots=BIG_PICTURES,
        published=clock.for_machines(view.published),
        modified=clock.for_machines(view.updated) if view.updated else "",
        authors=tuple(byline.name for byline in view.bylines if byline.is_author),
    )


@fragment(
    "article",
    "article/article.html",
    touched_by=(the_article, its_translations, articles_that_link),
    when=When.ALWAYS,
    ahead=_read_ahead,
)
def article(article: int) -> dict[str, Any] | None:
    """The article itself, from the edition switch to its topics."""
    found = public_article(article)
    return {**base_context(found.edition), "article": found.view} if found else None


@fragment("gone-head", "pages/meta.html")
def gone_head(edition: str) -> dict[str, Any] | None:
    """The head of the page for an article that was taken down."""
    found = edition_of(edition)
    if found is None:
        return None
    with override(language_of_interface(found.language)):
        title = gettext("This piece was withdrawn")
    meta = Meta(kind="gone", title=f"{title} | {found.name}", robots="noindex")
    return {**base_context(found), "meta": meta}


@fragment("gone", "article/gone.html", touched_by=(the_article, its_translations))
def gone(article: int) -> dict[str, Any] | None:
    """What stands where an article was taken down, with the public reason."""
    found = taken_down_articles().select_related("edition").filter(pk=article).first()
    edition = edition_of_article(found) if found else None
    if found is None or edition is None or found.taken_down_at is None:
        return None
    return {
        **base_context(edition),
        "reason": found.takedown_reason,
        "at": clock.local(found.taken_down_at),
        "translations": switch(edition, translated_paths(found)),
    }


# --- the page ---------------------------------------------------------------------------------


@page(
    "article",
    rf"(?P<path>/(?:[^/]+/)?[^/]+/{DAY_OF_ARTICLE}[^/]+/)",
    touched_by=(path_of_the_article, paths_of_lists_apart),
    when=When.ALWAYS,
    in_edition=False,
    ahead=lambda groups: summaries_at(path for (path,) in groups),
)
def article_page(path: str) -> Record | None:
    """An article; where it was taken down, why."""
    found = summaries_at.get(path)
    if found is not None:
        return _page_of(found)
    return notice_of_takedown(public_path=path)


def notice_of_takedown(**of: Any) -> Page | None:
    """What stands where an article was taken down; None when none was that ``of`` looks up."""
    taken = taken_down_articles().select_related("edition").filter(**of).first()
    edition = edition_of_article(taken) if taken else None
    if taken is None or edition is None:
        return None
    head = gone_head(edition.code)
    return html_page(edition, head, [gone(taken.pk)], status=410, shared=(head,))


def _page_of(found: ArticleSummary) -> Page | None:
    edition = edition_of(found.edition) if found.edition else None
    if edition is None or found.section is None:
        return None
    main = [article(found.id)]
    shared = []
    parts = read_also_of(found)
    if parts.own:
        main.append(also(found.id))
    if parts.shared:
        opens = 0 if parts.own else 1
        shared.append(also_section(found.section, parts.shared, opens))
    return html_page(
        edition,
        meta(found.id),
        [*main, *shared],
        section=found.section,
        tags=(f"article-{found.id}",),
        shared=shared,
    )
