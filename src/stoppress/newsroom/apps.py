"""Django application of the newsroom."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class NewsroomConfig(AppConfig):
    """Registers models and the listeners that keep the change log complete."""

    name = "stoppress.newsroom"
    label = "newsroom"
    verbose_name = "Newsroom"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect the change log to Wagtail's own events."""
        from stoppress.newsroom import expiry, listeners
        from stoppress.newsroom.pictures.size import measure_upright

        measure_upright()
        listeners.connect()
        post_migrate.connect(expiry.keep_index, sender=self, dispatch_uid=self.name)
