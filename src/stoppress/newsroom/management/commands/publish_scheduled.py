"""What Wagtail's command does, as the worker does it: by our clock, and past the checks."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from stoppress.newsroom.actions.strike_due import strike_due


class Command(BaseCommand):
    """Does once what ``stoppress worker`` does four times a second."""

    help = "Do what is due by now, as the worker does: publish, withdraw, hold what a check stops."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Let the clock strike, and say how many changes that made."""
        self.stdout.write(f"Changes that were due: {strike_due()}.")
