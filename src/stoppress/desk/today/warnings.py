"""Lines of Today about checks that would stop or have held a piece, and about ended rights."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timesince import timeuntil
from django.utils.translation import gettext

from stoppress.desk.checks.held import HeldPiece
from stoppress.desk.checks.would_stop import Stopped, concerns
from stoppress.desk.hours import hour
from stoppress.desk.pieces.listed import ListedPiece
from stoppress.desk.today.need import Need, in_bold
from stoppress.newsroom import clock
from stoppress.newsroom.pictures.rights import expired_pictures, shown_by

#: Rights that ended longer ago are shown in the list of pictures only.
_SINCE = timedelta(days=30)
#: The most pictures that are looked for, and the most lines.
_PICTURES, _MOST = 50, 10


def of_check(piece: ListedPiece, found: Stopped, now: datetime) -> Need:
    """The line that says which check would stop ``piece``."""
    text = format_html(
        gettext("{headline} goes out at {time}, in {left}. A check speaks against it: {words}"),
        headline=in_bold(piece),
        time=f"{clock.local(found.at):%H:%M}",
        left=timeuntil(found.at, now, depth=1),
        words=" ".join(found.words),
    )
    return Need(f"check-{piece.id}", "red", gettext("Check"), text, gettext("Open"), piece.url)


def of_held(piece: ListedPiece, found: HeldPiece) -> Need:
    """What a check holds, and why; or that nothing holds it any more."""
    text = format_html(
        gettext("{headline} was to go out at {time} and is held. {words}"),
        headline=in_bold(piece),
        time=hour(found.due, clock.now()),
        words=" ".join(found.words) or gettext("It is mended now: publish it."),
    )
    tag = gettext("Held")
    return Need(f"held-{piece.id}", "red", tag, text, gettext("Open"), piece.url)


def with_expired_rights(now: datetime) -> dict[int, list[Any]]:
    """Ids of public pieces, each with its pictures whose rights have ended lately."""
    over = expired_pictures(now).select_related("details")
    lately = over.filter(details__usable_until__gte=clock.day_of(now - _SINCE))
    newest = list(lately.order_by("-details__usable_until", "-pk")[:_PICTURES])
    return dict(list(shown_by(newest, now).items())[:_MOST]) if newest else {}


def of_rights(
    found: Mapping[int, list[Any]], pieces: Mapping[int, ListedPiece], user: Any
) -> Iterator[Need]:
    """The lines about such pictures, of the pieces that concern ``user``."""
    for pk, pictures in found.items():
        piece = pieces.get(pk)
        if piece is None or not concerns(piece.article, user):
            continue
        words = gettext("{headline} shows “{picture}”, which might be used until {day}.")
        text = format_html(
            words,
            headline=in_bold(piece),
            picture=pictures[0].title,
            day=date_format(pictures[0].details.usable_until, "DATE_FORMAT"),
        )
        yield Need(f"rights-{pk}", "red", gettext("Rights"), text, gettext("Open"), piece.url)
