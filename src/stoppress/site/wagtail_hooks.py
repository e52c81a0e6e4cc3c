"""Where the readers' site hooks into Wagtail."""

from __future__ import annotations

from typing import Any

from wagtail import hooks

from stoppress.site.article.rich_text import PublicPageLink


@hooks.register("register_rich_text_features", order=10)  # after Wagtail's own, in its place
def links_to_public_pages(features: Any) -> None:
    """Links between articles, while they are public."""
    features.register_link_type(PublicPageLink)
