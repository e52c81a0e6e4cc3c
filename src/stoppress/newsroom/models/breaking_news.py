"""Breaking news: one line at the top of every page."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from stoppress.newsroom import clock
from stoppress.newsroom.models.own_edition import of_another_edition


class BreakingNews(models.Model):
    """One line at the top of every page of an edition until its end."""

    objects: ClassVar[models.Manager[BreakingNews]] = models.Manager()

    locale = models.ForeignKey(
        Locale, verbose_name=_("edition"), on_delete=models.PROTECT, related_name="+"
    )
    text = models.CharField(_("line"), max_length=160)
    article = models.ForeignKey(
        "newsroom.Article",
        verbose_name=_("piece it leads to"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    since = models.DateTimeField(_("from"), null=True, blank=True)
    until = models.DateTimeField(_("until"))
    next_due = models.DateTimeField(null=True, editable=False, db_index=True)

    class Meta:
        verbose_name = _("breaking news")
        verbose_name_plural = _("breaking news")
        ordering = ["-until"]

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        """Refuse a line that nobody would see; one that is on may be ended at any time."""
        super().clean()
        if self.article and self.article.locale_id != self.locale_id:
            raise ValidationError({"article": of_another_edition(self.article)})
        until: datetime | None = self.until  # a form may have left it out
        if until and self.since and until <= self.since:
            raise ValidationError({"until": _("The line ends before it begins.")})
        if until and self._state.adding and until <= clock.now():
            raise ValidationError({"until": _("The line would be over already.")})
        other = self._at_the_same_time() if until else None
        if other is not None:
            words = _("“%(line)s” is on air at that time. End it first, or give another time.")
            raise ValidationError({"since": words % {"line": other.text}})

    def _at_the_same_time(self) -> BreakingNews | None:
        """Another line of the edition; readers would see one of the two."""
        begins = max(filter(None, (self.since, clock.now())))
        others = BreakingNews.objects.filter(locale=self.locale_id, until__gt=begins)
        return (
            others.filter(models.Q(since=None) | models.Q(since__lt=self.until))
            .exclude(pk=self.pk)
            .first()
        )

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and note when the clock will next turn the line on or off."""
        at = clock.now()
        moments = [moment for moment in (self.since, self.until) if moment and moment > at]
        self.next_due = min(moments, default=None)
        super().save(*args, **kwargs)
