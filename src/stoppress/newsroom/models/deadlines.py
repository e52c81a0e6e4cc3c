"""When a piece is due."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from stoppress.newsroom.models.articles import Article


class Deadline(models.Model):
    """The hour at which a piece is expected; it belongs to no version, and readers never see it."""

    objects: ClassVar[models.Manager[Deadline]] = models.Manager()

    article = models.OneToOneField(
        Article, on_delete=models.CASCADE, primary_key=True, related_name="deadline"
    )
    at = models.DateTimeField(_("due"), db_index=True)

    class Meta:
        verbose_name = _("deadline")

    def __str__(self) -> str:
        return f"{self.article_id}: {self.at:%Y-%m-%d %H:%M}"
