"""Those who write, photograph and translate, and the agencies whose texts we print."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from stoppress.newsroom.folding import folded_name
from stoppress.newsroom.slug_fields import SlugField
from stoppress.newsroom.slugs import readable_slug


class Person(index.Indexed, models.Model):
    """Somebody, or an agency, named in bylines."""

    class Kind(models.TextChoices):
        """Whether a byline names a person or an agency."""

        PERSON = "person", _("Person")
        AGENCY = "agency", _("Agency")

    name = models.CharField(_("name"), max_length=160, db_index=True)
    slug = SlugField(_("slug"), max_length=160, unique=True, allow_unicode=True, blank=True)
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

    #: The name as it is looked up: see ``folding.folded``, which may make it three times as long.
    folded_name = models.CharField(max_length=480, editable=False, db_index=True)

    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse an address that leads readers to another person by now."""
        super().clean()
        former = FormerPerson.objects.filter(slug=self.slug).exclude(person=self.pk)
        if self.slug and (found := former.select_related("person").first()):
            raise ValidationError(
                {
                    "slug": _("Readers of this address are led to “%(name)s”. Choose another.")
                    % {"name": found.person}
                }
            )

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; a missing slug is made from the name and kept free of doubles.

        An address the person leaves leads to them from then on.
        """
        self.folded_name = folded_name(self.name)
        if not self.slug:
            slug = readable_slug(self.name, "en") or "person"
            former = FormerPerson.objects.filter(slug__startswith=slug).exclude(person=self.pk)
            led_on = former.values_list("slug", flat=True)
            self.slug = free_slug(Person, slug, self.pk, taken=led_on)
        with transaction.atomic():
            before = Person.objects.filter(pk=self.pk).values_list("slug", flat=True).first()
            super().save(*args, **kwargs)
            FormerPerson.objects.filter(slug=self.slug).delete()
            if before and before != self.slug:
                FormerPerson.objects.create(slug=before, person=self)


class FormerPerson(models.Model):
    """The last part of an address that a person's pages once had, in every edition."""

    objects: ClassVar[models.Manager[FormerPerson]] = models.Manager()

    slug = SlugField(max_length=160, allow_unicode=True, unique=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="former_slugs")

    def __str__(self) -> str:
        return self.slug


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
