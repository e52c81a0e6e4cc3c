"""Which articles show something or lead to it, by Wagtail's index of references."""

from __future__ import annotations

from django.db.models import Model, QuerySet
from wagtail.models import ReferenceIndex

from stoppress.newsroom.models import Article, Pick


def articles_showing(media: Model) -> list[int]:
    """Ids of the articles whose published text or lead shows a picture or document."""
    return _articles_with(ReferenceIndex.get_references_to(media))


def articles_around(article: Article) -> set[int]:
    """Ids of the articles that pick an article under “Read also” or link to it in their text."""
    picking = Pick.objects.filter(target=article).values_list("article_id", flat=True)
    linking = ReferenceIndex.get_references_to(article).filter(model_path__startswith="body")
    return {*picking, *_articles_with(linking)} - {article.pk}


def _articles_with(references: QuerySet[ReferenceIndex]) -> list[int]:
    pages = references.filter(
        base_content_type__app_label="wagtailcore", base_content_type__model="page"
    )
    ids = {int(pk) for pk in pages.values_list("object_id", flat=True).distinct()}
    return list(Article.objects.filter(pk__in=ids).values_list("pk", flat=True))
