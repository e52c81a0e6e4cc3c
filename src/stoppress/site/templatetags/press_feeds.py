"""Words as feeds can hold them."""

from __future__ import annotations

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

#: Signs that XML 1.0 cannot hold, even escaped, and those that stand for nothing anybody wrote:
#: C1 controls, and the sign for a byte that could not be read.
_NOT_IN_FEEDS = {code: None for code in (*range(32), *range(0x7F, 0xA0)) if code not in (9, 10, 13)}
_NOT_IN_FEEDS |= {0xFFFD: None, 0xFFFE: None, 0xFFFF: None}


@register.filter
def clean(text: object) -> str:
    """``text`` without signs that feeds cannot hold."""
    return str(text).translate(_NOT_IN_FEEDS)


@register.filter
def rss_text(text: object) -> SafeString:
    """Plain words for an element of RSS, in which some readers expect markup.

    The RSS Best Practices Profile asks for these references, which nobody takes for markup:
    https://www.rssboard.org/rss-profile#data-types-characterdata
    """
    escaped = escape(clean(text)).replace("&amp;", "&#x26;").replace("&lt;", "&#x3C;")
    return mark_safe(escaped)  # noqa: S308 - escaped above
