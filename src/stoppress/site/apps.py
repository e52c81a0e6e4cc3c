"""Django application of the reader's site."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig

#: Modules that declare pages and their fragments. A path is held against them in this order.
DECLARED_IN = (
    "front",
    "all_news",
    "topic",
    "author",
    "section",
    "article.page",
    "article.share_card",
    "feeds.page",
    "feeds.archive",
    "feeds.corrections",
    "sitemaps",
    "latest",
    "not_found",
    "well_known",
    "settings_files",
    "static_files",
    "media",
    "former_address",
)


class SiteConfig(AppConfig):
    """Declares every fragment and page to the press."""

    name = "stoppress.site"
    label = "stoppress_site"
    verbose_name = "Reader site"

    def ready(self) -> None:
        """Load the declarations."""
        for name in DECLARED_IN:
            import_module(f"{self.name}.{name}")
