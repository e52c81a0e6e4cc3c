"""Of whose messages to the bot drafts are made: nobody's, until an owner says so."""

from __future__ import annotations

from typing import Any

from stoppress.newsroom.models import SectionPage, TelegramWriter


def set_writer(user: Any, section: SectionPage | None) -> None:
    """Have drafts made in ``section`` of what ``user`` sends to the bot; None: no more."""
    if section is None:
        TelegramWriter.objects.filter(pk=user.pk).delete()
    else:
        TelegramWriter.objects.update_or_create(pk=user.pk, defaults={"section": section})


def section_set_for(user: Any) -> int | None:
    """The id of the section that somebody's drafts go to; None where none are made."""
    found = TelegramWriter.objects.filter(pk=user.pk).values_list("section", flat=True)
    return found.first()


def all_writers() -> set[int]:
    """The ids of the accounts of whose messages drafts are made."""
    return set(TelegramWriter.objects.values_list("pk", flat=True))
