"""What went out later than it was due, as the trail says it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.html import format_html
from django.utils.translation import gettext
from wagtail.models import PageLogEntry

from stoppress.desk.pieces.listed import ListedPiece
from stoppress.desk.today.need import Need, in_bold
from stoppress.newsroom.actions.note_late import ACTION

#: How long it is told, and how many lines.
_TOLD_FOR, _MOST = timedelta(hours=6), 10


def went_out_late(now: datetime) -> dict[int, str]:
    """Pieces that went out late in the last hours, each with the trail's words of it."""
    told = PageLogEntry.objects.filter(action=ACTION, timestamp__gt=now - _TOLD_FOR)
    rows = told.order_by("-timestamp")[:_MOST]
    return {row.page_id: str(row.message) for row in rows}


def of_missed(piece: ListedPiece, words: str) -> Need:
    """When it was due, and when it went out."""
    text = format_html("{} {}", in_bold(piece), words)
    return Need(
        f"missed-{piece.id}", "wait", gettext("Missed hour"), text, gettext("Open"), piece.url
    )
