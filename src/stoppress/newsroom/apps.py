"""Django application of the newsroom."""

from django.apps import AppConfig


class NewsroomConfig(AppConfig):
    """Registers models and the listeners that keep the change log complete."""

    name = "stoppress.newsroom"
    label = "newsroom"
    verbose_name = "Newsroom"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect the change log to Wagtail's own events."""
        from stoppress.newsroom import listeners

        listeners.connect()
