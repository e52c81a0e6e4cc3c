"""Where an article was, here or in another system: the way to where it is now."""

from __future__ import annotations

from collections.abc import Iterator

from stoppress.newsroom.models import FormerPath
from stoppress.newsroom.public import public_articles
from stoppress.press.change_set import ChangeSet
from stoppress.press.registry import page
from stoppress.site.article.page import notice_of_takedown
from stoppress.store import Record, Redirect


def former_paths_of_the_article(change_set: ChangeSet) -> Iterator[str]:
    """Where the article was at any time."""
    for facets in change_set.facets:
        yield from facets.former
    former = FormerPath.objects.filter(article_id__in=change_set.articles)
    yield from former.values_list("path", flat=True)


@page(
    "former-address", r"(?P<path>/.+)", touched_by=(former_paths_of_the_article,), in_edition=False
)
def former_address(path: str) -> Record | None:
    """A redirect from where an article was to where it is; asked after all other kinds.

    To one that was taken down it does not lead, since its address may repeat its headline: the
    notice stands at all its addresses.
    """
    former = FormerPath.objects.filter(path=path).values_list("article_id", flat=True).first()
    if former is None:
        return None
    public = public_articles().filter(pk=former)
    target = public.values_list("public_path", flat=True).first()
    return Redirect(target) if target else notice_of_takedown(pk=former)
