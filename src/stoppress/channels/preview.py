"""What would be posted, for those who look at it before."""

from __future__ import annotations

from stoppress.channels.models import Channel
from stoppress.channels.post import Post
from stoppress.channels.registry import kind_of
from stoppress.newsroom.models import Article
from stoppress.press.reading import one_snapshot
from stoppress.site.article.shown import PublicArticle, edition_of_article


def preview_of(channel: Channel, article: Article) -> Post | None:
    """The post of ``article`` as it is in hand, also of a draft; nothing is asked or kept.

    None while its edition is closed, or it stands in no section. Its ``text`` is in its kind's
    markup: Telegram's HTML (https://core.telegram.org/bots/api#html-style).
    """
    with one_snapshot():
        edition = edition_of_article(article)
        if edition is None or article.section is None:
            return None
        return kind_of(channel).compose(channel, PublicArticle(article, edition), None)
