"""JSON-LD of an article, which agrees with the visible text (schema.org NewsArticle)."""

from __future__ import annotations

from typing import Any

from stoppress.newsroom.clock import for_machines
from stoppress.newsroom.models import Article
from stoppress.newsroom.paths import card_path
from stoppress.site.article.shown import ShownArticle
from stoppress.site.editions import EditionView, NewsroomView, absolute
from stoppress.site.pictures import social_picture
from stoppress.site.structured import breadcrumbs, publisher
from stoppress.site.templatetags.press_text import unquoted

#: Width and height of the drawn card in pixels.
CARD_SIZE = (1200, 630)
#: Pixels that search engines want a picture to be wide.
#: https://developers.google.com/search/docs/appearance/structured-data/article
WIDE_ENOUGH = 696


def share_picture(article: Article) -> tuple[str, int, int]:
    """URL and size of the picture that other sites show: the lead, else a drawn card."""
    if article.lead_image:
        path, width, height = social_picture(article.lead_image)
        return absolute(path), width, height
    return absolute(card_path(article.pk)), *CARD_SIZE


def _pictures(article: Article) -> list[str]:
    """The picture that other sites show, and the card where that one is too narrow for some."""
    shown, width, _height = share_picture(article)
    return [shown] if width >= WIDE_ENOUGH else [shown, absolute(card_path(article.pk))]


def news_article(
    article: Article, view: ShownArticle, edition: EditionView, newsroom: NewsroomView
) -> dict[str, Any]:
    """An article as schema.org NewsArticle."""
    modified = view.updated or view.published
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": {
            "@type": "WebPage",
            "@id": view.url,
            "breadcrumb": breadcrumbs(
                (edition.name, edition.url), (view.section.title, view.section.url)
            ),
        },
        "url": view.url,
        "headline": view.headline,
        "datePublished": for_machines(view.published),
        "dateModified": for_machines(modified),
        "inLanguage": edition.language,
        "articleSection": view.section.title,
        "isAccessibleForFree": True,
        "image": _pictures(article),
        "publisher": publisher(edition, newsroom),
        "description": view.summary,
    }
    if view.deck:
        data["alternativeHeadline"] = view.deck
    authors = [_person(byline) for byline in view.bylines if byline.is_author]
    data["author"] = authors or [publisher(edition, newsroom)]
    translators = [_person(byline) for byline in view.bylines if byline.role == "translator"]
    if translators:
        data["translator"] = translators
    if view.topics:
        data["keywords"] = [topic.title for topic in view.topics]
    if view.dateline:
        data["dateline"] = view.dateline
    if view.corrections:
        data["correction"] = [
            {
                "@type": "CorrectionComment",
                "text": f"{found.was} {found.now}",
                "datePublished": for_machines(found.at),
            }
            for found in view.corrections
        ]
    quotations = [_quotation(block.value) for block in view.blocks if block.type == "quote"]
    if quotations:
        data["hasPart"] = quotations
    return data


def _person(byline: Any) -> dict[str, Any]:
    kind = "Organization" if byline.is_organization or byline.role == "agency" else "Person"
    return {"@type": kind, "name": byline.name, "url": absolute(byline.url)}


def _quotation(value: Any) -> dict[str, Any]:
    data: dict[str, Any] = {"@type": "Quotation", "text": unquoted(value.get("text", ""))}
    if value.get("speaker"):
        data["spokenByCharacter"] = {"@type": "Person", "name": value["speaker"]}
    if value.get("source_url"):
        data["citation"] = value["source_url"]
    return data
