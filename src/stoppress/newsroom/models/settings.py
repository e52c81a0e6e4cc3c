"""What a newsroom says of itself."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.models import Locale

from stoppress.newsroom import clock
from stoppress.newsroom.models.own_edition import of_another_edition


@register_setting(icon="cog", order=1)
class NewsroomSettings(BaseGenericSetting):
    """Name, contacts and the lengths of lists; the same for all editions."""

    name = models.CharField(_("name"), max_length=160, default="Stoppress")
    telegram = models.CharField(
        _("Telegram channel"),
        max_length=64,
        blank=True,
        help_text=_("The channel’s name without @."),
        validators=[RegexValidator(r"^[A-Za-z][A-Za-z0-9_]{3,63}$")],
    )
    corrections_email = models.EmailField(_("where readers report errors"), blank=True)
    contact_email = models.EmailField(_("contact"), blank=True)
    imprint = models.TextField(_("imprint"), blank=True)
    licence = models.CharField(_("licence of texts"), max_length=160, blank=True)
    picture_rights = models.CharField(
        _("rights notice in pictures"),
        max_length=160,
        blank=True,
        help_text=_(
            "Written into every published picture, for example “© The Harbour Gazette”. All else"
            " that a camera or an agency wrote into it is taken out."
        ),
    )
    logo = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    spot_colour = models.CharField(
        _("spot colour"),
        max_length=7,
        blank=True,
        help_text=_("For example #c1121f; used for what is new."),
        validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$")],
    )
    latest_length = models.PositiveSmallIntegerField(
        _("pieces in “Latest news”"),
        default=40,
        validators=[MinValueValidator(1), MaxValueValidator(200)],
    )
    read_also_length = models.PositiveSmallIntegerField(
        _("pieces in “Read also”"),
        default=6,
        validators=[MinValueValidator(1), MaxValueValidator(24)],
    )

    class Meta:
        verbose_name = _("newsroom")


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
