"""What readers see of an article, compared with what the log last said of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.db.models.signals import pre_delete

from stoppress.newsroom import clock
from stoppress.newsroom.change_log.append import Entry, append_entry, hold_the_log, insert_entries
from stoppress.newsroom.change_log.parts import Parts, parts_of
from stoppress.newsroom.change_log.references import articles_around
from stoppress.newsroom.change_log.what_changed import what_changed
from stoppress.newsroom.facets import Facets, facets_of
from stoppress.newsroom.insert_rows import Insert, insert_of
from stoppress.newsroom.list_counts import count_again, counted
from stoppress.newsroom.models import Article, Change, FormerPath, PublicState
from stoppress.newsroom.models.articles import article_saved, draft_saved
from stoppress.newsroom.public import next_due, public_by_dates
from stoppress.newsroom.public_paths import PLACE, place, place_many

_CHUNK = 500


def connect() -> None:
    """Log every article that is saved or deleted, and every draft of it."""
    uid = __name__
    article_saved.connect(_saved, sender=Article, dispatch_uid=uid)
    draft_saved.connect(_draft_saved, sender=Article, dispatch_uid=uid)
    pre_delete.connect(_deleted, sender=Article, dispatch_uid=uid)


def log_article(article_id: int, rows: Mapping[str, list[Any]] | None = None) -> Change | None:
    """Compare an article with what the log last said of it, and log the difference.

    Gives the article its public path when it is public, keeps its former path as a redirect,
    and notes when the clock will next change it. Returns the change, None when there is no such
    article. One of which readers could and can see nothing is logged as a draft.

    :param rows: of the article, by their relation, as far as they are known; others are read.
    """
    # Without a savepoint: who calls this within a transaction takes back what it did as a whole.
    with transaction.atomic(savepoint=False):
        hold_the_log()
        state = PublicState.objects.filter(pk=article_id).first()
        at = clock.now()
        public = public_by_dates(at).select_related(*PLACE).filter(pk=article_id).first()
        article = public or Article.objects.select_related(*PLACE).filter(pk=article_id).first()
        if article is None:
            return None
        article.__dict__["_cluster_related_objects"] = dict(rows or {})  # see ``children_of``
        if public is not None or _is_gone(article):
            place(article)
        seen = Seen.of(article, state, at, public=public is not None)
        if state is not None:
            PublicState.objects.filter(pk=article_id).update(**seen.row)
        elif seen.is_noted:
            PublicState.objects.create(pk=article_id, **seen.row)
        entry = seen.entry()
        if entry.kind == Change.Kind.DRAFT:
            return append_entry(entry, wake=False)
        count_again([(seen.before, seen.after)], at)
        return append_entry(entry)


def log_articles(articles: Iterable[Article]) -> None:
    """Do for many what ``log_article`` does for one, as one bulk of changes.

    ``articles`` are as they stand in the database, with ``edition`` and ``section`` loaded.
    """
    by_id = {article.pk: article for article in articles}
    at = clock.now()
    states = PublicState.objects.in_bulk(by_id)
    public = set(public_by_dates(at).filter(pk__in=by_id).values_list("pk", flat=True))
    place_many([a for pk, a in by_id.items() if pk in public or _is_gone(a)])
    seen = [Seen.of(a, states.get(pk), at, public=pk in public) for pk, a in by_id.items()]
    for insert in inserts_of(seen, at):
        insert.run()


@dataclass(frozen=True, slots=True)
class Seen:
    """What readers saw of an article and see of it now.

    :param before: where it stood; ``after``: where it stands; None while it is not public.
    :param said: what it said when it was public last; ``says``: what it says now.
    :param due: when the clock next changes whether it is public.
    :param noted: whether its public state is in the database already.
    """

    article: int
    before: Facets | None
    after: Facets | None
    said: Parts | None
    says: Parts | None
    due: datetime | None
    noted: bool

    @classmethod
    def of(cls, article: Article, state: PublicState | None, at: datetime, *, public: bool) -> Seen:
        """Compare an article that has its path with what the database noted of it."""
        gone = not public and _is_gone(article)
        shown = public or gone
        return cls(
            article.pk,
            Facets.from_json(state.facets) if state else None,
            facets_of(article, gone=gone) if shown else None,
            state.parts if state else None,
            parts_of(article) if shown else None,
            next_due(article, at) if article.live else None,
            state is not None,
        )

    @property
    def is_noted(self) -> bool:
        """Whether the database has to know its public state."""
        return self.noted or self.after is not None or self.due is not None

    @property
    def row(self) -> dict[str, Any]:
        """The columns of its public state. What it said stays known while it is not public."""
        return {
            "facets": self.after.as_json() if self.after else None,
            "next_due": self.due,
            "parts": self.says or self.said,
        }

    def entry(self, *, bulk: bool = False) -> Entry:
        """Its row in the log, of a draft when readers could and can see nothing of it."""
        somewhere = self.after or self.before
        if somewhere is None:
            return Entry(Change.Kind.DRAFT, self.article, bulk=bulk)
        return Entry(
            Change.Kind.ARTICLE,
            self.article,
            somewhere.edition,
            self.before,
            self.after,
            what_changed(self.before, self.after, self.said, self.says),
            bulk,
        )


def inserts_of(articles: Sequence[Seen], at: datetime) -> list[Insert]:
    """List counts, public states and the change log of articles that have their paths."""
    rows = [(one.article, *one.row.values()) for one in articles if one.is_noted]
    entries = [one.entry(bulk=True) for one in articles]
    moved = [(one.before, one.after) for one in articles]
    names = ("article", "facets", "next_due", "parts")
    return [
        counted(moved, at),
        insert_of(PublicState, names, rows, replacing=("article",)),
        insert_entries(entries, at),
    ]


def log_around(article_ids: Iterable[int]) -> None:
    """Log public articles whose row did not change but what they show did: a picture, a name."""
    for state in PublicState.objects.filter(pk__in=article_ids, facets__isnull=False):
        facets = Facets.from_json(state.facets)
        if facets is not None:
            append_entry(
                Entry(
                    Change.Kind.ARTICLE,
                    facets.article,
                    facets.edition,
                    facets,
                    facets,
                    [Change.What.AROUND],
                )
            )


def log_section(section_id: int) -> None:
    """Bring the paths and facets of a section's articles along after its slug or state changed.

    The articles get no rows of their own in the log: the section's row stands for all of them.
    """
    articles = Article.objects.filter(section_id=section_id)
    articles = articles.filter(Q(public_path__isnull=False) | Q(live=True))
    at = clock.now()
    for article in articles.select_related(*PLACE).iterator(chunk_size=_CHUNK):
        state = PublicState.objects.filter(pk=article.pk).first()
        if state is not None and state.next_due is not None and state.next_due <= at:
            continue  # the clock has not struck: what speaks against it is asked first
        public = public_by_dates(at).filter(pk=article.pk).exists()
        if public or _is_gone(article):
            place(article)
        seen = Seen.of(article, state, at, public=public)
        if state is not None:
            PublicState.objects.filter(pk=article.pk).update(facets=seen.row["facets"])
        elif seen.is_noted:
            PublicState.objects.create(pk=article.pk, **seen.row)
        if (seen.before is None) != (seen.after is None):
            count_again([(seen.before, seen.after)], at)


def due_articles(at: datetime) -> dict[int, datetime]:
    """Articles whose public state the clock has changed by ``at`` and the log does not know yet.

    Each with when that was due, the earliest first.
    """
    states = PublicState.objects.filter(next_due__lte=at).order_by("next_due")
    rows = states.values_list("pk", "next_due")[:_CHUNK]
    return {article: due for article, due in rows if due}


def _is_gone(article: Article) -> bool:
    """Whether an article that is not public leaves the reason of its takedown at its address."""
    return bool(article.taken_down_at and article.public_path)


def _saved(instance: Article, rows: Mapping[str, list[Any]], **_kwargs: Any) -> None:
    log_article(instance.pk, rows)


def _draft_saved(instance: Article, **_kwargs: Any) -> None:
    append_entry(Entry(Change.Kind.DRAFT, instance.pk), wake=False)


def _deleted(instance: Article, **_kwargs: Any) -> None:
    """Log that an article is about to be deleted, and those that pick it or link to it."""
    state = PublicState.objects.filter(pk=instance.pk).first()
    before = Facets.from_json(state.facets) if state else None
    if before is not None:
        PublicState.objects.filter(pk=instance.pk).update(facets=None)
        count_again([(before, None)], clock.now())
        former = FormerPath.objects.filter(article_id=instance.pk).values_list("path", flat=True)
        before = replace(before, former=tuple(former))
        append_entry(
            Entry(
                Change.Kind.ARTICLE,
                instance.pk,
                before.edition,
                before,
                what=[Change.What.DELETED],
            )
        )
    else:
        what = [Change.What.DELETED]
        append_entry(Entry(Change.Kind.DRAFT, instance.pk, what=what), wake=False)
    log_around(articles_around(instance))
