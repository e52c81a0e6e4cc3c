"""Readers of the demo newspaper, so that its fronts have a “Most read”."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from stoppress.newsroom import clock
from stoppress.newsroom.actions.choose_most_read import choose_most_read
from stoppress.newsroom.models import Article, PageViews
from stoppress.newsroom.most_read import hour_of
from stoppress.newsroom.public import public_articles

#: Hours in which they read, up to now.
_HOURS = 6
#: Page views of one article in one hour, at most.
_MOST = 900


def invent_readers() -> None:
    """Give the demo's articles page views, once: the same ones in every demo."""
    if PageViews.objects.exists():
        return
    hour = hour_of(clock.now())
    newest_first = public_articles().filter(uri__startswith="demo:").order_by("-published_at")
    PageViews.objects.bulk_create(
        PageViews(article=article, hour=hour - timedelta(hours=back), count=count)
        for place, article in enumerate(newest_first)
        for back, count in enumerate(_views_by_hour(article, place))
    )
    choose_most_read()


def _views_by_hour(article: Article, place: int) -> list[int]:
    """Few articles are read by many, as everywhere, and most of those are new."""
    dice = Random(article.uri)
    liked = dice.random() ** 2 / (1 + place / 12)
    return [1 + int(_MOST * liked * dice.uniform(0.5, 1)) for _hour in range(_HOURS)]
