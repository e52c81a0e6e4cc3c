"""An article's markup as readers of feeds can show it: plain elements, absolute addresses."""

from __future__ import annotations

from urllib.parse import urljoin

import nh3

#: Elements that readers of feeds show. Others go, and what is in them stays.
_TAGS = set(
    """
    a abbr aside audio b bdi bdo blockquote br caption cite code dd del div dl dt em figcaption
    figure h2 h3 h4 hr i img ins kbd li mark ol p pre q rp rt ruby s section small span strong sub
    sup table tbody td tfoot th thead time tr u ul video
    """.split()  # noqa: SIM905 - a list of sixty lines says no more
)
_ATTRIBUTES = {
    "*": {"dir", "lang"},
    "a": {"href"},
    "audio": {"controls", "src"},
    "blockquote": {"cite"},
    "img": {"alt", "height", "src", "width"},
    "ol": {"start", "type"},
    "q": {"cite"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
    "video": {"controls", "height", "poster", "src", "width"},
}
_ADDRESSES = {"cite", "href", "poster", "src"}
_SCHEMES = {"http", "https", "mailto", "tel"}


def feed_html(html: str, address: str) -> str:
    """Give ``html`` with the elements that feeds know, and with absolute addresses.

    A ``picture`` becomes the ``img`` that it holds. ``address`` is the page's own, which relative
    addresses are resolved against; words that look like attributes are left as they are.
    """

    def rewrite(_tag: str, attribute: str, value: str) -> str:
        return urljoin(address, value) if attribute in _ADDRESSES else value

    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=rewrite,
        url_schemes=_SCHEMES,
        link_rel=None,
    )
