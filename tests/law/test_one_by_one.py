"""The law of the verbs: many articles written at once leave what the single verbs leave.

An article is filed, written again, taken down, restored and withdrawn, in any order, once by the
verbs of ``newsroom.actions`` and once by ``newsroom.bulk``; rows, history, log and pages are the
same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from wagtail.models import PageLogEntry, Revision

from stoppress.newsroom import clock
from stoppress.newsroom.actions.file_article import file_article
from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.restore import restore, set_restored
from stoppress.newsroom.actions.strike_due import strike_due
from stoppress.newsroom.actions.take_down import set_taken_down, take_down
from stoppress.newsroom.actions.unpublish import unpublish
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.bulk import Draft, load_for_rewriting, write_articles
from stoppress.newsroom.models import (
    Article,
    ArticleTopic,
    Byline,
    Change,
    FormerPath,
    ListCount,
    Person,
    Pick,
    PublicState,
    SectionPage,
    Topic,
)
from tests.newsroom import factories
from tests.newsroom.reader import Reader, at
from tests.press_world import empty_store

START = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
URI = "urn:law:1"
KEY = UUID("6f1c2a52-0d54-4f0e-9a56-0a3f3f8b1c11")
BY = Unasked.IMPORT


@dataclass(frozen=True)
class Version:
    """What a version of the article says."""

    headline: str
    slug: str
    deck: str
    text: str
    authors: tuple[str, ...]
    topics: tuple[str, ...]
    picks: bool
    dated: datetime | None
    embargo: datetime | None
    until: datetime | None


def can_be_meant(version: Version) -> bool:
    """Whether its dates are taken: it ends after it begins, and its date line has come."""
    begins = version.embargo or START - timedelta(days=1)
    ends_after = version.until is None or version.until > begins
    return ends_after and (version.dated is not None or begins < START)


AROUND_START = [None, START - HOUR, START + HOUR / 2, START + 5 * HOUR]
VERSIONS = st.builds(
    Version,
    headline=st.sampled_from(["The ferry is back", "The tide", "Bərə qayıtdı"]),
    slug=st.sampled_from(["", "", "ferry", "tide"]),
    deck=st.sampled_from(["", "By noon."]),
    text=st.sampled_from(["The boat came in.", "It rained & rained."]),
    authors=st.sampled_from([(), ("Mara Ellwood",), ("Tobias Renn", "Mara Ellwood")]),
    topics=st.sampled_from([(), ("Ferry",), ("Tide", "Ferry")]),
    picks=st.booleans(),
    dated=st.sampled_from([None, START - HOUR, START - timedelta(days=40)]),
    embargo=st.sampled_from(AROUND_START),
    until=st.sampled_from(AROUND_START),
).filter(can_be_meant)
PLAIN = Version(
    headline="The tide",
    slug="",
    deck="",
    text="The boat came in.",
    authors=("Mara Ellwood",),
    topics=(),
    picks=False,
    dated=START - HOUR,
    embargo=None,
    until=None,
)
#: What is said of an article that was taken down and is back; facets are compared by themselves.
BACK = {
    *(Change.What.RESTORED, Change.What.WITHDRAWN, Change.What.PUBLISHED_AGAIN),
    *(Change.What.MOVED, Change.What.SECTION, Change.What.TOPICS, Change.What.PICKS),
    *(Change.What.PICTURES, Change.What.DOCUMENTS, Change.What.TRANSLATION),
}
STEPS = st.sampled_from(["write again", "write again", "take down", "restore", "withdraw"])


def say(article: Article, version: Version) -> None:
    """Put a version into the article in hand."""
    article.title = version.headline
    article.slug = version.slug or article.slug
    article.deck = version.deck
    article.body = [("paragraph", f"<p>{version.text}</p>")]
    article.published_at = version.dated or article.published_at
    article.embargo_until, article.public_until = version.embargo, version.until
    people = [Person.objects.get(name=name) for name in version.authors]
    article.bylines.set([Byline(person=person) for person in people])
    topics = [Topic.objects.get(title=title) for title in version.topics]
    article.topic_links.set([ArticleTopic(topic=topic) for topic in topics])
    other = Article.objects.get(slug="the-fish-market")
    article.picks.set([Pick(target=other)] if version.picks else [])


def new(version: Version, *, live: bool) -> Article:
    """The article before it is filed."""
    article = Article(uri=URI, translation_key=KEY, live=live)
    article.section = SectionPage.objects.select_related("locale").get()
    say(article, version)
    return article


def file_singly(version: Version, live: bool) -> None:
    article = new(version, live=live)
    assert article.section is not None
    filed = file_article(article.section, article, BY)
    if live:
        publish(filed, BY)


def file_in_bulk(version: Version, live: bool) -> None:
    write_articles([Draft(new(version, live=live))], BY)


def singly(step: str, version: Version) -> None:
    article = Article.objects.get(uri=URI)
    if step == "write again":
        if article.taken_down_at:
            article = restore(article, BY)
        say(article, version)
        publish(article, BY)
    elif step == "take down":
        take_down(article, "It was wrong.", BY)
    elif step == "restore" and article.taken_down_at:
        restore(article, BY)
    elif step == "withdraw" and article.live:
        unpublish(article, BY)


def in_bulk(step: str, version: Version) -> None:
    article = load_for_rewriting([URI])[URI]
    draft = Draft(article, content_changed=False)
    if step == "write again":
        set_restored(article)
        article.live = True
        say(article, version)
        draft = replace(draft, content_changed=True)
    elif step == "take down":
        set_taken_down(article, "It was wrong.", clock.now())
    elif step == "restore" and article.taken_down_at:
        set_restored(article)
    elif step == "withdraw" and article.live:
        article.live = False
    else:
        return
    write_articles([draft], BY)


def rows(found: Any, *names: str) -> list[tuple[Any, ...]]:
    """Values of rows, in an order."""
    return sorted(found.values_list(*names), key=repr)


def left_behind(reader: Reader) -> dict[str, Any]:
    """All that is there afterwards."""
    article = Article.objects.get(uri=URI)
    own = {"latest_revision_id", "live_revision_id", "body", "latest_revision_created_at"}
    columns = [f.attname for f in Article._meta.concrete_fields if f.attname not in own]
    shown = article.latest_revision.as_object()
    pages = ["/", "/harbour/", "/topic/ferry/", "/author/mara-ellwood/", "/-/latest/en.json"]
    paths = [*pages, *FormerPath.objects.values_list("path", flat=True)]
    return {
        "article": {name: getattr(article, name) for name in columns},
        "text": [(block.block_type, str(block.value)) for block in article.body],
        "bylines": rows(article.bylines, "person", "role", "sort_order", "listed_at"),
        "topics": rows(article.topic_links, "topic", "sort_order", "listed_at"),
        "picks": rows(article.picks, "target", "uri", "sort_order"),
        "version": (shown.title, shown.deck, shown.slug, shown.published_at),
        "is live": article.live_revision_id == article.latest_revision_id,
        "schedules": Revision.objects.filter(approved_go_live_at__isnull=False).count(),
        "state": rows(PublicState.objects, "article", "facets", "next_due"),
        "said": said_of(article),
        "former paths": rows(FormerPath.objects, "path", "article"),
        "counts": rows(ListCount.objects.filter(articles__gt=0), "list", "start", "articles"),
        "history": history(article),
        "log": log_of(article),
        "pages": {p: reader.get(p) for p in [*paths, str(article.public_path)]},
    }


def history(article: Article) -> list[tuple[Any, ...]]:
    """What the desk shows of what was done."""
    entries = PageLogEntry.objects.filter(page=article.pk).order_by("pk")
    return [
        (e.timestamp, e.action, e.data, e.content_changed, e.revision_id is not None, e.user_id)
        for e in entries
    ]


def said_of(article: Article) -> dict[str, int]:
    """What it said when it was public last; the reason of a takedown counts while it is down."""
    state = PublicState.objects.filter(pk=article.pk).first()
    parts = dict(state.parts or {}) if state else {}
    if article.taken_down_at is None:
        parts.pop(Change.What.REASON, None)
    return parts


def log_of(article: Article) -> list[dict[str, Any]]:
    """What the change log says, transaction by transaction.

    A restored article that is published again has two rows by the single verbs, and one in bulk:
    what both say is taken together, but for what was said of an article that is gone in the end.
    One that was withdrawn while it was down is not public between the two, so that the second
    compares it with nothing.
    """
    told: dict[datetime, dict[str, Any]] = {}
    changes = Change.objects.filter(kind=Change.Kind.ARTICLE, object_id=article.pk)
    for change in changes.order_by("sequence"):
        known = told.setdefault(
            change.at, {"at": change.at, "edition": change.edition, "before": change.before}
        )
        known["after"] = change.after
        known["what"] = set(change.what) | (known.get("what", set()) if change.after else set())
        if change.after and not change.after["gone"] and (known["before"] or {}).get("gone"):
            known["what"] -= BACK
    return list(told.values())


def open_newsroom() -> None:
    """A section with a neighbour that has the slug of a headline, people and topics."""
    with at(START - timedelta(days=2)):
        harbour = factories.section("Harbour")
        for name in ("Mara Ellwood", "Tobias Renn"):
            factories.person(name)
        for title in ("Ferry", "Tide"):
            factories.topic(title)
        factories.article("The fish market", into=harbour)
        factories.article("The tide", into=harbour)


@pytest.mark.slow
@pytest.mark.law
class ManyAtOnceAreAsOneByOne(TestCase):
    """Whatever is done to an article, in whatever order."""

    @classmethod
    def setUpTestData(cls) -> None:
        """Open the newsroom once: each example is rolled back to here."""
        open_newsroom()

    @settings(
        max_examples=25,
        phases=[Phase.explicit, Phase.generate],  # each step is seconds: shrinking takes minutes
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @example(
        first=PLAIN,
        live=True,
        steps=[("take down", PLAIN), ("write again", replace(PLAIN, embargo=START + 5 * HOUR))],
    )
    @example(
        first=replace(PLAIN, topics=("Ferry",)),
        live=True,
        steps=[("take down", PLAIN), ("withdraw", PLAIN), ("write again", PLAIN)],
    )
    @given(
        first=VERSIONS,
        live=st.booleans(),
        steps=st.lists(st.tuples(STEPS, VERSIONS), max_size=4),
    )
    def test_they_leave_the_same(
        self, first: Version, live: bool, steps: list[tuple[str, Version]]
    ) -> None:
        one_by_one = played(file_singly, singly, first, live, steps)
        at_once = played(file_in_bulk, in_bulk, first, live, steps)
        for name, left in one_by_one.items():
            assert at_once[name] == left, name


def played(
    file: Callable[[Version, bool], None],
    act: Callable[[str, Version], None],
    first: Version,
    live: bool,
    steps: Iterable[tuple[str, Version]],
) -> dict[str, Any]:
    """What is left behind of this history, which is taken back afterwards."""
    moment = START
    _give_ids_anew()
    with transaction.atomic(), empty_store() as store:
        with at(moment):
            file(first, live)
        for step, version in steps:
            moment += HOUR
            with at(moment):
                strike_due()
                act(step, version)
        with at(moment):
            left = left_behind(Reader(store))
        transaction.set_rollback(True)
    return left


def _give_ids_anew() -> None:
    """Go on after the ids that are there: PostgreSQL does not take back those it gave out."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), apps.get_models()):
            cursor.execute(statement)
