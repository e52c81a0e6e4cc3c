"""The change log: the one signal that something has changed, for readers or in a draft."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Change(models.Model):
    """One change, written in the transaction that made it.

    ``before`` and ``after`` are the public facets of an article (see
    ``stoppress.newsroom.facets``), null while it is not public. ``what`` tells in words what it
    means to readers: of an article those of ``What``, of another row the names of its columns.
    """

    class Kind(models.TextChoices):
        """What changed."""

        ARTICLE = "article", _("Article")
        #: Something of an article that readers do not see: it is a draft, or has a newer version.
        DRAFT = "draft", _("Draft")
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
        #: Stands for all rows before it, which were removed.
        PRUNED = "pruned", _("Removed")

    class What(models.TextChoices):
        """What a change of an article means to readers."""

        FIRST_PUBLISHED = "first published", _("first published")
        PUBLISHED_AGAIN = "published again", _("published again")
        WITHDRAWN = "withdrawn", _("withdrawn")
        TAKEN_DOWN = "taken down", _("taken down")
        RESTORED = "restored", _("restored")
        DELETED = "deleted", _("deleted")
        MOVED = "moved", _("moved")
        SECTION = "section changed", _("section changed")
        DATE = "date changed", _("date changed")
        HEADLINE = "headline changed", _("headline changed")
        DECK = "deck changed", _("deck changed")
        TEXT = "text changed", _("text changed")
        LEAD = "lead picture changed", _("lead picture changed")
        BYLINE = "byline changed", _("byline changed")
        CORRECTED = "corrected", _("corrected")
        TOPICS = "topics changed", _("topics changed")
        PICKS = "picks changed", _("picks changed")
        PICTURES = "pictures changed", _("pictures changed")
        DOCUMENTS = "documents changed", _("documents changed")
        TRANSLATION = "translation changed", _("translation changed")
        DETAILS = "details changed", _("details changed")
        REASON = "reason changed", _("reason changed")
        #: The article shows something that changed: a picture, a topic, another article.
        AROUND = "around it", _("around it")
        #: What it said before is not known: an earlier release did not note it.
        CONTENT = "content", _("content")

    objects: ClassVar[models.Manager[Change]] = models.Manager()

    sequence = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    kind = models.CharField(max_length=12, choices=Kind.choices)
    object_id = models.BigIntegerField(null=True)
    edition = models.CharField(max_length=100, blank=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    what = models.JSONField(default=list)
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
    """What the change log last said of an article, and when its clock next strikes.

    ``parts`` are checksums of what it said when it was public last (see
    ``stoppress.newsroom.change_log.parts``).
    """

    objects: ClassVar[models.Manager[PublicState]] = models.Manager()

    article = models.OneToOneField(
        "newsroom.Article", primary_key=True, on_delete=models.CASCADE, related_name="public_state"
    )
    facets = models.JSONField(null=True)
    next_due = models.DateTimeField(null=True, db_index=True)
    parts = models.JSONField(null=True)

    def __str__(self) -> str:
        return f"public state of article {self.pk}"


class FollowerCursor(models.Model):
    """How far a follower of the change log has come that keeps its work in this database."""

    objects: ClassVar[models.Manager[FollowerCursor]] = models.Manager()

    name = models.CharField(max_length=80, primary_key=True)
    sequence = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.name} at {self.sequence}"
