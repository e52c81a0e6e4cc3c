"""“Site health” at the desk: how the site and what stands behind it are, in an editor's words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate

from django.contrib.humanize.templatetags.humanize import intcomma
from django.http import HttpRequest, HttpResponse
from django.template.defaultfilters import date, filesizeformat
from django.template.response import TemplateResponse
from django.utils.translation import gettext, ngettext

from stoppress.newsroom import clock
from stoppress.newsroom.search.follow import lag
from stoppress.press.site_health import read_site_health
from stoppress.watch.counters import BUCKETS, FIRST_BOUND, LATENCY
from stoppress.watch.site_health import SiteHealth

_ICON = "circle-check"

_ALMOST_ALL = 0.99


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is looked at, and what is found of it."""

    name: str
    text: str
    good: bool = True


def site_health_view(request: HttpRequest) -> HttpResponse:
    """Show how everything stands; anybody at the desk may look."""
    now, health = clock.now(), read_site_health()
    return TemplateResponse(
        request,
        "desk/site_health.html",
        {
            "summary": summary_of(health, now),
            "lines": lines_of(health, now),
            "page_title": gettext("Site health"),
            "header_icon": _ICON,
        },
    )


def summary_of(health: SiteHealth, now: datetime) -> Line:
    """The one sentence that matters, and what to do."""
    if health.store is None:
        return Line(
            gettext("The site's store cannot be read."),
            gettext("Ask whoever looks after the server: the log says what is wrong."),
            good=False,
        )
    if health.waiting and health.waiting_since:
        waiting = ngettext(
            "%(count)s change waits since %(time)s.",
            "%(count)s changes wait since %(time)s.",
            health.waiting,
        ) % {"count": intcomma(health.waiting), "time": _time_of(health.waiting_since, now)}
        if health.worker_runs:
            return Line(waiting, gettext("The worker is bringing them to the site."), good=False)
        return Line(
            waiting,
            gettext("The worker does not run: ask whoever looks after the server to start it."),
            good=False,
        )
    if not health.worker_runs:
        return Line(
            gettext("Everything published is on the site, but the worker does not run."),
            gettext("Scheduled pieces will not go live until it does."),
            good=False,
        )
    return Line(gettext("Everything published is on the site."), "")


def lines_of(health: SiteHealth, now: datetime) -> list[Line]:
    """All that is looked at, in the order in which it matters to an editor."""
    return [
        _last_publish(health, now),
        _worker(health, now),
        _servers(health),
        *_store(health),
        _misses(health),
        _times(health),
        _damage(health),
        _search(),
        Line(gettext("Live lists"), _live(health.count("live"))),
    ]


def _last_publish(health: SiteHealth, now: datetime) -> Line:
    if health.published_at is None:
        return Line(gettext("Last publish"), gettext("Nothing has been published yet."))
    return Line(gettext("Last publish"), _time_of(health.published_at, now))


def _worker(health: SiteHealth, now: datetime) -> Line:
    name = gettext("Worker")
    if health.worker_at is None:
        return Line(name, gettext("It has never run here."), good=False)
    if health.worker_runs:
        return Line(name, gettext("At work."))
    heard = gettext("Not heard of since %(time)s.") % {"time": _time_of(health.worker_at, now)}
    return Line(name, heard, good=False)


def _servers(health: SiteHealth) -> Line:
    if health.edges == 0:
        return Line(gettext("Servers"), gettext("Nothing serves readers just now."), good=False)
    running = ngettext(
        "%(count)s process serves readers.", "%(count)s processes serve readers.", health.edges
    ) % {"count": health.edges}
    return Line(gettext("Servers"), running)


def _store(health: SiteHealth) -> list[Line]:
    store = health.store
    if store is None:
        return [Line(gettext("Store"), gettext("It cannot be read."), good=False)]
    text = ngettext(
        "%(count)s page is ready to be sent; together they take %(size)s.",
        "%(count)s pages are ready to be sent; together they take %(size)s.",
        store.pages,
    ) % {"count": intcomma(store.pages), "size": filesizeformat(store.bytes_used)}
    return [Line(gettext("Store"), text)]


def _misses(health: SiteHealth) -> Line:
    misses, failed = health.count("misses"), health.count("unavailable")
    made = ngettext(
        "%(count)s page was made when a reader asked for it.",
        "%(count)s pages were made when a reader asked for them.",
        misses,
    ) % {"count": intcomma(misses)}
    if failed:
        lost = ngettext(
            "%(count)s could not be made in time.", "%(count)s could not be made in time.", failed
        ) % {"count": intcomma(failed)}
        return Line(gettext("Made on demand"), f"{made} {lost}")
    return Line(gettext("Made on demand"), made)


def _times(health: SiteHealth) -> Line:
    cells = health.cells[LATENCY : LATENCY + BUCKETS]
    total = sum(cells)
    if total == 0:
        return Line(gettext("Speed"), gettext("Nobody has asked for anything yet."))
    bucket = next(n for n, seen in enumerate(accumulate(cells)) if seen >= total * _ALMOST_ALL)
    seconds = 2 ** (FIRST_BOUND + bucket) / 1e9
    if seconds >= 1:
        text, shown = gettext("99 of 100 answers are ready within %(time)s seconds."), seconds
    else:
        text = gettext("99 of 100 answers are ready within %(time)s milliseconds.")
        shown = seconds * 1000
    return Line(gettext("Speed"), text % {"time": f"{shown:.2g}"})


def _search() -> Line:
    behind = lag()
    waiting = behind.changes + behind.rows
    if not waiting:
        return Line(gettext("Search"), gettext("Everything in the newsroom can be found."))
    text = ngettext(
        "%(count)s change or piece is not found by its newest words yet.",
        "%(count)s changes and pieces are not found by their newest words yet.",
        waiting,
    )
    return Line(gettext("Search"), text % {"count": intcomma(waiting)})


def _damage(health: SiteHealth) -> Line:
    found = health.count("damaged")
    if not found:
        return Line(gettext("Damage"), gettext("Nothing in the store was found damaged."))
    text = ngettext(
        "%(count)s part of the store was found damaged and made again. The disk may be failing.",
        "%(count)s parts of the store were found damaged and made again. The disk may be failing.",
        found,
    ) % {"count": intcomma(found)}
    return Line(gettext("Damage"), text, good=False)


def _live(readers: int) -> str:
    text = ngettext(
        "%(count)s reader watches “Latest news” as it comes.",
        "%(count)s readers watch “Latest news” as it comes.",
        readers,
    )
    return text % {"count": intcomma(readers)}


def _time_of(at: datetime, now: datetime) -> str:
    """The time of day; with the date when it was not today."""
    local = clock.local(at)
    same_day = clock.day_of(at) == clock.day_of(now)
    return date(local, "H:i" if same_day else "j F Y, H:i")
