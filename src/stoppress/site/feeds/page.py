"""The addresses of feeds, and the fragments that each feed is composed of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from stoppress.newsroom.paths import feed_path
from stoppress.press.change_set import ChangeSet
from stoppress.press.registry import page
from stoppress.site import author, section, topic
from stoppress.site.editions import edition_of
from stoppress.site.feeds import fragments
from stoppress.site.feeds.lists import feed_list, newest_in_feed
from stoppress.store import Page, Record, Redirect


@dataclass(frozen=True, slots=True)
class Form:
    """A format of feeds: its content type, and its fragments."""

    content_type: str
    opening: Callable[[str, str, int], str]
    item: Callable[[int], str]
    close: Callable[[], str]
    between: Callable[[], str] | None = None


FORMS = {
    "rss": Form(
        "application/rss+xml; charset=utf-8",
        fragments.rss_open,
        fragments.rss_item,
        fragments.rss_close,
    ),
    "atom": Form(
        "application/atom+xml; charset=utf-8",
        fragments.atom_open,
        fragments.atom_item,
        fragments.atom_close,
    ),
    "json": Form(
        "application/feed+json; charset=utf-8",
        fragments.json_open,
        fragments.json_item,
        fragments.json_close,
        between=fragments.json_comma,
    ),
}


def feeds_of_changed_lists(change_set: ChangeSet) -> Iterator[str]:
    """Feeds of every list that an article came to or left."""
    editions = (edition_of(code) for code in change_set.editions)
    urls = {edition.url for edition in editions if edition}
    urls.update(url for url, *_list in section.urls_of_sections(change_set))
    urls.update(url for url, *_list in topic.urls_of_topics(change_set))
    urls.update(url for url, *_list in author.urls_of_authors(change_set))
    for url in urls:
        yield from (feed_path(url, form) for form in FORMS)


#: For each kind of list with feeds: the row at an address, and the one that was there once.
_LISTS = {
    "section": (section.section_at, section.url_once_at),
    "topic": (topic.topic_at, topic.url_once_at),
    "author": (author.person_at, author.url_once_at),
}


@page(
    "feed",
    r"(?:(?:(?P<kind>topic|author)/)?(?P<slug>[^/]+)/)?feed\.(?P<form>rss|atom|json)",
    touched_by=(feeds_of_changed_lists, topic.renamed_topics, author.renamed_authors),
)
def feed(language: str, kind: str | None, slug: str | None, form: str) -> Record | None:
    """A feed: its opening, the items' own fragments, its end; or the way to where it is."""
    if edition_of(language) is None:
        return None
    number = 0
    kind = kind or ("section" if slug else "edition")
    if slug:
        at, once_at = _LISTS[kind]
        found = at(language, slug)
        if found is None:
            moved = once_at(language, slug)
            if moved is None or not _has_feed(language, kind, moved[0]):
                return None
            return Redirect(feed_path(moved[1], form))
        number = found
    if not _has_feed(language, kind, number):
        return None
    shape = FORMS[form]
    items = [shape.item(pk) for pk, *_dates in newest_in_feed(language, kind, number)]
    if shape.between:
        comma = shape.between()
        items = [key for item in items for key in (comma, item)][1:]
    return Page(
        fragments=(shape.opening(language, kind, number), *items, shape.close()),
        content_type=shape.content_type,
        headers=(("Content-Language", language),),
        tags=(f"feed-{language}",),
    )


def _has_feed(language: str, kind: str, number: int) -> bool:
    """Whether a list has feeds: topics and authors while something public names them."""
    if feed_list(language, kind, number) is None:
        return False
    return kind in {"edition", "section"} or bool(newest_in_feed(language, kind, number))
