"""Wagtail's deletes old versions, which the trail refers to and editors go back to."""

from wagtail.management.commands import purge_revisions

from stoppress.newsroom.management.refused import Refused


class Command(Refused, purge_revisions.Command):
    """Leaves all versions where they are."""

    instead = (
        "What was written and shown stays: the trail, “Versions” of a piece and “History” of a"
        " front refer to it. Nothing was deleted."
    )
