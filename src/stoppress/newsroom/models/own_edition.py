"""What an editor chooses for a page belongs to its edition: another's is not found by readers."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext


def of_another_edition(chosen: object) -> ValidationError:
    """The refusal of ``chosen``, a topic or an article, in words."""
    edition = getattr(chosen, "locale", "")
    return ValidationError(
        gettext(
            "“%(chosen)s” belongs to another edition (%(edition)s). Choose one of this edition."
        )
        % {"chosen": chosen, "edition": edition}
    )
