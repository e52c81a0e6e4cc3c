"""Django application of the reader's site."""

from __future__ import annotations

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """Declares every fragment and page to the press."""

    name = "stoppress.site"
    label = "stoppress_site"
    verbose_name = "Reader site"

    def ready(self) -> None:
        """Load the declarations, and offer the desk its previews."""
        from stoppress.newsroom.preview import offer_preview
        from stoppress.site import files, fragments, pages  # noqa: F401
        from stoppress.site.preview import preview_article

        offer_preview(preview_article)
