"""Writing the archive into a newsroom, a thousand pieces a transaction; it can be cut off anywhere.

Pieces are numbered by their identifiers. What is there already is counted by the greatest one, so
that a run which was killed goes on where its last transaction ended, and a larger number adds
only what is missing.
"""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from itertools import count
from uuid import uuid4

from django.db import transaction
from wagtail.models import Locale

from stoppress.demo.archive import words
from stoppress.demo.archive.texts import Text, Texts, author_names, topic_titles
from stoppress.intake.garbage import seldom_collected
from stoppress.newsroom import clock
from stoppress.newsroom.actions.open_section import open_section
from stoppress.newsroom.bulk import Draft, new_article, write_articles
from stoppress.newsroom.models import (
    Article,
    ArticleTopic,
    Byline,
    EditionPage,
    Person,
    SectionPage,
    Topic,
)
from stoppress.newsroom.slugs import readable_slug

#: Pieces of one transaction.
BATCH = 1000
#: Batches after which the memory of those written is taken back.
_COLLECTED = 4
_SPAN = timedelta(days=3652)
_URI = "tag:kelmora.example,2026:archive/"
_LAST_URI = _URI + "~"

Show = Callable[[int, int], None]


class NotAnArchive(RuntimeError):
    """The newsroom has pieces that are not of the archive."""


def fill(number: int, show: Show = lambda done, of: None) -> int:
    """Bring the archive up to ``number`` pieces; gives how many were written now.

    Raises NotAnArchive when the newsroom has pieces of its own.
    """
    _refuse_a_real_newsroom()
    edition = EditionPage.objects.select_related("locale").order_by("pk").first()
    if edition is None:
        raise NotAnArchive("The newsroom has no edition yet. Add one with `stoppress init`.")
    sections = [_section(edition, title) for title in words.SECTIONS]
    people = _people()
    topics = _topics(edition.locale)
    texts = Texts(authors=len(people), topics=len(topics))
    dates = _Dates(number)
    first = _written()

    def drafts(start: int) -> list[Draft]:
        numbers = range(start, min(start + BATCH, number))
        return [_draft(n, texts.piece(n), dates.of(n), sections, people, topics) for n in numbers]

    # While the database writes one batch, the words of the next are put together.
    with seldom_collected(), ThreadPoolExecutor(max_workers=1) as ahead:
        starts = range(first, number, BATCH)
        waiting = deque([ahead.submit(drafts, start) for start in starts[:1]])
        for place, start in enumerate(starts):
            show(start, number)
            batch = waiting.popleft().result()
            waiting += [ahead.submit(drafts, later) for later in starts[place + 1 : place + 2]]
            write_articles(batch)
            del batch
            if place % _COLLECTED == _COLLECTED - 1:
                gc.collect()  # pieces and their bylines name each other, and would stay for long
    show(number, number)
    return max(0, number - first)


class _Dates:
    """Dates of pieces: evenly over ten years, in the order of their numbers, the last one now."""

    def __init__(self, number: int) -> None:
        self._number = max(number, 1)
        self._now = clock.now().replace(second=0, microsecond=0)

    def of(self, number: int) -> datetime:
        """When this piece was first public."""
        return self._now - _SPAN * (1 - (number + 1) / self._number)


def _draft(
    number: int,
    text: Text,
    at: datetime,
    sections: Sequence[SectionPage],
    people: Sequence[int],
    topics: Sequence[int],
) -> Draft:
    section = sections[text.section]
    article = new_article()
    article.uri = f"{_URI}{number:08}"
    article.title = text.headline
    article.slug = f"{readable_slug(text.headline, 'en')}-{number}"
    article.deck = text.deck
    article.summary = text.summary
    article.published_at = article.first_published_at = at
    article.live = True
    article.section = section
    article.body = _BODY.to_python(
        [{"type": name, "value": value, "id": _block_id()} for name, value in text.blocks]
    )
    article.bylines.set([Byline(person_id=people[text.author])])
    article.topic_links.set([ArticleTopic(topic_id=topics[topic]) for topic in text.topics])
    return Draft(article, text.plain)


_BODY = Article._meta.get_field("body").stream_block  # noqa: SLF001 - Django's documented API
_ids = str(uuid4())[:-12]
_numbers = count()


def _block_id() -> str:
    """In the form of a UUID: random for each run, and then counted."""
    return f"{_ids}{next(_numbers):012x}"


def _written() -> int:
    """How many pieces of the archive stand already."""
    last = (
        Article.objects.filter(uri__gte=_URI, uri__lt=_LAST_URI)
        .order_by("-uri")
        .values_list("uri", flat=True)
        .first()
    )
    return int(last.removeprefix(_URI)) + 1 if last else 0


def _refuse_a_real_newsroom() -> None:
    own = Article.objects.exclude(uri__gte=_URI, uri__lt=_LAST_URI)
    if not _written() and own.exists():
        raise NotAnArchive(
            "This newsroom has pieces of its own. Give the archive a home of its own:"
            " stoppress --home archive-home bench fill 10000."
        )


def _section(edition: EditionPage, title: str) -> SectionPage:
    opened = open_section(edition, title)
    return SectionPage.objects.select_related("locale").get(pk=opened.pk)


def _people() -> list[int]:
    names = author_names()
    with transaction.atomic():
        known = dict(Person.objects.filter(name__in=names).values_list("name", "pk"))
        for name in names:
            if name not in known:
                known[name] = Person.objects.create(name=name, role="Reporter").pk
    return [known[name] for name in names]


def _topics(locale: Locale) -> list[int]:
    titles = topic_titles()
    with transaction.atomic():
        known = dict(Topic.objects.filter(locale=locale).values_list("title", "pk"))
        Topic.objects.bulk_create(
            Topic(locale=locale, title=title, slug=readable_slug(title, "en"))
            for title in titles
            if title not in known
        )
        known = dict(Topic.objects.filter(locale=locale).values_list("title", "pk"))
    return [known[title] for title in titles]
