"""Django application of the desk."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Its hooks are found by Wagtail in ``wagtail_hooks``."""

    name = "stoppress.desk"
    label = "stoppress_desk"
    verbose_name = "Desk"

    def ready(self) -> None:
        """Give pages the desk's form for copying; the newsroom itself knows of no forms."""
        from stoppress.desk.copying import CopyPieceForm
        from stoppress.newsroom.models import Article, EditionPage, SectionPage

        for model in (Article, SectionPage, EditionPage):
            model.copy_form_class = CopyPieceForm
