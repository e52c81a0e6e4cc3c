"""The addresses of feeds, and the fragments that each feed is composed of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from stoppress.newsroom.paths import author_path, feed_path, section_path
from stoppress.newsroom.public import about_topic
from stoppress.press.change_set import ChangeSet
from stoppress.press.registry import page
from stoppress.site.author import people, person_at, renamed_authors
from stoppress.site.editions import edition_of, live_sections
from stoppress.site.feeds import fragments
from stoppress.site.feeds.lists import feed_list, newest_in_feed
from stoppress.site.section import section_at
from stoppress.site.topic import renamed_topics, topic_at, url_once_at, urls_of_topics
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
    urls = {url for url, _topic, _month in urls_of_topics(change_set)}
    names = people({person for facets in change_set.facets for person in facets.people})
    for facets in change_set.facets:
        edition = edition_of(facets.edition)
        if edition is None:
            continue
        urls.add(edition.url)
        section = live_sections().get(facets.section)
        if section:
            urls.add(section_path(edition.url, section.slug))
        urls.update(
            author_path(edition.url, names[person].slug)
            for person in facets.people
            if person in names
        )
    for url in urls:
        yield from (feed_path(url, form) for form in FORMS)


@page(
    "feed",
    r"(?:(?P<kind>topic|author)/(?P<slug>[^/]+)/|(?P<section>[^/]+)/)?feed\.(?P<form>rss|atom|json)",
    touched_by=(feeds_of_changed_lists, renamed_topics, renamed_authors),
)
def feed(
    language: str, kind: str | None, slug: str | None, section: str | None, form: str
) -> Record | None:
    """A feed: its opening, the items' own fragments, its end."""
    if edition_of(language) is None:
        return None
    number: int | None = 0
    if section:
        kind, number = "section", section_at(language, section)
    elif kind == "topic" and slug:
        number = topic_at(language, slug)
        if number is None:
            return _moved(language, slug, form)
    elif kind == "author" and slug:
        number = person_at(slug)
    else:
        kind = "edition"
    if number is None or feed_list(language, kind, number) is None:
        return None
    newest = newest_in_feed(language, kind, number)
    if kind in {"topic", "author"} and not newest:
        return None  # as their pages: nothing that is public names them
    shape = FORMS[form]
    items = [shape.item(pk) for pk, *_dates in newest]
    if shape.between:
        comma = shape.between()
        items = [key for item in items for key in (comma, item)][1:]
    return Page(
        fragments=(shape.opening(language, kind, number), *items, shape.close()),
        content_type=shape.content_type,
        headers=(("Content-Language", language),),
        tags=(f"feed-{language}",),
    )


def _moved(language: str, slug: str, form: str) -> Redirect | None:
    found = url_once_at(language, slug)
    if found is None or not about_topic(found[0].pk).exists():
        return None
    return Redirect(feed_path(found[1], form))
