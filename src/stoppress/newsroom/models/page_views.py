"""How often articles were read, and the lists made of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class PageViews(models.Model):
    """Page views of one article in one hour; of a whole day once the day is old.

    ``hour`` is its first moment, in UTC. No reader is in here: the edge counts, and forgets who.
    """

    objects: ClassVar[models.Manager[PageViews]] = models.Manager()

    article = models.ForeignKey(
        "newsroom.Article", on_delete=models.CASCADE, related_name="page_views", db_index=False
    )
    hour = models.DateTimeField(db_index=True)
    count = models.PositiveBigIntegerField()

    class Meta:
        verbose_name = _("page views")
        constraints = [
            models.UniqueConstraint(fields=["article", "hour"], name="views_of_an_hour"),
        ]

    def __str__(self) -> str:
        return f"{self.count} page views of article {self.article_id}"


class RecentPageViews(models.Model):
    """Page views of one article in one minute of the last half hour; then they are forgotten."""

    objects: ClassVar[models.Manager[RecentPageViews]] = models.Manager()

    article = models.ForeignKey(
        "newsroom.Article", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    minute = models.DateTimeField(db_index=True)
    count = models.PositiveBigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "minute"], name="views_of_a_minute"),
        ]

    def __str__(self) -> str:
        return f"{self.count} page views of article {self.article_id} in a minute"


class PageViewSpool(models.Model):
    """How far a file of page views has been counted, written with the counts themselves."""

    objects: ClassVar[models.Manager[PageViewSpool]] = models.Manager()

    name = models.CharField(max_length=100, primary_key=True)
    counted = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name} up to {self.counted}"


class MostRead(models.Model):
    """“Most read” on a front or a section's front: ids of articles, the most read first.

    More are kept than are shown, so that the list stays whole when one of them is taken down.
    """

    objects: ClassVar[models.Manager[MostRead]] = models.Manager()

    page = models.OneToOneField(
        "wagtailcore.Page", primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    articles = models.JSONField(default=list)

    class Meta:
        verbose_name = _("most read")

    def __str__(self) -> str:
        return f"most read on page {self.page_id}"
