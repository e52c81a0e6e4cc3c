"""Which feeds some changes made other than they were: what hubs are told of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from stoppress.newsroom import clock
from stoppress.newsroom.facets import Facets
from stoppress.newsroom.models import Change, Correction
from stoppress.newsroom.paths import corrections_path, feed_path
from stoppress.press.change_set import ChangeSet
from stoppress.site.editions import edition_of
from stoppress.site.feeds.lists import LENGTH, ListName, Row, feed_list, lists_of, newest_in_feed
from stoppress.site.feeds.page import FORMS

_What = Change.What
_COMES_OR_GOES = {
    _What.PUBLISHED_AGAIN,
    _What.WITHDRAWN,
    _What.TAKEN_DOWN,
    _What.RESTORED,
    _What.MOVED,
}
#: Databases take only so many ids.
_MOST_AT_ONCE = 500


def changed_feeds(change_set: ChangeSet) -> Iterator[str]:
    """Paths of the feeds whose items changed, came or left, in each format; editions first.

    An article that is too old for a feed changes none. One that left may be named where it was
    older than the feed's last item, but of the same day.
    """
    lists: dict[ListName, list[Facets]] = defaultdict(list)
    for facets in change_set.facets:
        for name in lists_of(facets):
            lists[name].append(facets)
    for name in sorted(lists, key=lambda found: found[1] != "edition"):
        found, newest = feed_list(*name), newest_in_feed(*name)
        if found and newest and _is_other(newest, lists[name]):
            yield from (feed_path(found.path, form) for form in FORMS)
    for code in sorted(_editions_with_other_corrections(change_set)):
        edition = edition_of(code)
        if edition:
            path = corrections_path(edition.url)
            yield from (feed_path(path, form) for form in FORMS)


def _editions_with_other_corrections(change_set: ChangeSet) -> set[str]:
    """Editions in which an article was corrected, or one with corrections came or left."""
    articles = [change for change in change_set.changes if change.kind == Change.Kind.ARTICLE]
    corrected = {change.edition for change in articles if _What.CORRECTED in change.what}
    moved = {
        change.object_id: change.edition
        for change in articles
        if not _COMES_OR_GOES.isdisjoint(change.what)
    }
    rows = Correction.objects.filter(article_id__in=list(moved)[:_MOST_AT_ONCE]) if moved else ()
    return corrected | {moved[row.article_id] for row in rows}


def _is_other(newest: Sequence[Row], changed: Iterable[Facets]) -> bool:
    shown = {article for article, *_dates in newest}
    whole, last_day = len(newest) < LENGTH, clock.day_of(newest[-1][1])
    return any(facets.article in shown or whole or facets.date >= last_day for facets in changed)
