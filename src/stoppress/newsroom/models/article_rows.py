"""Rows that belong to one article: bylines, topics, picks, corrections, former paths."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from stoppress.newsroom import clock
from stoppress.newsroom.models.ordered_rows import OrderedRow


def date_rows(rows: Iterable[Any], dated: datetime | None) -> list[Any]:
    """Set ``listed_at`` of bylines, or of topics, of one article; gives those that had another.

    The same person or topic twice: only the first row is dated, and lists show the article once.
    """
    met: set[int] = set()
    changed = []
    for row in rows:
        number = row.listed_number
        wanted = None if number in met else dated
        met.add(number)
        if row.listed_at != wanted:
            row.listed_at = wanted
            changed.append(row)
    return changed


class Byline(OrderedRow):
    """One name of an article's byline and what that person did."""

    class Role(models.TextChoices):
        """What somebody did for an article."""

        AUTHOR = "author", _("Author")
        PHOTOGRAPHER = "photographer", _("Photographer")
        TRANSLATOR = "translator", _("Translator")
        AGENCY = "agency", _("Agency")

    article = ParentalKey("newsroom.Article", on_delete=models.CASCADE, related_name="bylines")
    person = models.ForeignKey(
        "newsroom.Person",
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        related_name="bylines",
    )
    role = models.CharField(_("role"), max_length=12, choices=Role.choices, default=Role.AUTHOR)
    #: The article's date line; null where the person is named a second time.
    listed_at = models.DateTimeField(null=True, editable=False, serialize=False)

    class Meta(OrderedRow.Meta):
        verbose_name = _("byline")
        indexes = [
            models.Index(fields=["person", "-listed_at", "-article"], name="byline_person_newest")
        ]

    @property
    def listed_number(self) -> int:
        """The person, by whose list the article is found."""
        return int(self.person_id)


class ArticleTopic(OrderedRow):
    """A topic of an article."""

    article = ParentalKey("newsroom.Article", on_delete=models.CASCADE, related_name="topic_links")
    topic = models.ForeignKey(
        "newsroom.Topic", verbose_name=_("topic"), on_delete=models.CASCADE, related_name="links"
    )

    #: The article's date line; null where the topic is named a second time.
    listed_at = models.DateTimeField(null=True, editable=False, serialize=False)

    class Meta(OrderedRow.Meta):
        indexes = [
            models.Index(fields=["topic", "-listed_at", "-article"], name="topic_link_newest")
        ]

    @property
    def listed_number(self) -> int:
        """The topic, by whose list the article is found."""
        return int(self.topic_id)


class Pick(OrderedRow):
    """An article an editor put under “Read also”; named by its uri until it arrives."""

    article = ParentalKey("newsroom.Article", on_delete=models.CASCADE, related_name="picks")
    target = models.ForeignKey(
        "newsroom.Article",
        verbose_name=_("piece"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="picked_by",
    )
    uri = models.CharField(max_length=500, blank=True, db_index=True, editable=False)

    def clean(self) -> None:
        """Refuse a pick of nothing; what an editor chose instead of the source is the editor's."""
        super().clean()
        if self.target is None:
            if not self.uri:
                raise ValidationError({"target": _("Choose a piece, or delete this line.")})
        elif self.uri != self.target.uri:
            self.uri = ""


class Correction(OrderedRow):
    """What was wrong in a published article, and what is right."""

    article = ParentalKey("newsroom.Article", on_delete=models.CASCADE, related_name="corrections")
    at = models.DateTimeField(_("when"), default=clock.now)
    was = models.TextField(_("what was wrong"))
    now = models.TextField(_("what is right"))
    serious = models.BooleanField(
        _("serious"), default=False, help_text=_("Also shown above the text.")
    )

    class Meta(OrderedRow.Meta):
        verbose_name = _("correction")
        indexes = [models.Index(fields=["-at"], name="correction_newest")]


class FormerPath(models.Model):
    """A path an article once had; readers are led to where it is now, in one step."""

    objects: ClassVar[models.Manager[FormerPath]] = models.Manager()

    path = models.CharField(max_length=700, unique=True)
    article = models.ForeignKey(
        "newsroom.Article", on_delete=models.CASCADE, related_name="former_paths"
    )

    def __str__(self) -> str:
        return self.path
