"""A channel: where an edition's articles go, and by which rules."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from stoppress.newsroom import clock
from stoppress.newsroom.models import SectionPage

#: A publish can be recalled for so many seconds at the most.
LONGEST_HOLD = 300


class Channel(models.Model):
    """One way out of an edition, such as a channel of Telegram.

    :ivar name: unique; commands and pages call it so.
    :ivar kind: its name in ``stoppress.channels.registry``.
    :ivar target: who gets it there, as its kind writes it: ``@NAME``, an address.
    :ivar api: the server that is asked, where the owner named another than the usual one.
    :ivar private_network: whether its target may be an address that is not public.
    :ivar sections: whose articles go there; none named means all.
    :ivar labels: the labels above the headline of which an article needs one; empty means any.
    :ivar least_urgency: an article needs an urgency of this number or a smaller one.
    :ivar newest_hours: an article whose date line is older when it comes out does not go there.
    :ivar hold_seconds: for so long a publish can be recalled before it goes there.
    :ivar by_hand: only what an editor chose goes there.
    :ivar pins_breaking: a post is pinned while the edition's breaking line leads to its article.
    :ivar albums: the pictures of a gallery go along, where the kind can send several.
    :ivar template: the words of a post, with names in braces; empty for the kind's own.
    :ivar waits_until: the other side is not asked before; ``trouble`` says why, ``failures`` counts
        the answers in a row that were no use.
    """

    class AtNight(models.TextChoices):
        """What happens to a post in quiet hours."""

        SILENT = "silent", _("sent without a sound")
        KEPT = "kept", _("kept until they end")

    objects: ClassVar[models.Manager[Channel]] = models.Manager()

    name = models.CharField(
        max_length=60, unique=True, validators=[RegexValidator(r"^[a-z0-9][a-z0-9-]*$")]
    )
    kind = models.CharField(max_length=40)
    edition = models.ForeignKey(Locale, on_delete=models.PROTECT, related_name="+")
    target = models.CharField(max_length=500)
    api = models.CharField(max_length=500, blank=True)
    private_network = models.BooleanField(default=False)

    sections = models.ManyToManyField(SectionPage, blank=True, related_name="+")
    labels = models.JSONField(default=list, blank=True)
    least_urgency = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(9)]
    )
    newest_hours = models.PositiveSmallIntegerField(default=6, validators=[MinValueValidator(1)])
    hold_seconds = models.PositiveSmallIntegerField(
        default=0, validators=[MaxValueValidator(LONGEST_HOLD)]
    )
    quiet_from = models.TimeField(null=True, blank=True)
    quiet_until = models.TimeField(null=True, blank=True)
    at_night = models.CharField(max_length=8, choices=AtNight.choices, default=AtNight.SILENT)
    by_hand = models.BooleanField(default=False)
    template = models.TextField(blank=True)
    pins_breaking = models.BooleanField(default=True)
    albums = models.BooleanField(default=False)

    added_at = models.DateTimeField(default=clock.now, editable=False)
    paused_at = models.DateTimeField(null=True, editable=False)
    waits_until = models.DateTimeField(null=True, editable=False)
    trouble = models.TextField(blank=True, editable=False)
    trouble_since = models.DateTimeField(null=True, editable=False)
    failures = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("channel")
        verbose_name_plural = _("channels")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
