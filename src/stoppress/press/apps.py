"""Django application of the press."""

from __future__ import annotations

from django.apps import AppConfig


class PressConfig(AppConfig):
    """Registers the press as a follower of the change log, woken by every commit."""

    name = "stoppress.press"
    label = "press"

    def ready(self) -> None:
        """Follow the change log, the newsroom's one hand-over."""
        from stoppress.newsroom.change_log.followers import Follower, register
        from stoppress.press.at_once import follow_at_once, position

        register(Follower("press", position, wake=follow_at_once))
