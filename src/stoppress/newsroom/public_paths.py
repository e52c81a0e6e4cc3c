"""The public path of an article: what decides it, and what becomes of the one it leaves."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from django.db import connection

from stoppress.newsroom import clock
from stoppress.newsroom.models import Article, FormerPath
from stoppress.newsroom.models.editions import default_language
from stoppress.newsroom.paths import article_path, edition_path

#: What must be loaded with an article to know its path.
PLACE = ("edition", "section")


def public_path_of(article: Article) -> str:
    """The path a public article belongs at, by its edition, section, date line and slug.

    Raises ValueError when it has no section or no date line yet.
    """
    if not (article.edition and article.section and article.published_at):
        raise ValueError(f"article {article.pk} has no section or no date line yet")
    edition = edition_path(article.edition.language_code, default_language())
    return article_path(
        edition, article.section.slug, clock.day_of(article.published_at), article.slug
    )


def place(article: Article) -> None:
    """Set the public path; a path it leaves becomes a redirect, one it takes stops being one."""
    path = public_path_of(article)
    if path == article.public_path:
        return
    if article.public_path:
        FormerPath.objects.update_or_create(path=article.public_path, defaults={"article": article})
    make_way([path], [article.pk])
    Article.objects.filter(pk=article.pk).update(public_path=path)
    article.public_path = path


def place_many(articles: Sequence[Article]) -> None:
    """The same for many articles, in a number of statements that does not grow with them."""
    moved = [(a, path) for a in articles if (path := public_path_of(a)) != a.public_path]
    if not moved:
        return
    former = [FormerPath(path=a.public_path, article_id=a.pk) for a, _new in moved if a.public_path]
    paths = [path for _article, path in moved]
    FormerPath.objects.bulk_create(
        former, update_conflicts=True, unique_fields=["path"], update_fields=["article"]
    )
    ids = [article.pk for article, _path in moved]
    make_way(paths, ids)
    if former:  # paths may be exchanged among them
        Article.objects.filter(pk__in=ids).update(public_path=None)
    for article, path in moved:
        article.public_path = path
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE newsroom_article SET public_path = %s WHERE page_ptr_id = %s",
            [(path, article.pk) for article, path in moved],
        )


def lead_here(former: Mapping[str, int]) -> list[str]:
    """Let paths that articles had elsewhere lead to them.

    :param former: ids of articles by the path each had.
    :returns: the paths that are those of other articles, or were; they stay so.
    """
    current = Article.objects.filter(public_path__in=former).values_list("public_path", "pk")
    before = FormerPath.objects.filter(path__in=former).values_list("path", "article_id")
    known = {str(path): pk for path, pk in (*before, *current)}
    FormerPath.objects.bulk_create(
        FormerPath(path=path, article_id=pk) for path, pk in former.items() if path not in known
    )
    return [path for path, pk in former.items() if known.get(path, pk) != pk]


def make_way(paths: Sequence[str], ids: Collection[int]) -> None:
    """Take paths from whatever has them, so that the articles with these ``ids`` can have them."""
    FormerPath.objects.filter(path__in=paths).delete()
    Article.objects.filter(public_path__in=paths).exclude(pk__in=ids).update(public_path=None)
