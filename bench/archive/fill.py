"""Writing the archive into a newsroom, 1,000 articles a transaction; it can be cut off anywhere.

Articles are numbered by their identifiers. What is there already is counted by the greatest one, so
that a run which was killed goes on where its last transaction ended, and a larger number adds
only what is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from itertools import count
from uuid import uuid4

from django.db import transaction
from wagtail.models import Locale

from bench.archive import words
from bench.archive.beside import AHEAD, beside
from bench.archive.composer import Composer, OvertakenError, ids_for, write_batch
from bench.archive.pace import written_in_one_go
from bench.archive.texts import Text, Texts, author_names, topic_titles
from stoppress.intake.garbage_collection import seldom_collected
from stoppress.newsroom import clock
from stoppress.newsroom.actions.open_section import open_section
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.bulk import Draft, new_article
from stoppress.newsroom.bulk.tree import next_place_in
from stoppress.newsroom.folding import folded
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

#: Articles of one transaction.
BATCH = 1000
#: So few articles are put together by the process that writes them.
_FEW = 2 * BATCH
_SPAN = timedelta(days=3652)
_URI = "tag:kelmora.example,2026:archive/"
_LAST_URI = _URI + "~"

Show = Callable[[int, int], None]


class NotAnArchive(RuntimeError):
    """The newsroom has articles that are not of the archive."""


def fill(number: int, show: Show = lambda done, of: None) -> int:
    """Bring the archive up to ``number`` articles; gives how many were written now.

    Raises NotAnArchive when the newsroom has articles of its own.
    """
    _refuse_a_real_newsroom()
    edition = EditionPage.objects.select_related("locale").order_by("pk").first()
    if edition is None:
        raise NotAnArchive("The newsroom has no edition yet. Add one with `stoppress init`.")
    sections = [_section(edition, title) for title in words.SECTIONS]
    people = _people()
    topics = _topics(edition.locale)
    articles = _Articles(number, sections, people, topics)
    first = _written()
    with seldom_collected():
        while (start := _written()) < number:
            try:
                _go_on(articles, range(start, number), show)
            except OvertakenError:  # somebody wrote in a section meanwhile: from there
                continue
    show(number, number)
    return max(0, number - first)


def _go_on(articles: _Articles, numbers: range, show: Show) -> None:
    """Write the articles of these numbers, batch after batch."""
    batches = [numbers[at : at + BATCH] for at in range(0, len(numbers), BATCH)]
    composer = Composer(articles, {one.pk: next_place_in(one.pk) for one in articles.sections})
    if len(numbers) <= _FEW:
        for batch in batches:
            show(batch.start, numbers.stop)
            write_batch(composer.batch(batch, ids_for(len(batch))))
        return
    with written_in_one_go(), beside(composer) as other:
        for batch in batches[:AHEAD]:
            other.ask(batch, ids_for(len(batch)))
        for place, batch in enumerate(batches):
            show(batch.start, numbers.stop)
            ready = other.batch()
            for later in batches[place + AHEAD : place + AHEAD + 1]:
                other.ask(later, ids_for(len(later)))
            write_batch(ready)


class _Articles:
    """The articles of an archive of this many; another process can have it."""

    def __init__(
        self,
        number: int,
        sections: Sequence[SectionPage],
        people: Sequence[int],
        topics: Sequence[int],
    ) -> None:
        self.sections = sections
        self._people = people
        self._topics = topics
        self._texts = Texts(authors=len(people), topics=len(topics))
        self._dates = _Dates(number)

    def drafts(self, numbers: range) -> list[Draft]:
        """The articles of these numbers."""
        return [
            _draft(
                number,
                self._texts.article(number),
                self._dates.of(number),
                self.sections,
                self._people,
                self._topics,
            )
            for number in numbers
        ]


class _Dates:
    """Dates of articles: evenly over ten years, in the order of their numbers, the last one now."""

    def __init__(self, number: int) -> None:
        self._number = max(number, 1)
        self._now = clock.now().replace(second=0, microsecond=0)

    def of(self, number: int) -> datetime:
        """When this article was first public."""
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
    return Draft(article)


_BODY = Article._meta.get_field("body").stream_block  # noqa: SLF001 - Django's documented API
_ids = str(uuid4())[:-12]
_numbers = count()


def _block_id() -> str:
    """In the form of a UUID: random for each run, and then counted."""
    return f"{_ids}{next(_numbers):012x}"


def _written() -> int:
    """How many articles of the archive stand already."""
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
            " python -m bench.archive 10000 --home archive-home."
        )


def _section(edition: EditionPage, title: str) -> SectionPage:
    opened = open_section(edition, title, Unasked.COMMAND)
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
            Topic(
                locale=locale,
                title=title,
                slug=readable_slug(title, "en"),
                folded_title=folded(title, "en"),
            )
            for title in titles
            if title not in known
        )
        known = dict(Topic.objects.filter(locale=locale).values_list("title", "pk"))
    return [known[title] for title in titles]
