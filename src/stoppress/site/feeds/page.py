"""The addresses of feeds, and the fragments that each feed is composed of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings

from stoppress.newsroom.paths import feed_path
from stoppress.press.change_set import ChangeSet
from stoppress.press.registry import page
from stoppress.site import author, section, topic
from stoppress.site.editions import absolute, edition_of
from stoppress.site.feeds import items, openings
from stoppress.site.feeds.lists import ListName, feed_list, newest_in_feed
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
        openings.rss_open,
        items.rss_item,
        openings.rss_close,
    ),
    "atom": Form(
        "application/atom+xml; charset=utf-8",
        openings.atom_open,
        items.atom_item,
        openings.atom_close,
    ),
    "json": Form(
        "application/feed+json; charset=utf-8",
        openings.json_open,
        items.json_item,
        openings.json_close,
        between=openings.json_comma,
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

#: The path of a list below its edition: nothing for the edition itself.
LIST_PATH = r"(?:(?:(?P<kind>topic|author)/)?(?P<slug>[^/]+)/)?"
FORM = r"(?P<form>rss|atom|json)"


@page(
    "feed",
    rf"{LIST_PATH}feed\.{FORM}",
    touched_by=(feeds_of_changed_lists, topic.renamed_topics, author.renamed_authors),
)
def feed(language: str, kind: str | None, slug: str | None, form: str) -> Record | None:
    """A feed: its opening, the items' own fragments, its end; or the way to where it is."""
    found = list_at(language, kind, slug)
    if found is None:
        return None
    newest = [article for article, *_dates in newest_in_feed(*found.name)]
    if not newest and kind:  # topics and authors have feeds while they have articles
        return None
    if found.moved_to:
        return Redirect(feed_path(found.moved_to, form))
    links = tuple(links_of_feed(found.path, form))
    return composed(form, (FORMS[form].opening(*found.name),), newest, language, links)


@dataclass(frozen=True, slots=True)
class ListAt:
    """A list with feeds that stands, or stood once, at an address.

    :param path: the list's own; ``moved_to`` is the same where it was asked for elsewhere.
    """

    name: ListName
    path: str
    moved_to: str = ""


def list_at(language: str, kind: str | None, slug: str | None) -> ListAt | None:
    """The list whose feeds stand, or stood once, below an address."""
    if edition_of(language) is None:
        return None
    number, moved_to = 0, ""
    kind = kind or ("section" if slug else "edition")
    if slug:
        at, once_at = _LISTS[kind]
        row = at(language, slug)
        if row is None:
            moved = once_at(language, slug)
            if moved is None:
                return None
            row, moved_to = moved
        number = row
    name = (language, kind, number)
    found = feed_list(*name)
    return ListAt(name, found.path, moved_to) if found else None


def composed(
    form: str,
    opening: tuple[str, ...],
    articles: Iterable[int],
    language: str,
    headers: tuple[tuple[str, str], ...] = (),
) -> Page:
    """The page of a feed: how it begins, an item for each of ``articles``, its end."""
    shape = FORMS[form]
    listed = [shape.item(article) for article in articles]
    if shape.between:
        comma = shape.between()
        listed = [key for item in listed for key in (comma, item)][1:]
    return Page(
        fragments=(*opening, *listed, shape.close()),
        content_type=shape.content_type,
        headers=(("Content-Language", language), *headers),
        tags=(f"feed-{language}",),
    )


def links_of_feed(path: str, form: str) -> Iterator[tuple[str, str]]:
    """The header by which subscribers find the hubs (WebSub, section 4); none without a hub."""
    links = [f'<{hub}>; rel="hub"' for hub in settings.STOPPRESS_HUBS]
    if links:
        yield "Link", ", ".join([*links, f'<{absolute(feed_path(path, form))}>; rel="self"'])
