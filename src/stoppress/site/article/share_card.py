"""The Open Graph card of an article: a picture of its headline, for other sites to show."""

from __future__ import annotations

from collections.abc import Iterator

from stoppress.newsroom.models import Article
from stoppress.newsroom.paths import card_path
from stoppress.newsroom.public import public_articles
from stoppress.press.change_set import ChangeSet
from stoppress.press.registry import fragment, page
from stoppress.site.addresses import ID
from stoppress.site.article.page import the_article
from stoppress.site.article.shown import public_article
from stoppress.site.card import draw_card
from stoppress.site.editions import EditionView, newsroom_view
from stoppress.store import Page, Record


@fragment("card", touched_by=(the_article,))
def card(article: int) -> bytes | None:
    """The card of an article as PNG."""
    found = public_article(article)
    if found is None or found.article.section is None:
        return None
    return card_of(found.article, found.edition)


def card_of(article: Article, edition: EditionView) -> bytes:
    """The card of ``article`` as PNG; it may be an unsaved draft."""
    return draw_card(
        article.title,
        article.section.title if article.section else "",
        edition.name,
        language=edition.language,
        spot=newsroom_view().spot_colour or "#c1121f",
        picture=None,
    )


def cards_of_articles(change_set: ChangeSet) -> Iterator[str]:
    """The card of the article."""
    for number in change_set.articles:
        yield card_path(number)


@page("card", rf"/-/card/(?P<number>{ID})\.png", touched_by=(cards_of_articles,), in_edition=False)
def card_page(number: str) -> Record | None:
    """The card of an article that readers may see."""
    if not public_articles().filter(pk=int(number)).exists():
        return None
    return Page((card(int(number)),), content_type="image/png", cache_control="max-age=300")
