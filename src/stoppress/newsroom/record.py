"""Writing the change log: called inside the transaction that makes the change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from stoppress.newsroom import clock
from stoppress.newsroom.facets import Facets, facets_of
from stoppress.newsroom.list_counts import count_again
from stoppress.newsroom.models import Article, Change, FormerPath, PublicState
from stoppress.newsroom.models.editions import default_language
from stoppress.newsroom.paths import article_path, edition_path
from stoppress.newsroom.public import next_moment, public_articles

#: Key of the PostgreSQL advisory lock under which sequences are given out.
_LOG_LOCK = 0x5709
_CHUNK = 500
#: What decides at which path an article stands.
_PLACE = ("edition", "section")


def append(
    kind: Change.Kind,
    object_id: int | None = None,
    *,
    edition: str = "",
    before: Facets | dict[str, Any] | None = None,
    after: Facets | dict[str, Any] | None = None,
    bulk: bool = False,
) -> Change:
    """Append one change to the log of the running transaction.

    ``before`` and ``after`` are what readers saw and see: facets of an article, or the columns
    of another row that stand on pages.
    """
    hold_the_log()
    return Change.objects.create(
        at=clock.now(),
        kind=kind,
        object_id=object_id,
        edition=edition,
        before=before.as_json() if isinstance(before, Facets) else before,
        after=after.as_json() if isinstance(after, Facets) else after,
        bulk=bulk,
    )


def hold_the_log() -> None:
    """Make sequences follow the order of commits.

    SQLite has one writer at a time. PostgreSQL gives sequence numbers out before commit, so
    a follower could pass a number whose transaction is still open; the lock, held until the end
    of the transaction, prevents that. Who changes rows that an import may change too takes it
    before the first of them: in another order the two could wait for each other.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOG_LOCK])


def record_article(article_id: int, *, bulk: bool = False) -> Change | None:
    """Compare an article with what the log last said of it, and log the difference.

    Gives the article its public path when it is public, keeps its former path as a redirect,
    and notes when the clock will next change it. Returns the change, None when readers could
    not see it before and cannot see it now.
    """
    # No savepoint: whoever calls this within a transaction takes back what it did as a whole.
    with transaction.atomic(savepoint=False):
        hold_the_log()
        state = PublicState.objects.filter(pk=article_id).first()
        public = public_articles().select_related(*_PLACE).filter(pk=article_id).first()
        article = public or Article.objects.select_related(*_PLACE).filter(pk=article_id).first()
        if article is None:
            return None
        before = Facets.from_json(state.facets) if state else None
        after = _facets_now(article, public=public is not None)
        due = next_moment(article, clock.now()) if article.live else None
        facets = after.as_json() if after else None
        if state is not None:
            PublicState.objects.filter(pk=article_id).update(facets=facets, next_due=due)
        elif after is not None or due is not None:
            PublicState.objects.create(pk=article_id, facets=facets, next_due=due)
        if before is None and after is None:
            return None
        count_again([(before, after)], clock.now())
        return append(
            Change.Kind.ARTICLE,
            article_id,
            edition=(after or before).edition,  # type: ignore[union-attr]
            before=before,
            after=after,
            bulk=bulk,
        )


def record_removal(article_id: int) -> Change | None:
    """Log that an article is about to be deleted."""
    state = PublicState.objects.filter(pk=article_id).first()
    before = Facets.from_json(state.facets) if state else None
    if before is None:
        return None
    PublicState.objects.filter(pk=article_id).update(facets=None)
    count_again([(before, None)], clock.now())
    former = FormerPath.objects.filter(article_id=article_id).values_list("path", flat=True)
    before = replace(before, former=tuple(former))
    return append(Change.Kind.ARTICLE, article_id, edition=before.edition, before=before)


def record_again(article_ids: Iterable[int]) -> None:
    """Log public articles whose row did not change but what stands around it did."""
    for state in PublicState.objects.filter(pk__in=article_ids, facets__isnull=False):
        facets = Facets.from_json(state.facets)
        if facets is not None:
            append(
                Change.Kind.ARTICLE,
                facets.article,
                edition=facets.edition,
                before=facets,
                after=facets,
            )


def replace_section(section_id: int) -> None:
    """Bring the paths and facets of a section's pieces along after its slug or state changed.

    The pieces get no rows of their own in the log: the section's row stands for all of them.
    """
    pieces = Article.objects.filter(section_id=section_id, public_path__isnull=False)
    pieces = pieces.select_related(*_PLACE)
    for article in pieces.iterator(chunk_size=_CHUNK):
        public = public_articles().filter(pk=article.pk).exists()
        facets = _facets_now(article, public=public)
        state = PublicState.objects.filter(pk=article.pk)
        before = Facets.from_json(state.values_list("facets", flat=True).first())
        state.update(facets=facets.as_json() if facets else None)
        if (before is None) != (facets is None):
            count_again([(before, facets)], clock.now())


def _facets_now(article: Article, *, public: bool) -> Facets | None:
    """Facets of what readers see of the article now; None when nothing."""
    if public:
        _place(article)
        return facets_of(article)
    if article.taken_down_at and article.public_path:
        _place(article)
        return facets_of(article, gone=True)
    return None


def public_path_of(article: Article) -> str:
    """The path a public article belongs at, by its edition, section, date line and slug."""
    if not (article.edition and article.section and article.published_at):
        raise ValueError(f"article {article.pk} has no section or no date line yet")
    edition = edition_path(article.edition.language_code, default_language())
    return article_path(
        edition, article.section.slug, clock.day_of(article.published_at), article.slug
    )


def _place(article: Article) -> None:
    """Set the public path; a path it leaves becomes a redirect, one it takes stops being one."""
    path = public_path_of(article)
    if path == article.public_path:
        return
    if article.public_path:
        FormerPath.objects.update_or_create(path=article.public_path, defaults={"article": article})
    FormerPath.objects.filter(path=path).delete()
    Article.objects.filter(public_path=path).exclude(pk=article.pk).update(public_path=None)
    Article.objects.filter(pk=article.pk).update(public_path=path)
    article.public_path = path


def due_articles(at: datetime) -> list[int]:
    """Articles whose public state the clock has changed by ``at`` and the log does not know yet."""
    return list(
        PublicState.objects.filter(next_due__lte=at)
        .order_by("next_due")
        .values_list("pk", flat=True)[:_CHUNK]
    )
