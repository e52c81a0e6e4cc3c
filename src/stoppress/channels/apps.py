"""Django application of the channels."""

from __future__ import annotations

from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    """Registers the channels as one follower of the change log: the slowest of them counts."""

    name = "stoppress.channels"
    label = "channels"
    verbose_name = "Channels"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Load the kinds of channels, and let the change log keep what one of them still needs."""
        from stoppress.channels import kinds  # noqa: F401 - declares them
        from stoppress.channels.follow import position_of_the_slowest
        from stoppress.newsroom.change_log.followers import Follower, register

        register(Follower("channels", position_of_the_slowest))
