"""What is read most: the articles that the last day's page views put on top, and what is shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable
from datetime import UTC, datetime, timedelta
from itertools import islice

from django.db.models import Case, F, IntegerField, Q, QuerySet, Sum, When

from stoppress.newsroom.models import Article, EditionPage, MostRead, SectionPage
from stoppress.newsroom.public import public_articles, public_by_dates

#: Articles that “Most read” shows; with fewer than the second number there is too little to say.
SHOWN, FEWEST = 6, 5
#: Kept beyond those, for when one of them stops being public.
_SPARE = 6
#: Hours that count. The present one counts most, each earlier one a step less.
HOURS = 24


def hour_of(moment: datetime) -> datetime:
    """The hour in which page views of ``moment`` are counted."""
    return moment.replace(minute=0, second=0, microsecond=0)


def most_read_now(at: datetime) -> dict[int, list[int]]:
    """For each front and section front (by page id), its most read articles at ``at``, in order.

    One query over the hours that count; articles with equal scores stand newest first.
    """
    open_fronts = EditionPage.objects.filter(live=True).order_by("pk")
    fronts = dict(open_fronts.values_list("locale_id", "pk"))
    open_sections = SectionPage.objects.filter(live=True).order_by("pk")
    sections = set(open_sections.values_list("pk", flat=True))
    lists: dict[int, list[int]] = defaultdict(list)
    full = 0
    for article, edition, section in _by_score(at).iterator():
        places = (fronts.get(edition) if edition else None, section if section in sections else 0)
        for page in filter(None, places):
            if len(lists[page]) < SHOWN + _SPARE:
                lists[page].append(article)
                full += len(lists[page]) == SHOWN + _SPARE
        if full == len(fronts) + len(sections):
            break
    wanted = {page: lists.get(page, []) for page in (*fronts.values(), *sections)}
    return {page: ids if len(ids) >= FEWEST else [] for page, ids in wanted.items()}


def shown_of(kept: Iterable[int], public: Container[int]) -> list[int]:
    """What is shown of a list that was kept: those that are public there; none if too few."""
    shown = list(islice((pk for pk in kept if pk in public), SHOWN))
    return shown if len(shown) >= FEWEST else []


def shown_now() -> dict[int, list[int]]:
    """For each front and section front (by page id) with a list, what is shown of it now."""
    kept = {row.pk: [int(pk) for pk in row.articles] for row in MostRead.objects.all()}
    fronts = dict(EditionPage.objects.order_by("pk").values_list("locale_id", "pk"))
    public: dict[int, set[int]] = defaultdict(set)
    listed = {pk for articles in kept.values() for pk in articles}
    found = public_articles().filter(pk__in=listed)
    for article, edition, section in found.values_list("pk", "edition_id", "section_id"):
        for page in (fronts.get(edition or 0), section):
            public[page or 0].add(article)
    return {page: shown_of(articles, public[page]) for page, articles in kept.items()}


def kept_for(page: int) -> list[int]:
    """The list that is kept for a front or a section's front."""
    found = MostRead.objects.filter(pk=page).values_list("articles", flat=True).first()
    return [int(pk) for pk in found or ()]


def paths_most_read(at: datetime, most: int) -> list[str]:
    """The paths of so many articles at most that were read of late, the most read first."""
    ids = [article for article, _edition, _section in _by_score(at)[:most]]
    paths = dict(public_articles().filter(pk__in=ids).values_list("pk", "public_path"))
    return [path for pk in ids if (path := paths.get(pk))]


def _by_score(at: datetime) -> QuerySet[Article, tuple[int, int | None, int | None]]:
    newest = hour_of(at.astimezone(UTC))
    weights = [
        When(page_views__hour=newest - timedelta(hours=back), then=HOURS - back)
        for back in range(HOURS)
    ]
    counted = Q(page_views__hour__gt=newest - timedelta(hours=HOURS), page_views__hour__lte=newest)
    weight = Case(*weights, default=0, output_field=IntegerField())
    return (
        public_by_dates(at)
        .filter(counted)
        .annotate(score=Sum(F("page_views__count") * weight))
        .filter(score__gt=0)
        .order_by("-score", "-published_at", "-pk")
        .values_list("pk", "edition_id", "section_id")
    )
