"""JSON-LD that agrees with the visible text (schema.org NewsArticle and its parts)."""

from __future__ import annotations

import json
from typing import Any

from stoppress.newsroom.clock import for_machines
from stoppress.newsroom.models import Article
from stoppress.newsroom.paths import card_path
from stoppress.site.article_view import ArticleView
from stoppress.site.assets import file_url
from stoppress.site.editions import EditionView, NewsroomView, absolute
from stoppress.site.pictures import social_picture

#: JSON inside a script element must not end it or open a comment.
_ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}
CARD_SIZE = (1200, 630)
TOUCH_ICON_SIDE = 180


def as_script(data: dict[str, Any]) -> str:
    """``data`` as JSON that is safe inside a script element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.translate(_ESCAPES).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def publisher(edition: EditionView, newsroom: NewsroomView) -> dict[str, Any]:
    """The newsroom as schema.org NewsMediaOrganization; without a logo its icon stands in."""
    data: dict[str, Any] = {
        "@type": "NewsMediaOrganization",
        "name": edition.name,
        "url": absolute(edition.url),
    }
    logo = newsroom.logo
    data["logo"] = {
        "@type": "ImageObject",
        "url": absolute(logo.url if logo else file_url("icons/touch.png")),
        "width": logo.width if logo else TOUCH_ICON_SIDE,
        "height": logo.height if logo else TOUCH_ICON_SIDE,
    }
    return data


def share_picture(article: Article) -> tuple[str, int, int]:
    """URL and size of the picture that other sites show: the lead, else a drawn card."""
    if article.lead_image:
        path, width, height = social_picture(article.lead_image)
        return absolute(path), width, height
    return absolute(card_path(article.pk)), *CARD_SIZE


def news_article(
    article: Article, view: ArticleView, edition: EditionView, newsroom: NewsroomView
) -> dict[str, Any]:
    """An article as schema.org NewsArticle."""
    modified = view.updated or view.published
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": view.url,
        "url": view.url,
        "headline": view.headline,
        "datePublished": for_machines(view.published),
        "dateModified": for_machines(modified),
        "inLanguage": edition.language,
        "articleSection": view.section.title,
        "isAccessibleForFree": True,
        "image": [share_picture(article)[0]],
        "publisher": publisher(edition, newsroom),
        "description": view.summary,
    }
    if view.deck:
        data["alternativeHeadline"] = view.deck
    authors = [_person(byline) for byline in view.bylines if byline.role in {"author", "agency"}]
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
    kind = "Organization" if byline.role == "agency" else "Person"
    return {"@type": kind, "name": byline.name, "url": absolute(byline.url)}


def _quotation(value: Any) -> dict[str, Any]:
    data: dict[str, Any] = {"@type": "Quotation", "text": value.get("text", "")}
    if value.get("speaker"):
        data["spokenByCharacter"] = {"@type": "Person", "name": value["speaker"]}
    if value.get("source_url"):
        data["citation"] = value["source_url"]
    return data
