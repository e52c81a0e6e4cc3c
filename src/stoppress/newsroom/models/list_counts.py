"""How many public articles each list has, month by month."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class ListCount(models.Model):
    """How many public articles a list has in a month; of all news also in a day.

    It is what the change log says, added up, so that calendars, ways to other months and sitemaps
    cost the same in a large archive. ``stoppress.newsroom.list_counts`` keeps and reads it.
    """

    objects: ClassVar[models.Manager[ListCount]] = models.Manager()

    list = models.CharField(max_length=140)
    start = models.DateField()
    articles = models.IntegerField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["list", "start"], name="count_of_list_and_start")
        ]

    def __str__(self) -> str:
        return f"{self.list} {self.start}: {self.articles}"
