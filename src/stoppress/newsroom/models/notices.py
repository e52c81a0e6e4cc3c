"""Notes on pieces, and what somebody is told."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Note(models.Model):
    """Words of one person to another of the newsroom, on a piece until they are done."""

    objects: ClassVar[models.Manager[Note]] = models.Manager()

    article = models.ForeignKey(
        "newsroom.Article", on_delete=models.CASCADE, related_name="desk_notes"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    answers = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    text = models.TextField(_("note"))
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("note")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text


class Notice(models.Model):
    """Something that one person is told: at the bell, by mail, by Telegram, as they wish."""

    class Kind(models.TextChoices):
        """Why somebody is told."""

        ASKED = "asked", _("I am asked to read")
        CHANGES = "changes", _("Changes are asked for in my piece")
        MENTION = "mention", _("Somebody names me in a note or a comment")
        ANSWER = "answer", _("My note is answered")
        PUBLISHED = "published", _("Somebody else publishes my piece")
        CORRECTED = "corrected", _("Somebody else corrects my piece")
        TAKEN_DOWN = "taken_down", _("Somebody else takes my piece down, or withdraws it")
        STOPPED = "stopped", _("A check speaks against a piece that goes out soon")
        HELD = "held", _("A check holds a piece that was to go out")
        CHANNEL = "channel", _("A channel does not take a piece that I published")
        GIVEN = "given", _("A piece is given to me, or its hour changed")
        #: Of this nobody says how to be told: it stands at the bell.
        NOT_TOLD = "not_told", _("Telegram is switched off for me")

    objects: ClassVar[models.Manager[Notice]] = models.Manager()

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices"
    )
    kind = models.CharField(max_length=12, choices=Kind.choices)
    article = models.ForeignKey("newsroom.Article", on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField()
    words = models.TextField(blank=True)
    #: Whether it stands at the bell, and is new there.
    at_the_bell = models.BooleanField(default=True)
    seen = models.BooleanField(default=False)
    #: Whether it is still to be sent by mail; the time is that of the next attempt.
    mail_due = models.DateTimeField(null=True)
    mail_attempts = models.PositiveSmallIntegerField(default=0)
    #: Whether it is still to be sent by Telegram; the time is that of the next attempt.
    telegram_due = models.DateTimeField(null=True)
    telegram_attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("notice")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["user", "-at"], name="notice_of_a_person"),
            models.Index(
                fields=["user"],
                condition=models.Q(at_the_bell=True, seen=False),
                name="notice_unseen",
            ),
            models.Index(
                fields=["mail_due"],
                condition=models.Q(mail_due__isnull=False),
                name="notice_to_be_sent",
            ),
            models.Index(
                fields=["telegram_due"],
                condition=models.Q(telegram_due__isnull=False),
                name="notice_for_telegram",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.article_id}"


#: What those are sent who have not said otherwise: what waits for them.
SENT_AT_FIRST = frozenset(
    {
        *(Notice.Kind.ASKED, Notice.Kind.CHANGES, Notice.Kind.MENTION),
        *(Notice.Kind.STOPPED, Notice.Kind.HELD, Notice.Kind.GIVEN),
    }
)


class NoticeWishes(models.Model):
    """How one person wishes to be told: the kinds of which they have said so.

    Of a kind that is newer than what they said, they are told as everybody is at first.
    """

    objects: ClassVar[models.Manager[NoticeWishes]] = models.Manager()

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        primary_key=True,
        on_delete=models.CASCADE,
        related_name="notice_wishes",
    )
    not_at_the_bell = models.JSONField(default=list)
    by_mail = models.JSONField(default=list)
    not_by_mail = models.JSONField(default=list)
    by_telegram = models.JSONField(default=list)
    not_by_telegram = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"wishes of {self.user_id}"

    def is_at_the_bell(self, kind: str) -> bool:
        """Whether the bell tells notices of ``kind``."""
        return kind not in self.not_at_the_bell

    def is_by_mail(self, kind: str) -> bool:
        """Whether notices of ``kind`` are sent by mail."""
        return kind in self.by_mail or (kind in SENT_AT_FIRST and kind not in self.not_by_mail)

    def is_by_telegram(self, kind: str) -> bool:
        """Whether notices of ``kind`` are sent by Telegram, once somebody is connected."""
        said = kind in self.not_by_telegram
        return kind in self.by_telegram or (kind in SENT_AT_FIRST and not said)


#: Kinds of which somebody may say how to be told.
TOLD_AS_WISHED = tuple(kind for kind in Notice.Kind if kind != Notice.Kind.NOT_TOLD)
