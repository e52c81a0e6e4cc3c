"""An article's markup as readers of feeds can show it: plain elements, absolute addresses."""

from __future__ import annotations

from urllib.parse import urljoin

import nh3
from django.utils.encoding import iri_to_uri

#: Elements that readers of feeds show. Others go, and what is in them stays: of a recording the
#: link to its file.
_TAGS = set(
    """
    a abbr aside b bdi blockquote br caption cite code dd del div dl dt em figcaption figure h2 h3
    h4 hr i img ins kbd li mark ol p pre q rp rt ruby s section small span strong sub sup table
    tbody td tfoot th thead time tr u ul
    """.split()  # noqa: SIM905 - a list of sixty lines says no more
)
_ATTRIBUTES = {
    "*": {"dir", "lang"},
    "a": {"href"},
    "blockquote": {"cite"},
    "img": {"alt", "height", "src", "width"},
    "ol": {"start", "type"},
    "q": {"cite"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
}
_ADDRESSES = {"cite", "href", "src"}
_SCHEMES = {"http", "https", "mailto", "tel"}


def feed_html(html: str, address: str) -> str:
    """Give ``html`` with the elements that feeds know, and with absolute addresses.

    A ``picture`` becomes the ``img`` that it holds. ``address`` is the page's own, which relative
    addresses are resolved against; words that look like attributes are left as they are.
    """

    def rewrite(_tag: str, attribute: str, value: str) -> str | None:
        if attribute not in _ADDRESSES:
            return value
        try:
            return iri_to_uri(urljoin(address, value.strip()))
        except ValueError:  # such as http://[
            return None

    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=rewrite,
        url_schemes=_SCHEMES,
        link_rel=None,
    )
