"""A command of Wagtail's that is not to be used on a newsroom."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.management.base import BaseCommand, CommandError


class Refused(BaseCommand):
    """Takes the arguments of the command whose class stands after it, and says what to do instead.

    ``instead`` is that sentence; it begins with why.
    """

    instead: ClassVar[str]

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Do nothing. Raises CommandError with the sentence, always."""
        raise CommandError(self.instead)
