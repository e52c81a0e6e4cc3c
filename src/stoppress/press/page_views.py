"""Taking the edge's page views into the newsroom, and letting “Most read” follow them."""

from __future__ import annotations

import logging
import time
from pathlib import Path

from django.conf import settings

from stoppress.newsroom import clock
from stoppress.newsroom.actions.choose_most_read import choose_most_read
from stoppress.newsroom.actions.count_page_views import count_page_views
from stoppress.newsroom.actions.fold_page_views import fold_page_views
from stoppress.newsroom.models import Change, PageViewSpool
from stoppress.newsroom.most_read import hour_of
from stoppress.watch.counting import FOLDER
from stoppress.watch.spool import Line, SpoolFile, files_in

log = logging.getLogger(__name__)

#: Seconds between two looks at what the edge wrote down, between two changes of one “Most read”,
#: and between two foldings of old hours.
TAKE_EVERY, CHOOSE_EVERY, FOLD_EVERY = 5.0, 60.0, 3600.0
#: Paths counted in one transaction: nobody waits long for the database.
_AT_ONCE = 5_000


class PageViewTaker:
    """Takes page views, chooses the most read and folds old hours: what is due at each tick."""

    def __init__(self) -> None:
        self._take_at = self._fold_at = 0.0
        self._chosen_at: dict[int, float] = {}
        self._chosen_from: object = None
        self._owing = False

    def tick(self) -> None:
        """Take page views, choose the most read, fold old hours, as far as it is time."""
        now = time.monotonic()
        if now < self._take_at:
            return
        self._take_at = now + TAKE_EVERY
        taken = take_page_views()
        # Without page views the order follows the hour, and which articles are public.
        stands_on = (hour_of(clock.now()), Change.newest_sequence())
        if taken or self._owing or stands_on != self._chosen_from:
            self._chosen_from = stands_on
            fresh = {page for page, at in self._chosen_at.items() if now < at + CHOOSE_EVERY}
            self._chosen_at |= dict.fromkeys(choose_most_read(leaving=fresh), now)
            self._owing = bool(fresh)
        if now >= self._fold_at:
            self._fold_at = now + FOLD_EVERY
            while fold_page_views():
                pass


def page_views_folder() -> Path:
    """Where the edge leaves its counters and page views."""
    return Path(settings.HOME.run) / FOLDER


def take_page_views() -> bool:
    """Count all page views that the edge has written down; take away files that are counted.

    Tells whether there were any.
    """
    found = files_in(page_views_folder())
    taken = [_take(file) for file in found]
    names = [file.path.name for file in found if file.path.exists()]
    PageViewSpool.objects.exclude(name__in=names).delete()
    return any(taken)


def _take(file: SpoolFile) -> bool:
    name = file.path.name
    begun = PageViewSpool.objects.filter(name=name).values_list("counted", flat=True).first() or 0
    counted = begun
    while True:
        lines: list[Line] = []
        paths = 0
        for line in file.lines_from(counted):
            lines.append(line)
            paths += len(line.page_views)
            if paths >= _AT_ONCE:
                break
        if not lines:
            break
        end = lines[-1].end
        if not count_page_views(name, counted, end, [(line.at, line.page_views) for line in lines]):
            return True  # another worker is at it
        counted = end
    if file.ended:
        file.path.unlink(missing_ok=True)
    return counted > begun
