"""The index of what can be found, and the spellings that stand for each other."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting


class TokensField(models.Field):  # type: ignore[type-arg]
    """Tokens of a to z, 0 to 9 and signs that no word has; a ``tsvector`` on PostgreSQL.

    Both databases take them joined with spaces, and neither is asked what a word is.
    """

    def db_type(self, connection: Any) -> str:
        """The type of the column."""
        return "tsvector" if connection.vendor == "postgresql" else "text"

    def get_prep_value(self, value: Any) -> Any:
        """The tokens as the database takes them."""
        return value if value is None or isinstance(value, str) else " ".join(value)


class SearchEntry(models.Model):
    """Something that can be found; see ``stoppress.newsroom.search``.

    ``rank`` orders what is found, the newest first: the second of its date since 1970, or the next
    one that is free. It is the row's number in SQLite's index of words, so that the newest are
    read first there and no others.
    """

    class Kind(models.TextChoices):
        """What is found."""

        PIECE = "piece", _("Pieces")
        PERSON = "person", _("People")
        TOPIC = "topic", _("Topics")
        PICTURE = "picture", _("Pictures")
        QUOTATION = "quotation", _("Quotations")

    objects: ClassVar[models.Manager[SearchEntry]] = models.Manager()

    rank = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=9, choices=Kind.choices)
    #: The row; of a quotation that of its article.
    object_id = models.BigIntegerField()
    #: Of a quotation: what was said, and by whom.
    text = models.TextField(blank=True)
    speaker = models.CharField(max_length=300, blank=True)
    tokens = TokensField()

    class Meta:
        indexes = [models.Index(fields=["object_id", "kind"], name="search_entry_of_object")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"


@register_setting(icon="search", order=2)
class Spellings(BaseGenericSetting):
    """Words that are one and the same to whoever searches."""

    groups = models.TextField(
        _("spellings that mean the same"),
        blank=True,
        help_text=_(
            "On each line the spellings of one name, as in “Garabagh, Karabakh”."
            " Who looks for one of them finds the others, too."
        ),
    )

    class Meta:
        verbose_name = _("spellings")
