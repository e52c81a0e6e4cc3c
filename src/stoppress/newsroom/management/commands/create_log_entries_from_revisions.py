"""Wagtail's writes into the trail what it guesses from versions."""

from wagtail.management.commands import create_log_entries_from_revisions

from stoppress.newsroom.management.refused import Refused


class Command(Refused, create_log_entries_from_revisions.Command):
    """Leaves the trail as it is."""

    instead = (
        "The trail has what was done, written when it was done; nothing is added to it afterwards."
    )
