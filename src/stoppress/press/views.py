"""Taking the edge's views into the newsroom, and letting “Most read” follow them."""

from __future__ import annotations

import logging
import time
from pathlib import Path

from django.conf import settings

from stoppress.edge.counting import FOLDER
from stoppress.edge.spool import Line, SpoolFile, files_in
from stoppress.newsroom.actions.choose_most_read import choose_most_read
from stoppress.newsroom.actions.count_views import count_views
from stoppress.newsroom.actions.fold_views import fold_views
from stoppress.newsroom.models import ViewSpool

log = logging.getLogger(__name__)

#: Seconds between two looks at what the edge wrote down, between two changes of one “Most read”,
#: and between two foldings of old hours.
TAKE_EVERY, CHOOSE_EVERY, FOLD_EVERY = 5.0, 60.0, 3600.0
#: Paths counted in one transaction: nobody waits long for the database.
_AT_ONCE = 5_000


class ViewFollower:
    """Does what is due of this, whenever it is asked to."""

    def __init__(self) -> None:
        self._take_at = self._fold_at = 0.0
        self._chosen_at: dict[int, float] = {}

    def tick(self) -> None:
        """Take views, choose the most read, fold old hours, as far as it is time."""
        now = time.monotonic()
        if now < self._take_at:
            return
        self._take_at = now + TAKE_EVERY
        take_views()
        fresh = {page for page, at in self._chosen_at.items() if now < at + CHOOSE_EVERY}
        self._chosen_at |= dict.fromkeys(choose_most_read(leaving=fresh), now)
        if now >= self._fold_at:
            self._fold_at = now + FOLD_EVERY
            while fold_views():
                pass


def views_folder() -> Path:
    """Where the edge leaves its counters and views."""
    return Path(settings.HOME.run) / FOLDER


def take_views() -> None:
    """Count all views that the edge has written down; take away files that are counted."""
    found = files_in(views_folder())
    for file in found:
        _take(file)
    names = [file.path.name for file in found if file.path.exists()]
    ViewSpool.objects.exclude(name__in=names).delete()


def _take(file: SpoolFile) -> None:
    name = file.path.name
    counted = ViewSpool.objects.filter(name=name).values_list("counted", flat=True).first() or 0
    while True:
        lines: list[Line] = []
        paths = 0
        for line in file.lines_from(counted):
            lines.append(line)
            paths += len(line.views)
            if paths >= _AT_ONCE:
                break
        if not lines:
            break
        end = lines[-1].end
        if not count_views(name, counted, end, [(line.at, line.views) for line in lines]):
            return  # another worker is at it
        counted = end
    if file.ended:
        file.path.unlink(missing_ok=True)
