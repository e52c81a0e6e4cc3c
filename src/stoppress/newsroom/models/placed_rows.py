"""Rows of a front: an article in a slot, and what the front alone says of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from stoppress.newsroom import clock
from stoppress.newsroom.models.ordered_rows import OrderedRow


class PlacedRow(OrderedRow):
    """An article placed by an editor; what is empty is as the article has it.

    From ``until`` on the row is passed over, and the next takes its slot. ``next_due`` is when the
    clock has to tell readers' pages so; None once it has.
    """

    class Meta(OrderedRow.Meta):
        abstract = True

    article = models.ForeignKey(
        "newsroom.Article", verbose_name=_("piece"), on_delete=models.CASCADE, related_name="+"
    )
    headline = models.CharField(_("headline on the front"), max_length=255, blank=True)
    deck = models.TextField(_("deck on the front"), blank=True)
    picture = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("picture on the front"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    until = models.DateTimeField(_("stays until"), null=True, blank=True)
    #: Ids of related articles, which stand beside the row while it is the lead.
    beside = models.JSONField(_("related pieces beside"), default=list, blank=True)
    next_due = models.DateTimeField(null=True, editable=False, db_index=True)

    def stands_at(self, at: datetime) -> bool:
        """Whether the row has a slot at ``at``."""
        return self.until is None or self.until > at

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and note when the clock will take the row's slot away."""
        self.next_due = self.until if self.until and self.until > clock.now() else None
        super().save(*args, **kwargs)
