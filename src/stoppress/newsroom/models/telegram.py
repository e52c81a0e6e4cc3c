"""The newsroom's bot in Telegram, and the chats in which it tells people what concerns them."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models


class TelegramChat(models.Model):
    """The chat of one person with the newsroom's bot, or the link by which they connect it.

    The code of that link is nowhere kept: only who was shown it has it.

    :ivar chat: its number in Telegram; null while nothing is connected.
    :ivar name: what the person is called in Telegram.
    :ivar code_hash: the code's SHA-256 in hexadecimal; empty when none waits.
    """

    objects: ClassVar[models.Manager[TelegramChat]] = models.Manager()

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        primary_key=True,
        on_delete=models.CASCADE,
        related_name="telegram_chat",
    )
    chat = models.BigIntegerField(null=True, unique=True)
    name = models.CharField(max_length=200, blank=True)
    connected_at = models.DateTimeField(null=True)
    code_hash = models.CharField(max_length=64, blank=True)
    code_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"chat of {self.user_id}"


class TelegramBot(models.Model):
    """How far a bot was listened to.

    :ivar number: its own in Telegram, the first part of its token.
    :ivar heard: the last update that was dealt with, at ``heard_at``.
    :ivar trouble: why nothing is heard, in words; empty when all is well.
    """

    objects: ClassVar[models.Manager[TelegramBot]] = models.Manager()

    number = models.BigIntegerField(primary_key=True)
    heard = models.BigIntegerField(default=0)
    heard_at = models.DateTimeField(null=True)
    trouble = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"bot {self.number}, heard up to {self.heard}"


class TelegramReply(models.Model):
    """What the bot is still to answer. It is written with what it answers, and gone when sent."""

    objects: ClassVar[models.Manager[TelegramReply]] = models.Manager()

    chat = models.BigIntegerField()
    text = models.TextField()

    def __str__(self) -> str:
        return self.text


class TelegramWriter(models.Model):
    """Somebody of whose messages to the bot drafts are made, and the section that they go to."""

    objects: ClassVar[models.Manager[TelegramWriter]] = models.Manager()

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        primary_key=True,
        on_delete=models.CASCADE,
        related_name="telegram_writer",
    )
    section = models.ForeignKey("newsroom.SectionPage", on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"{self.user_id} writes for {self.section_id}"


class TelegramAlbum(models.Model):
    """The draft that was made of the first picture of an album: the others go into it."""

    objects: ClassVar[models.Manager[TelegramAlbum]] = models.Manager()

    chat = models.BigIntegerField()
    album = models.CharField(max_length=64)
    article = models.ForeignKey("newsroom.Article", on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chat", "album"], name="telegram_album_once")
        ]

    def __str__(self) -> str:
        return f"album {self.album}"
