"""Lines of Today about pieces that went out late, taken from the trail."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.html import format_html
from django.utils.translation import gettext
from wagtail.models import PageLogEntry

from stoppress.desk.pieces.listed import ListedPiece
from stoppress.desk.today.need import Need, in_bold
from stoppress.newsroom.actions.note_late import ACTION

#: How long after a piece went out its line stays, and how many lines there are at most.
_TOLD_FOR, _MOST = timedelta(hours=6), 10


def went_out_late(now: datetime) -> dict[int, str]:
    """Ids of the pieces that went out late in the last hours, with the trail's words about each."""
    told = PageLogEntry.objects.filter(action=ACTION, timestamp__gt=now - _TOLD_FOR)
    rows = told.order_by("-timestamp")[:_MOST]
    return {row.page_id: str(row.message) for row in rows}


def of_missed(piece: ListedPiece, words: str) -> Need:
    """The line that says when ``piece`` was due and when it went out."""
    text = format_html("{} {}", in_bold(piece), words)
    return Need(
        f"missed-{piece.id}", "wait", gettext("Missed hour"), text, gettext("Open"), piece.url
    )
