"""Those who write, photograph and translate, and the agencies whose texts we print."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from stoppress.newsroom.slugs import readable_slug


class Person(index.Indexed, models.Model):
    """Somebody, or an agency, named in bylines."""

    class Kind(models.TextChoices):
        """Whether a byline names a person or an agency."""

        PERSON = "person", _("Person")
        AGENCY = "agency", _("Agency")

    name = models.CharField(_("name"), max_length=160, db_index=True)
    slug = models.SlugField(_("slug"), max_length=160, unique=True, allow_unicode=True, blank=True)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices, default=Kind.PERSON)
    role = models.CharField(_("role"), max_length=160, blank=True)
    bio = models.TextField(_("about"), blank=True)
    email = models.EmailField(_("public e-mail"), blank=True)
    picture = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    account = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="person",
        help_text=_("With which this person signs in at the desk."),
    )

    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; a missing slug is made from the name and kept free of doubles."""
        if not self.slug:
            self.slug = free_slug(Person, readable_slug(self.name, "en") or "person", self.pk)
        super().save(*args, **kwargs)


def free_slug(
    model: type[models.Model],
    slug: str,
    own: int | None,
    taken: Iterable[str] = (),
    **scope: object,
) -> str:
    """``slug``, or ``slug-2``, ``slug-3`` …, the first that no other row of ``scope`` holds.

    ``taken`` are slugs that are not free either, such as former addresses of other rows.
    """
    held = {*taken}.union(
        model._default_manager.filter(slug__startswith=slug, **scope)  # noqa: SLF001 - Django's own
        .exclude(pk=own)
        .values_list("slug", flat=True)
    )
    if slug not in held:
        return slug
    number = 2
    while f"{slug}-{number}" in held:
        number += 1
    return f"{slug}-{number}"
