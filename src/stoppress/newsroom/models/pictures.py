"""What the newsroom keeps of a picture beside its file, title and description."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class PictureDetails(models.Model):
    """Words and rights of a picture: one row a picture, and none for one without any.

    Readers see ``caption`` and ``credit``, wherever an article has none of its own for the picture.
    """

    objects: ClassVar[models.Manager[PictureDetails]] = models.Manager()
    #: Wagtail is not to take it for something that shows the picture.
    wagtail_reference_index_ignore = True

    image = models.OneToOneField(
        "wagtailimages.Image",
        verbose_name=_("picture"),
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="details",
    )
    caption = models.TextField(_("caption"), blank=True)
    credit = models.CharField(_("credit"), max_length=160, blank=True)
    photographer = models.CharField(_("who took or drew it"), max_length=160, blank=True)
    rights = models.TextField(_("rights"), blank=True)
    usable_until = models.DateField(_("may be used until"), null=True, blank=True, db_index=True)
    taken_at = models.DateTimeField(_("taken"), null=True, blank=True)

    class Meta:
        verbose_name = _("words and rights of a picture")

    def __str__(self) -> str:
        return self.caption or self.credit


class PictureFingerprint(models.Model):
    """What a picture looks like, in 64 bits, in four parts to look it up by.

    The same of its middle, without a twentieth on each side, stands in the other four: None of a
    picture that was read before there were those. Two pictures that differ in few bits look alike
    (``newsroom/pictures/alike.py``).
    """

    objects: ClassVar[models.Manager[PictureFingerprint]] = models.Manager()
    wagtail_reference_index_ignore = True

    image = models.OneToOneField(
        "wagtailimages.Image", on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    first = models.IntegerField(db_index=True)
    second = models.IntegerField(db_index=True)
    third = models.IntegerField(db_index=True)
    fourth = models.IntegerField(db_index=True)
    middle_first = models.IntegerField(db_index=True, null=True)
    middle_second = models.IntegerField(db_index=True, null=True)
    middle_third = models.IntegerField(db_index=True, null=True)
    middle_fourth = models.IntegerField(db_index=True, null=True)

    def __str__(self) -> str:
        return f"{self.first:04x}{self.second:04x}{self.third:04x}{self.fourth:04x}"
