"""Rich text as readers get it: links that lead somewhere public, and words where they do not."""

from __future__ import annotations

import html
import re
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import expand_db_html
from wagtail.rich_text.pages import PageLinkHandler

from stoppress.newsroom.addresses import link_address
from stoppress.newsroom.models import Article
from stoppress.newsroom.public import public_articles

_LINK = re.compile(r"<a(?P<attributes>(?:\s[^>]*)?)>(?P<words>.*?)</a>", re.DOTALL)
_LEADS_TO = re.compile(r"""\shref=(?:"([^"]*)"|'([^']*)')""")
#: A paragraph or list item that shows nothing: spaces, breaks and marks around nothing.
_EMPTY = re.compile(
    r"<(p|li)(?:\s[^>]*)?>(?:\s|&nbsp;|&#160;|\u200b|<br\s*/?>|</?(?:a|b|i|em|strong|sub|sup)\b[^>]*>)*</\1>"
)


class PublicPageLink(PageLinkHandler):
    """Links to pages of the newsroom, while they are public.

    A link to a draft, or to what was taken down or deleted, is expanded to an element without
    an address, of which ``rich`` leaves the words. It is a link again when its page is public:
    an article that comes or goes touches those that link to it.
    """

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        """Give the opening tag of each link."""
        pages = [page and page.localized.specific for page in cls.get_many(attrs_list)]
        articles = {page.pk for page in pages if isinstance(page, Article)}
        public = set(public_articles().filter(pk__in=articles).values_list("pk", flat=True))
        return [_opening(page, public) for page in pages]


def _opening(page: Any, public: set[int]) -> str:
    """The opening tag of a link to ``page``; ``public`` are ids of articles that are."""
    if page is None:
        return "<a>"
    leads = page.pk in public if isinstance(page, Article) else page.live
    return f'<a href="{escape(page.url)}">' if leads and page.url else "<a>"


def rich(value: Any) -> SafeString:
    """Rich text as HTML: sanitised when it was saved, links resolved and looked at here.

    Paragraphs of nothing, as a paste leaves them, are left out.
    """
    shown = _LINK.sub(_allowed, expand_db_html(value.source))
    return mark_safe(_EMPTY.sub("", shown).strip())  # noqa: S308


def _allowed(link: re.Match[str]) -> str:
    """The link if it leads where a link may, else its words."""
    found = _LEADS_TO.search(link["attributes"])
    address = html.unescape((found[1] or found[2] or "") if found else "")
    return link[0] if link_address(address) else link["words"]
