"""What the page “Front” shows: the slots of a draft, what changed in it, and what may be placed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext
from wagtail.images import get_image_model
from wagtail.models import PageLogEntry, Revision

from stoppress.desk.front.blocks import Blocks, blocks_at_desk, titles_of
from stoppress.desk.front.filled import Filled, filled_by_itself
from stoppress.desk.front.forms import SlotForm
from stoppress.desk.front.here import others_in_words, read_in_words
from stoppress.desk.front.pictures import Thumbnail, thumbnail_of
from stoppress.desk.pieces.listed import name_of
from stoppress.newsroom import clock
from stoppress.newsroom.front_blocks import blocks_in
from stoppress.newsroom.front_slots import (
    Front,
    Placed,
    mark_of_draft,
    slots_in,
    slots_in_draft,
    slots_on,
)
from stoppress.newsroom.models import Article, EditionPage, SectionPage
from stoppress.newsroom.recent_page_views import read_recently
from stoppress.newsroom.search.find import find
from stoppress.newsroom.states import State, know_states, state_of, with_what_stands_around
from stoppress.site.front import TOP
from stoppress.site.teasers import Teaser

#: How many of the newest stand beside the front, and how many shown fronts its history lists.
NEWEST, SHOWN_BEFORE = 24, 20


@dataclass(frozen=True, slots=True)
class Slot:
    """A place on a front and the article in it.

    ``moved``: readers have it elsewhere, in other words, or not at all. ``picture`` is the one that
    the front shows; ``form`` changes what the front alone says.
    """

    label: str
    article: Article
    state: State
    at: int
    last: bool
    moved: bool
    placed: Placed
    picture: Thumbnail | None
    form: SlotForm
    #: How often it was read in the last half hour, in words.
    read: str
    #: Related articles beside it, while it is the lead.
    beside: tuple[tuple[Article, State], ...] = ()

    @property
    def headline(self) -> str:
        """The headline on this front."""
        return self.placed.headline or str(self.article.title)

    @property
    def over(self) -> bool:
        """Whether its time on the front is over."""
        until = self.placed.until
        return until is not None and until <= clock.now()

    @property
    def reworded(self) -> bool:
        """Whether the front alone says something of it."""
        return bool(self.placed.headline or self.placed.deck or self.placed.picture_id)

    @property
    def waits(self) -> bool:
        """Whether readers do not see the article yet, or no longer; its slot goes to the next."""
        return not self.state.public


@dataclass(frozen=True, slots=True)
class Board:
    """All that is shown of one front."""

    front: Front
    slots: tuple[Slot, ...]
    #: Ids of the draft's articles, in order; each change says which draft it was made from.
    placed: tuple[int, ...]
    #: The mark of the draft, which changes with every word of it.
    mark: str
    #: What readers do not see yet, in words.
    changes: tuple[str, ...]
    newest: tuple[tuple[Article, State], ...]
    #: The words by which ``newest`` were found; empty when they are the newest of all.
    query: str
    #: Who changed the draft last, when it was somebody else.
    other: str
    may_show: bool
    #: What fills the front below its slots.
    blocks: Blocks
    #: The newest that follow on what is placed.
    after_slots: tuple[Teaser, ...]
    #: The day, as ISO 8601 writes it.
    today: str
    #: Who else looks at this front just now, in words.
    others: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A front that readers had: since when, through whom, and its version."""

    at: Any
    by: str
    version: Revision
    headlines: tuple[str, ...]
    #: Titles of the blocks below, where editors chose them.
    blocks: tuple[str, ...]
    now: bool

    @property
    def first_minute(self) -> datetime:
        """The first whole minute at which readers had it."""
        after: datetime = self.at + timedelta(minutes=1)
        return clock.local(after).replace(second=0, microsecond=0)


def fronts() -> list[tuple[EditionPage, list[SectionPage]]]:
    """All fronts: editions and their sections, in the order of the page tree."""
    editions = EditionPage.objects.filter(live=True).select_related("locale")
    sections = SectionPage.objects.filter(live=True)
    return [
        (edition, [one for one in sections if one.path.startswith(edition.path)])
        for edition in editions
    ]


def board_of(
    front: Front,
    user: Any,
    query: str = "",
    sent: Mapping[str, str] | None = None,
    *,
    whole: bool = True,
) -> Board:
    """Everything about ``front`` for ``user``; ``sent`` is the form of a slot that was refused.

    Without what fills it by itself where not the ``whole`` is shown.
    """
    draft, readers = slots_in_draft(front), slots_on(front)
    ids = {pk for slot in (*draft, *readers) for pk in (slot.article, *slot.beside)}
    placed = Article.objects.filter(pk__in=ids).select_related("section", "lead_image")
    articles = with_what_stands_around(placed).in_bulk()
    newest = list(_may_be_placed(front, draft, query, user))
    know_states([*articles.values(), *newest])
    filled = filled_by_itself(front) if whole else Filled()
    mark, blocks = mark_of_draft(front), blocks_at_desk(front, filled.blocks)
    draft, readers = (
        [one for one in slots if one.article in articles] for slots in (draft, readers)
    )
    latest = front.latest_revision
    return Board(
        front=front,
        slots=tuple(_slots(front, draft, readers, articles, user, sent)),
        placed=tuple(slot.article for slot in draft),
        mark=mark,
        changes=(
            *_changes(front, draft, readers, articles),
            *([gettext("the blocks below the slots")] if blocks.moved else []),
        ),
        newest=tuple((one, state_of(one)) for one in newest),
        query=query,
        other=name_of(latest.user) if latest and latest.user_id != user.pk else "",
        may_show=front.permissions_for_user(user).can_publish(),
        others=others_in_words(front, user),
        blocks=blocks,
        after_slots=filled.after_slots,
        today=clock.day_of(clock.now()).isoformat(),
    )


def shown_before(front: Front) -> list[Shown]:
    """The fronts that readers had, the newest first."""
    entries = (
        PageLogEntry.objects.filter(page=front.pk, action="wagtail.publish", revision__isnull=False)
        .select_related("revision", "user")
        .order_by("-timestamp", "-pk")[:SHOWN_BEFORE]
    )
    found = [(entry, slots_in(entry.revision)) for entry in entries]
    blocks = {entry.pk: blocks_in(entry.revision) or () for entry, _slots in found}
    named = titles_of(block for chosen in blocks.values() for block in chosen)
    ids = {slot.article for _entry, slots in found for slot in slots}
    titles = dict(Article.objects.filter(pk__in=ids).values_list("pk", "title"))
    return [
        Shown(
            at=entry.timestamp,
            by=name_of(entry.user),
            version=entry.revision,
            headlines=tuple(
                slot.headline or titles[slot.article] for slot in slots if slot.article in titles
            ),
            blocks=tuple(named[one.key] for one in blocks[entry.pk] if one.key in named),
            now=entry.revision_id == front.live_revision_id,
        )
        for entry, slots in found
    ]


def _slots(
    front: Front,
    draft: Sequence[Placed],
    readers: Sequence[Placed],
    articles: dict[int, Article],
    user: Any,
    sent: Mapping[str, str] | None,
) -> list[Slot]:
    wanted = {slot.picture_id for slot in draft if slot.picture_id}
    pictures = get_image_model().objects.in_bulk(wanted) if wanted else {}
    read = read_recently([placed.article for placed in draft])
    slots = []
    for at, placed in enumerate(draft):
        article = articles[placed.article]
        picture = pictures.get(placed.picture_id) or article.lead_image
        is_sent = sent is not None and sent.get("article") == str(article.pk)
        slots.append(
            Slot(
                label=label_of(front, at),
                article=article,
                state=state_of(article),
                at=at,
                last=at == len(draft) - 1,
                moved=list(readers[at : at + 1]) != [placed],
                placed=placed,
                picture=thumbnail_of(picture) if picture else None,
                read=read_in_words(read.get(article.pk, 0)),
                beside=tuple(
                    (articles[pk], state_of(articles[pk])) for pk in placed.beside if pk in articles
                ),
                form=SlotForm(placed, article, user, sent if is_sent else None),
            )
        )
    return slots


def label_of(front: Front, at: int) -> str:
    """The name of the slot at a place of the order, which begins with 0."""
    if at == 0:
        return gettext("lead")
    if isinstance(front, EditionPage) and at > TOP:
        return gettext("in reserve")
    return gettext("top %(number)d") % {"number": at}


def _changes(
    front: Front,
    draft: Sequence[Placed],
    readers: Sequence[Placed],
    articles: dict[int, Article],
) -> list[str]:
    """Each article that readers have elsewhere or not at all, and those in other words.

    Those that only made room are not among them.
    """
    now, then = [slot.article for slot in draft], [slot.article for slot in readers]
    kept = _longest_common(now, then)
    to = [
        gettext("“%(headline)s” to %(slot)s")
        % {"headline": articles[pk].title, "slot": label_of(front, at)}
        for at, pk in enumerate(now)
        if pk not in kept
    ]
    off = [
        gettext("“%(headline)s” off") % {"headline": articles[pk].title}
        for pk in then
        if pk not in now
    ]
    said = {slot.article: slot for slot in readers}
    other = [
        gettext("“%(headline)s” changed") % {"headline": articles[slot.article].title}
        for slot in draft
        if slot.article in kept and slot != said[slot.article]
    ]
    return to + off + other


def _longest_common(one: Sequence[int], other: Sequence[int]) -> set[int]:
    """The most ids that stand in the same order in both."""
    best: list[list[int]] = [[] for _ in range(len(other) + 1)]
    for pk in one:
        row: list[list[int]] = [[]]
        for at, candidate in enumerate(other):
            longer = [*best[at], pk] if pk == candidate else max(best[at + 1], row[at], key=len)
            row.append(longer)
        best = row
    return set(best[-1])


def _may_be_placed(
    front: Front, draft: Sequence[Placed], query: str, user: Any
) -> QuerySet[Article] | list[Article]:
    """The newest of the edition that are not placed yet; those that ``query`` finds, if it is one.

    Those that come out later are among them.
    """
    at = clock.now()
    there = {slot.article for slot in draft}
    there.update(pk for slot in draft[:1] for pk in slot.beside)
    section = front.pk if isinstance(front, SectionPage) else None
    comes = Q(embargo_until__gt=at) | Q(public_since__gt=at)
    public = Q(public_until__isnull=True) | Q(public_until__gt=at)
    articles = Article.objects.filter(
        public | comes, edition=front.locale_id, live=True, taken_down_at__isnull=True
    ).exclude(pk__in=there)
    if section:
        articles = articles.filter(section=section)
    articles = with_what_stands_around(articles.select_related("section"))
    if not query:
        return articles.order_by(F("published_at").desc(), "-pk")[:NEWEST]
    rows = find(query, user, edition=front.locale_id, section=section, limit=NEWEST).rows
    by_id = articles.in_bulk([row.id for row in rows])
    return [by_id[row.id] for row in rows if row.id in by_id]
