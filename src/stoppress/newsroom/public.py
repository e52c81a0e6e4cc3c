"""What readers may see: the one queryset that every surface uses, and the lists made from it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Left
from wagtail.models import Locale, Page

from stoppress.newsroom import clock
from stoppress.newsroom.models import Article, BreakingNews, PublicState, SectionPage
from stoppress.newsroom.models.editions import EDITION_DEPTH
from stoppress.newsroom.models.placed_rows import PlacedRow

#: ``dated`` is the date line in the table whose index a list is read by.
NEWEST_FIRST = ("-dated", "-pk")


def public_articles() -> QuerySet[Article]:
    """Articles that readers may see now, in every edition.

    What the clock has made public waits until the log says so: a check may hold it
    (``strike_due``).
    """
    said = PublicState.objects.filter(pk=OuterRef("pk"), facets__isnull=False)
    return public_by_dates(clock.now()).filter(Exists(said))


def public_by_dates(at: datetime) -> QuerySet[Article]:
    """Articles that are readers' at ``at`` by all that stands in their rows, in every edition.

    Live in a live section of a live edition, not taken down, inside public from/until, and past
    any embargo.
    """
    return _in_open_editions(
        Article.objects.filter(is_out(at), published_at__isnull=False, section__live=True)
    )


def is_out(at: datetime) -> Q:
    """Articles that are published, not taken down, and by their own dates readers' at ``at``."""
    return Q(
        Q(public_since__isnull=True) | Q(public_since__lte=at),
        Q(public_until__isnull=True) | Q(public_until__gt=at),
        Q(embargo_until__isnull=True) | Q(embargo_until__lte=at),
        live=True,
        taken_down_at__isnull=True,
    )


def is_public(article: Article, at: datetime) -> bool:
    """Whether ``article``, with its section loaded, is one of ``public_by_dates``."""
    return bool(
        article.live
        and article.taken_down_at is None
        and article.published_at
        and article.section
        and article.section.is_open
        and (article.public_since is None or article.public_since <= at)
        and (article.public_until is None or article.public_until > at)
        and (article.embargo_until is None or article.embargo_until <= at)
    )


def taken_down_articles() -> QuerySet[Article]:
    """Articles of open editions that were public and have been taken down."""
    return _in_open_editions(
        Article.objects.filter(taken_down_at__isnull=False, public_path__isnull=False)
    )


def next_due(article: Article, at: datetime) -> datetime | None:
    """When the clock alone next changes whether ``article`` is public; None if never."""
    dates = (article.public_since, article.public_until, article.embargo_until)
    return min((date for date in dates if date and date > at), default=None)


def in_edition(edition: Locale) -> QuerySet[Article]:
    """Public articles of an edition, newest first."""
    return _newest_first(public_articles().filter(edition=edition))


def for_the_front(edition: Locale) -> QuerySet[Article]:
    """Those of them by which an edition's front fills itself, newest first."""
    return in_edition(edition).filter(off_front=False)


def in_section(section: SectionPage | int) -> QuerySet[Article]:
    """Public articles of a section, newest first."""
    return _newest_first(public_articles().filter(section=section))


def about_topic(topic_id: int) -> QuerySet[Article]:
    """Public articles with a topic, newest first, each once."""
    articles = public_articles().filter(
        topic_links__topic_id=topic_id, topic_links__listed_at__isnull=False
    )
    return _newest_first(articles, "topic_links__listed_at")


def by_person(person_id: int, edition: Locale) -> QuerySet[Article]:
    """Public articles of an edition with a person in the byline, newest first, each once."""
    articles = public_articles().filter(
        edition=edition, bylines__person_id=person_id, bylines__listed_at__isnull=False
    )
    return _newest_first(articles, "bylines__listed_at")


def on_day(articles: QuerySet[Article], day: date) -> QuerySet[Article]:
    """Those of ``articles`` dated ``day`` in the newsroom's zone."""
    return articles.filter(
        dated__gte=clock.start_of_day(day), dated__lt=clock.start_of_next_day(day)
    )


def in_month(articles: QuerySet[Article], month: date) -> QuerySet[Article]:
    """Those of ``articles`` dated in the month that begins on ``month``."""
    return articles.filter(
        dated__gte=clock.start_of_day(month),
        dated__lt=clock.start_of_day(clock.next_month(month)),
    )


def breaking_line(edition: Locale) -> BreakingNews | None:
    """The line on top of every page of the edition now, if an editor has one on."""
    at = clock.now()
    return (
        BreakingNews.objects.filter(Q(since__isnull=True) | Q(since__lte=at), locale=edition)
        .filter(until__gt=at)
        .select_related("article")
        .order_by("-pk")
        .first()
    )


def standing_rows(rows: Iterable[PlacedRow]) -> list[PlacedRow]:
    """Those of a front's rows that have a slot now, in their order, each article once."""
    at = clock.now()
    found: dict[int, PlacedRow] = {}
    for row in rows:
        if row.stands_at(at):
            found.setdefault(row.article_id, row)
    return [*found.values()]


def _in_open_editions(articles: QuerySet[Article]) -> QuerySet[Article]:
    # By the edition's place in the page tree, which is the beginning of its section's: by its
    # language SQLite would walk through all pages in that language.
    edition = Left(OuterRef("section__path"), EDITION_DEPTH * Page.steplen)
    return articles.filter(Exists(Page.objects.filter(path=edition, live=True)))


def _newest_first(articles: QuerySet[Article], dated: str = "published_at") -> QuerySet[Article]:
    return articles.annotate(dated=F(dated)).order_by(*NEWEST_FIRST)
