"""The change log: the one signal that something readers may see has changed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Change(models.Model):
    """One change, written in the transaction that made it.

    ``before`` and ``after`` are the public facets of an article (see
    ``stoppress.newsroom.facets``), null while it is not public.
    """

    class Kind(models.TextChoices):
        """What changed."""

        ARTICLE = "article", _("Article")
        PERSON = "person", _("Person")
        TOPIC = "topic", _("Topic")
        SECTION = "section", _("Section")
        EDITION = "edition", _("Edition")
        BREAKING = "breaking", _("Breaking news")
        IMAGE = "image", _("Picture")
        DOCUMENT = "document", _("Document")
        SETTINGS = "settings", _("Settings")
        DAY = "day", _("A new day")
        MOST_READ = "most_read", _("Most read")

    objects: ClassVar[models.Manager[Change]] = models.Manager()

    sequence = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    kind = models.CharField(max_length=12, choices=Kind.choices)
    object_id = models.BigIntegerField(null=True)
    edition = models.CharField(max_length=100, blank=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    bulk = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        ordering = ["sequence"]
        indexes = [models.Index(fields=["kind", "sequence"], name="change_of_kind")]

    def __str__(self) -> str:
        return f"{self.sequence} {self.kind} {self.object_id or ''}".strip()

    @classmethod
    def newest_sequence(cls) -> int:
        """Sequence of the newsroom's last change; 0 before the first."""
        return cls.objects.order_by("-sequence").values_list("sequence", flat=True).first() or 0


class PublicState(models.Model):
    """What the change log last said of an article, and when its clock next strikes."""

    objects: ClassVar[models.Manager[PublicState]] = models.Manager()

    article = models.OneToOneField(
        "newsroom.Article", primary_key=True, on_delete=models.CASCADE, related_name="public_state"
    )
    facets = models.JSONField(null=True)
    next_due = models.DateTimeField(null=True, db_index=True)

    def __str__(self) -> str:
        return f"public state of article {self.pk}"
