"""Set the rules of a channel."""

from __future__ import annotations

from collections.abc import Collection
from datetime import time
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from stoppress.channels.models import Channel
from stoppress.channels.permissions import may_run
from stoppress.channels.registry import kind_of
from stoppress.channels.trail import SET_RULES, note_of_channel
from stoppress.newsroom.actions.who import By, ask
from stoppress.newsroom.models import SectionPage

#: The columns of a channel that are rules, and that this verb sets.
RULES = (
    "labels",
    "least_urgency",
    "newest_hours",
    "hold_seconds",
    "quiet_from",
    "quiet_until",
    "at_night",
    "by_hand",
    "template",
    "pins_breaking",
    "albums",
)


def set_rules(
    channel: Channel, by: By, *, sections: Collection[int] | None = None, **rules: Any
) -> Channel:
    """Give ``channel`` other rules, by the names in ``RULES``; those that are left out stay.

    They hold for what comes out from now on, and for what still waits. ``sections`` are numbers of
    sections of its edition. Raises PermissionDenied when ``by`` may not publish its edition,
    ValidationError by field.
    """
    ask(by, lambda user: may_run(user, channel), "You may not change this channel.")
    if unknown := set(rules) - set(RULES):
        raise ValueError(f"these are no rules of a channel: {', '.join(sorted(unknown))}")
    channel = Channel.objects.get(pk=channel.pk)
    before = _rules_of(channel)
    for name, value in rules.items():
        setattr(channel, name, value)
    channel.clean_fields()
    if bool(channel.quiet_from) != bool(channel.quiet_until):
        raise ValidationError({"quiet_until": _("Quiet hours have a beginning and an end.")})
    try:
        kind_of(channel).check_template(channel.template)
    except ValueError as wrong:
        raise ValidationError({"template": str(wrong)}) from None
    there = SectionPage.objects.filter(pk__in=sections or (), locale=channel.edition_id)
    if sections is not None and there.count() != len(set(sections)):
        raise ValidationError({"sections": _("A section is of another edition.")})
    with transaction.atomic():
        channel.save(update_fields=list(rules))
        if sections is not None:
            channel.sections.set(there)
        now = _rules_of(channel)
        changed = {name: [was, now[name]] for name, was in before.items() if was != now[name]}
        if changed:
            note_of_channel(SET_RULES, channel, by, changed)
    return channel


def _rules_of(channel: Channel) -> dict[str, Any]:
    """The rules of ``channel`` as the trail keeps them: sections by their names."""
    rules = {name: getattr(channel, name) for name in RULES}
    rules["sections"] = sorted(channel.sections.values_list("title", flat=True))
    return {name: str(rule) if isinstance(rule, time) else rule for name, rule in rules.items()}
