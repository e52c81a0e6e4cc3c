"""Secret links by which somebody without an account reads a piece before it is out."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class PreviewLink(models.Model):
    """A link to one piece. Its token is nowhere kept: only who was given it has it.

    ``token_hash`` is the token's SHA-256 in hexadecimal. ``version`` is the one that is shown;
    without it the newest is.
    """

    objects: ClassVar[models.Manager[PreviewLink]] = models.Manager()

    article = models.ForeignKey(
        "newsroom.Article", on_delete=models.CASCADE, related_name="preview_links"
    )
    version = models.ForeignKey(
        "wagtailcore.Revision", null=True, on_delete=models.CASCADE, related_name="+"
    )
    token_hash = models.CharField(max_length=64, unique=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField()
    until = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("preview link")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"preview of article {self.article_id}"
