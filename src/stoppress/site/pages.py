"""Every kind of page: the paths it answers, and the fragments it is composed of, in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from stoppress.newsroom import clock
from stoppress.newsroom.models import (
    FormerPath,
    FormerTopic,
    SectionPage,
    Topic,
)
from stoppress.newsroom.paths import live_path, month_path, not_found_path, topic_path
from stoppress.newsroom.public import (
    about_topic,
    by_person,
    in_edition,
    in_month,
    in_section,
    on_day,
    public_articles,
    taken_down_articles,
)
from stoppress.press.registry import When, hot_paths, page
from stoppress.site import dependencies as on
from stoppress.site.editions import EditionView, edition_of, newsroom_view
from stoppress.site.fragments import article, heads, lists, most_read, shell
from stoppress.site.named import person_at, topic_at
from stoppress.site.paths_of_lists import (
    days_of_pieces,
    lists_of_names,
    lists_of_pieces,
    months_of_pieces,
    newest_day,
)
from stoppress.site.pieces import Piece, pieces_at
from stoppress.site.read_also import read_also_of
from stoppress.store import Page, Record, Redirect

_DAY = r"(?P<year>\d{4})/(?P<month>\d{2})/(?P<day>\d{2})/"
_UNNAMED_DAY = r"\d{4}/\d{2}/\d{2}/"
_MONTH = r"(?P<year>\d{4})/(?P<month>\d{2})/"
_SLUG = r"(?P<slug>[^/]+)/"


def whole(
    edition: EditionView,
    head: str,
    main: Iterable[str],
    *,
    section: int = 0,
    status: int = 200,
    tags: tuple[str, ...] = (),
    shared: Iterable[str] = (),
) -> Page:
    """A page of an edition: opening, head, masthead, breaking line, main part, latest, footer.

    ``shared`` names what of head and main part other pages show too.
    """
    code = edition.code
    main = tuple(main)
    return Page(
        fragments=(
            shell.opening(code),
            head,
            shell.masthead(code, section),
            shell.breaking(code),
            *main,
            shell.latest(code),
            shell.footer(code),
        ),
        status=status,
        headers=(("Content-Language", code),),
        tags=(f"edition-{code}", *tags),
        own=frozenset((head, *main)).difference(shared),
    )


# --- fronts and lists -------------------------------------------------------------------------


@page("front", r"")
def front(language: str) -> Record | None:
    """The front of an edition."""
    edition = edition_of(language)
    if edition is None:
        return None
    main = [lists.front(language), most_read.most_read(language)]
    return whole(edition, heads.front_head(language), main, tags=("front",))


@page("all-news", r"all-news/", touched_by=(newest_day,))
def all_news(language: str) -> Record | None:
    """All news of the newest day."""
    edition = edition_of(language)
    if edition is None:
        return None
    newest = in_edition(edition.locale).values_list("published_at", flat=True).first()
    if newest is None:
        return None
    main = lists.day(language, clock.day_of(newest))
    head = heads.all_news_head(language)
    return whole(edition, head, [main], tags=("all-news",), shared=(main,))


@page("day", rf"all-news/{_DAY}", touched_by=(days_of_pieces,))
def day(language: str, year: str, month: str, day: str) -> Record | None:
    """All news of one day."""
    edition, when = edition_of(language), _date(year, month, day)
    if edition is None or when is None or not on_day(in_edition(edition.locale), when).exists():
        return None
    main = lists.day(language, when)  # which "all-news" shows too, of the newest day
    return whole(edition, heads.day_head(language, when), [main], shared=(main,))


@page("all-news-month", rf"all-news/{_MONTH}", touched_by=(months_of_pieces,))
def all_news_month(language: str, year: str, month: str) -> Record | None:
    """The calendar of one month."""
    edition, when = edition_of(language), _date(year, month)
    if edition is None or when is None or not in_month(in_edition(edition.locale), when).exists():
        return None
    head = heads.all_news_month_head(language, when)
    return whole(edition, head, [lists.all_news_month(language, when)])


def topic_once_at(language: str, slug: str) -> Topic | None:
    """The topic that had this address once, or into which that was merged which had it."""
    former = FormerTopic.objects.select_related("topic__locale")
    found = former.filter(locale__language_code=language, slug=slug).first()
    return found.topic if found else None


def _moved_topic(language: str, slug: str, month: date | None = None) -> Redirect | None:
    topic = topic_once_at(language, slug)
    edition = edition_of(topic.locale.language_code) if topic else None
    if topic is None or edition is None:
        return None
    pieces = about_topic(topic.pk)
    if not (in_month(pieces, month) if month else pieces).exists():
        return None
    url = topic_path(edition.url, topic.slug)
    return Redirect(month_path(url, month) if month else url)


_NAMED = (lists_of_pieces, lists_of_names)


@page("topic", rf"topic/{_SLUG}", touched_by=_NAMED)
def topic(language: str, slug: str) -> Record | None:
    """A topic."""
    edition, found = edition_of(language), topic_at(language, slug)
    if edition is None or found is None:
        return _moved_topic(language, slug)
    if not about_topic(found).exists():
        return None
    return whole(edition, heads.topic_head(found), [lists.topic(found)])


@page("topic-month", rf"topic/{_SLUG}{_MONTH}")
def topic_month(language: str, slug: str, year: str, month: str) -> Record | None:
    """One month of a topic."""
    edition, when = edition_of(language), _date(year, month)
    found = topic_at(language, slug)
    if edition is None or when is None:
        return None
    if found is None:
        return _moved_topic(language, slug, when)
    if not in_month(about_topic(found), when).exists():
        return None
    return whole(edition, heads.topic_month_head(found, when), [lists.topic_month(found, when)])


@page("author", rf"author/{_SLUG}")
def author(language: str, slug: str) -> Record | None:
    """An author."""
    edition, found = edition_of(language), person_at(slug)
    if edition is None or found is None or not by_person(found, edition.locale).exists():
        return None
    return whole(edition, heads.author_head(language, found), [lists.author(language, found)])


@page("author-month", rf"author/{_SLUG}{_MONTH}")
def author_month(language: str, slug: str, year: str, month: str) -> Record | None:
    """One month of an author."""
    edition, when = edition_of(language), _date(year, month)
    found = person_at(slug)
    if edition is None or found is None or when is None:
        return None
    if not in_month(by_person(found, edition.locale), when).exists():
        return None
    head = heads.author_month_head(language, found, when)
    return whole(edition, head, [lists.author_month(language, found, when)])


@page("section", _SLUG)
def section(language: str, slug: str) -> Record | None:
    """A section's front."""
    edition = edition_of(language)
    found = _section(edition, slug)
    if edition is None or found is None:
        return None
    main = [lists.section(found), most_read.most_read_section(found)]
    return whole(edition, heads.section_head(found), main, section=found, tags=(slug,))


@page("section-month", rf"{_SLUG}{_MONTH}")
def section_month(language: str, slug: str, year: str, month: str) -> Record | None:
    """One month of a section."""
    edition, when = edition_of(language), _date(year, month)
    found = _section(edition, slug)
    if edition is None or found is None or when is None:
        return None
    row = SectionPage.objects.get(pk=found)
    if not in_month(in_section(row), when).exists():
        return None
    head = heads.section_month_head(found, when)
    return whole(edition, head, [lists.section_month(found, when)], section=found)


# --- pieces -----------------------------------------------------------------------------------


@page(
    "article",
    rf"(?P<path>/(?:[^/]+/)?[^/]+/{_UNNAMED_DAY}[^/]+/)",
    touched_by=(on.paths_of_the_piece, on.paths_of_lists_apart),
    when=When.ALWAYS,
    in_edition=False,
    ahead=lambda groups: pieces_at(path for (path,) in groups),
)
def piece(path: str) -> Record | None:
    """A piece; where it was, the way to where it is; where it was taken down, why."""
    found = pieces_at([path]).get(path)
    if found is not None:
        return _article_page(found)
    taken = taken_down_articles().select_related("edition").filter(public_path=path).first()
    edition = edition_of(taken.edition.language_code) if taken and taken.edition else None
    if taken and edition:
        head = heads.gone_head(edition.code)
        return whole(edition, head, [article.gone(taken.pk)], status=410, shared=(head,))
    former = FormerPath.objects.filter(path=path).values_list("article_id", flat=True).first()
    if former is None:
        return None
    now = (public_articles() | taken_down_articles()).filter(pk=former)
    target = now.values_list("public_path", flat=True).first()
    return Redirect(target) if target else None


def _article_page(found: Piece) -> Page | None:
    edition = edition_of(found.edition) if found.edition else None
    if edition is None or found.section is None:
        return None
    main = [article.article(found.id)]
    shared = []
    parts = read_also_of(found)
    if parts.own:
        main.append(article.also(found.id))
    if parts.shared:
        opens = 0 if parts.own else 1
        shared.append(article.also_section(found.section, parts.shared, opens))
    return whole(
        edition,
        article.meta(found.id),
        [*main, *shared],
        section=found.section,
        tags=(f"article-{found.id}",),
        shared=shared,
    )


# --- what is not there ------------------------------------------------------------------------


@page("not-found", r"/-/404/(?P<code>[^/]+)", in_edition=False)
def not_found(code: str) -> Record | None:
    """What the edge composes for paths that nothing answers."""
    edition = edition_of(code)
    if edition is None:
        return None
    return whole(edition, heads.not_found_head(code), [lists.not_found(code)], status=404)


@page("live", r"/-/latest/(?P<code>[^/]+)\.json", in_edition=False)
def live(code: str) -> Record | None:
    """“Latest news” for machines; the edge tells open pages what changed in it."""
    if edition_of(code) is None:
        return None
    return Page((shell.live(code),), content_type="application/json")


@hot_paths
def fronts() -> Iterator[str]:
    """What readers ask for first, and what must be there when nothing else is."""
    for code in on.codes():
        edition = edition_of(code)
        if edition is None:
            continue
        yield edition.url
        yield not_found_path(code)
        yield live_path(code)
        yield from (found.url for found in edition.sections)
        newest = in_edition(edition.locale).values_list("public_path", flat=True)
        yield from newest[: newsroom_view().latest_length]


def _section(edition: EditionView | None, slug: str) -> int | None:
    """The id of a section by its slug: as the last part of its URL in the edition."""
    if edition is None:
        return None
    wanted = f"{edition.url}{slug}/"
    return next((found.id for found in edition.sections if found.url == wanted), None)


def _date(year: str, month: str, day: str = "01") -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
