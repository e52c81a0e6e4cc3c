"""Wagtail's moves all pages below one page, whatever they are, and asks nobody."""

from wagtail.management.commands import move_pages

from stoppress.newsroom.management.refused import Refused


class Command(Refused, move_pages.Command):
    """Leads to the list of pieces."""

    instead = (
        "A piece moves by its section: tick the pieces in the desk's list and choose “Move to a"
        " section…”. Their old addresses lead to the new ones, and it can be undone."
    )
