"""How the trail shows that somebody changed the rules of a channel."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter

from stoppress.channels.models import Channel
from stoppress.desk.channels.rules import RulesForm

#: Of so many letters a rule is no longer shown whole, as the words of a post are not.
_LONGEST = 60


class RulesInWords(LogFormatter):
    """Each rule that was changed: what it was, and what it is."""

    label = _("Change the rules of a channel")
    message = _("Rules of the channel changed")

    def format_message(self, log_entry: Any) -> str:
        """The rules by the names that the form gives them, in its order."""
        changed = (log_entry.data or {}).get("rules", {})
        said = [
            f"{field.label}: {_shown(name, changed[name][0])} → {_shown(name, changed[name][1])}"
            for name, field in RulesForm.base_fields.items()
            if name in changed
        ]
        if not said:
            return str(self.message)
        return gettext("Rules of the channel changed. %(rules)s") % {"rules": "; ".join(said)}


def _shown(name: str, value: Any) -> str:
    if name == "at_night":
        return str(dict(Channel.AtNight.choices).get(value, value))
    if isinstance(value, bool):
        return "✓" if value else "–"
    text = ", ".join(value) if isinstance(value, list) else str("" if value is None else value)
    text = " ".join(text.split()) or "–"
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
