"""A front at another time: later, by what is scheduled; earlier, by its versions and the trail."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext
from wagtail.models import PageLogEntry, Revision

from stoppress.desk.front.blocks import sections_of, titles_of
from stoppress.desk.front.board import label_of
from stoppress.newsroom import clock
from stoppress.newsroom.actions.publish import PUBLISHED
from stoppress.newsroom.actions.unpublish import WITHDRAWN
from stoppress.newsroom.front_blocks import (
    TOPICS,
    Chosen,
    FrontBlock,
    Rule,
    blocks_by_section,
    blocks_in,
    blocks_of,
)
from stoppress.newsroom.front_slots import Front, Placed, slots_in, slots_on
from stoppress.newsroom.models import Article, EditionPage, SectionPage
from stoppress.newsroom.most_read import kept_for, most_read_now
from stoppress.newsroom.section_then import sections_then, stood_in
from stoppress.site.front import NEWEST, filled

#: Articles that are shown of a section's list below its slots, and changes that are told ahead.
_LISTED, _AHEAD = 10, 20
#: Articles that were withdrawn since a moment and are looked at, the first since.
_WITHDRAWN = 500


@dataclass(frozen=True, slots=True)
class Stands:
    """An article on a front at some time."""

    id: int
    headline: str
    dated: datetime
    section: int
    picture: bool = False
    label: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A front block, and what its rule gives."""

    title: str
    items: tuple[Stands, ...]


@dataclass(frozen=True, slots=True)
class Then:
    """A front at some time: its slots, the articles beside the lead, and its blocks."""

    slots: tuple[Stands, ...]
    beside: tuple[Stands, ...]
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Due:
    """A change of the front by the clock."""

    at: datetime
    what: str


def front_at(front: Front, at: datetime) -> Then:
    """What readers see of ``front`` at ``at``.

    Ahead of now: what they have, with what is due by then. Back: the version that was shown then,
    with the articles that were public, as they were called.
    """
    shown_then, chosen = _arranged_at(front, at)
    slots = [slot for slot in shown_then if slot.until is None or slot.until > at]
    versions = _versions_due(front, at)
    wanted = {pk for slot in slots for pk in (slot.article, *slot.beside)}
    public = {one.id: one for one in _read(_public(front, at).filter(pk__in=wanted), versions)}
    public |= {pk: one for pk, one in _comes(versions, at).items() if pk in wanted}
    placed = [public[one.article] for one in slots if one.article in public]
    beside = _beside(slots, placed, public)
    there = {one.id for one in beside}
    newest = _newest(front, at, versions, None)
    if isinstance(front, EditionPage):
        placed = filled(placed, newest[: NEWEST + len(placed)], there)
    shown = {one.id for one in placed} | there
    blocks = list(_blocks(front, chosen, at, versions, shown))
    if isinstance(front, SectionPage):
        shown |= {one.id for block in blocks for one in block.items}
        listed = [one for one in newest if one.id not in shown]
        blocks.append(Block(gettext("The newest"), tuple(listed[:_LISTED])))
    labelled = [replace(one, label=label_of(front, number)) for number, one in enumerate(placed)]
    named = _called_at(at, [*labelled, *beside, *(one for block in blocks for one in block.items)])
    own = {slot.article: slot.headline for slot in slots if slot.headline}
    return Then(
        tuple(replace(one, headline=own.get(one.id, named[one.id])) for one in labelled),
        _named(beside, named),
        tuple(Block(block.title, _named(block.items, named)) for block in blocks if block.items),
    )


def due_on(front: Front) -> list[Due]:
    """Changes of ``front`` that the clock will make, the next first."""
    now = clock.now()
    slots = slots_on(front)
    titles = dict(
        Article.objects.filter(pk__in=[one.article for one in slots]).values_list("pk", "title")
    )
    due = [
        Due(slot.until, gettext("“%(headline)s” gives its place up") % {"headline": title})
        for slot in slots
        if slot.until and slot.until > now and (title := titles.get(slot.article))
    ]
    articles = _of(front).filter(live=True, taken_down_at__isnull=True)
    for column, words in (
        ("embargo_until", gettext("“%(headline)s”: the embargo ends")),
        ("public_since", gettext("“%(headline)s” goes out")),
        ("public_until", gettext("“%(headline)s” goes")),
    ):
        rows = articles.filter(**{f"{column}__gt": now}).order_by(column)[:_AHEAD]
        due += [Due(at, words % {"headline": t}) for t, at in rows.values_list("title", column)]
    for version in _scheduled(front):
        at: Any = version.approved_go_live_at
        due.append(Due(at, gettext("“%(headline)s” goes out") % {"headline": version.object_str}))
    return sorted(due, key=lambda one: one.at)[:_AHEAD]


def _arranged_at(front: Front, at: datetime) -> tuple[list[Placed], Chosen]:
    """The slots and blocks that editors had published at ``at``."""
    if at >= clock.now():
        return slots_on(front), blocks_of(front)
    entry = (
        PageLogEntry.objects.filter(
            page=front.pk, action__in=PUBLISHED, revision__isnull=False, timestamp__lte=at
        )
        .select_related("revision")
        .order_by("-timestamp", "-pk")
        .first()
    )
    return (slots_in(entry.revision), blocks_in(entry.revision)) if entry else ([], None)


def _called_at(at: datetime, articles: Iterable[Stands]) -> dict[int, str]:
    """Headlines by article, of the versions that were public at ``at``, as far as is known."""
    named = {one.id: one.headline for one in articles}
    if at < clock.now():
        published = PageLogEntry.objects.filter(
            page__in=named, action__in=PUBLISHED, revision__isnull=False, timestamp__lte=at
        ).order_by("timestamp", "pk")
        named.update(published.values_list("page_id", "revision__object_str"))
    return named


def _named(articles: Iterable[Stands], named: Mapping[int, str]) -> tuple[Stands, ...]:
    return tuple(replace(one, headline=named[one.id]) for one in articles)


def _of(front: Front, at: datetime | None = None) -> QuerySet[Article]:
    """All articles that ``front`` may show; for a time in the past, those that stood there then."""
    if isinstance(front, SectionPage):
        return Article.objects.filter(_in_sections({front.pk}, Q(section=front.pk), at))
    sections = set(SectionPage.objects.child_of(front).values_list("pk", flat=True))
    in_edition = _in_sections(sections, Q(edition=front.locale_id), at)
    return Article.objects.filter(in_edition, section__live=True)


def _in_sections(sections: set[int], now: Q, at: datetime | None) -> Q:
    """Articles that stand in ``sections`` at ``at``; ``now`` selects those that do now."""
    if at is None or at >= clock.now():
        return now
    return stood_in(sections, now, sections_then(at))


def _public(front: Front, at: datetime) -> QuerySet[Article]:
    """Those that are public at ``at`` by their dates, the newest first."""
    found = _of(front, at).filter(
        Q(public_since__isnull=True) | Q(public_since__lte=at),
        Q(public_until__isnull=True) | Q(public_until__gt=at),
        Q(embargo_until__isnull=True) | Q(embargo_until__lte=at),
        Q(expire_at__isnull=True) | Q(expire_at__gt=at),
        Q(taken_down_at__isnull=True) | Q(taken_down_at__gt=at),
        published_at__lte=at,
    )
    if at >= clock.now():
        found = found.filter(live=True, taken_down_at__isnull=True)
    else:
        withdrawn = PageLogEntry.objects.filter(action__in=WITHDRAWN, timestamp__gt=at)
        ids = list(withdrawn.order_by("timestamp").values_list("page_id", flat=True)[:_WITHDRAWN])
        found = found.filter(Q(live=True) | Q(pk__in=ids), first_published_at__lte=at)
    return found.order_by(F("published_at").desc(), "-pk")


def _scheduled(front: Front) -> list[Revision]:
    """Scheduled versions of articles of the front's edition or section."""
    versions = Revision.page_revisions.filter(approved_go_live_at__gt=clock.now())
    by_article = {int(one.object_id): one for one in versions.order_by("approved_go_live_at")}
    ours = _of(front).filter(pk__in=by_article).values_list("pk", flat=True)
    return [by_article[pk] for pk in ours]


def _versions_due(front: Front, at: datetime) -> dict[int, Revision]:
    """By article, the scheduled version that will be public at ``at``."""
    if at < clock.now():
        return {}
    due = [one for one in _scheduled(front) if one.approved_go_live_at <= at]
    return {int(version.object_id): version for version in due}


def _read(articles: QuerySet[Article], versions: Mapping[int, Revision]) -> list[Stands]:
    rows = articles.values_list("pk", "title", "published_at", "section_id", "lead_image_id")
    return [
        Stands(pk, versions[pk].object_str if pk in versions else title, dated, section, bool(lead))
        for pk, title, dated, section, lead in rows
        if dated and section
    ]


def _comes(versions: Mapping[int, Revision], at: datetime) -> dict[int, Stands]:
    """Articles that are not public yet, and whose first version will be at ``at``."""
    new = Article.objects.filter(pk__in=versions, live=False).values_list("pk", "section_id")
    found = {}
    for pk, section in new:
        content = versions[pk].content
        waits = [content.get(name) for name in ("embargo_until", "public_since")]
        moments = [moment for text in waits if text and (moment := parse_datetime(text))]
        dated = max([versions[pk].approved_go_live_at, *moments])
        if dated <= at and section:
            lead = bool(content.get("lead_image"))
            found[pk] = Stands(pk, versions[pk].object_str, dated, section, lead)
    return found


def _newest(
    front: Front, at: datetime, versions: Mapping[int, Revision], section: int | None
) -> list[Stands]:
    """The newest articles at ``at``, of a section if one is given."""
    articles = _filling(front, at, versions)
    if section:
        articles = articles.filter(_in_sections({section}, Q(section=section), at))
    off = _off(front, versions)
    comes = [one for one in _comes(versions, at).values() if section in (None, one.section)]
    rows = _read(articles[: 2 * NEWEST + _LISTED], versions)
    found = [*(one for one in comes if one.id not in off), *rows]
    return sorted(found, key=lambda one: (one.dated, one.id), reverse=True)


def _filling(front: Front, at: datetime, versions: Mapping[int, Revision]) -> QuerySet[Article]:
    """The public articles that may stand on ``front`` without being placed there."""
    articles = _public(front, at)
    if isinstance(front, SectionPage):
        return articles
    off = _off(front, versions)
    on = Q(off_front=False) | Q(pk__in=versions.keys() - off)
    return articles.filter(on).exclude(pk__in=off)


def _off(front: Front, versions: Mapping[int, Revision]) -> set[int]:
    """Articles whose version at that time is not for ``front``."""
    if isinstance(front, SectionPage):
        return set()
    return {pk for pk, version in versions.items() if version.content.get("off_front")}


def _beside(
    slots: Sequence[Placed], placed: Sequence[Stands], public: Mapping[int, Stands]
) -> list[Stands]:
    lead = next((slot for slot in slots if placed and slot.article == placed[0].id), None)
    others = {slot.article for slot in slots}
    return [public[pk] for pk in (lead.beside if lead else ()) if pk in public and pk not in others]


def _blocks(
    front: Front,
    chosen: Chosen,
    at: datetime,
    versions: Mapping[int, Revision],
    above: set[int],
) -> Iterator[Block]:
    sections = sections_of(front)
    if chosen is None:
        chosen = blocks_by_section(sections)
    titles, shown = titles_of(chosen), set(above)
    for block in chosen:
        if block.key not in titles or (block.rule == Rule.SECTION and block.of not in sections):
            continue
        found = [one for one in _by_rule(front, block, at, versions) if one.id not in shown]
        shown.update(one.id for one in found[: block.most])
        yield Block(titles[block.key], tuple(found[: block.most]))


def _by_rule(
    front: Front, block: FrontBlock, at: datetime, versions: Mapping[int, Revision]
) -> list[Stands]:
    """The first articles that the rule of a block gives at ``at``."""
    if block.rule == Rule.SECTION:
        return _newest(front, at, versions, block.of)
    page, among = front.pk, _filling(front, at, versions)
    if isinstance(front, SectionPage) and block.rule in {Rule.TOPIC, Rule.MOST_READ_EDITION}:
        edition = EditionPage.objects.get(locale=front.locale_id)
        page, among = edition.pk, _public(edition, at)
    if block.rule in TOPICS:
        about = among.filter(topic_links__topic=block.of)
        return _read(about[: 2 * NEWEST + _LISTED], versions)
    # How it was read later is not known yet: what is read most now is taken for it.
    past = at < clock.now()
    ids = most_read_now(at).get(page, []) if past else kept_for(page)
    public = {one.id: one for one in _read(among.filter(pk__in=ids), versions)}
    return [public[pk] for pk in ids if pk in public]
