"""What articles are about: topics and storylines, one set for each edition."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale
from wagtail.search import index

from stoppress.newsroom.folding import folded
from stoppress.newsroom.models.people import free_slug
from stoppress.newsroom.slug_fields import SlugField
from stoppress.newsroom.slugs import readable_slug


class Topic(index.Indexed, models.Model):
    """A topic or storyline of one edition, with its background text."""

    locale = models.ForeignKey(
        Locale, verbose_name=_("edition"), on_delete=models.PROTECT, related_name="+"
    )
    title = models.CharField(_("title"), max_length=160)
    slug = SlugField(_("slug"), max_length=160, allow_unicode=True, blank=True)
    background = models.TextField(_("what it is about"), blank=True)
    #: The title as it is looked up: see ``folding.folded``, which may make it three times as long.
    folded_title = models.CharField(max_length=480, editable=False)

    search_fields = [
        index.SearchField("title"),
        index.AutocompleteField("title"),
        index.FilterField("id"),
        index.FilterField("locale"),
    ]

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(fields=["locale", "slug"], name="topic_slug_in_edition")
        ]
        indexes = [models.Index(fields=["locale", "folded_title"], name="topic_by_folded_title")]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Refuse a title that another topic has, and an address that leads to another by now."""
        super().clean()
        if self.title and self.locale_id:
            title = folded(self.title, self.locale.language_code)
            same = Topic.objects.filter(locale=self.locale_id, folded_title=title)
            if other := same.exclude(pk=self.pk).first():
                raise ValidationError(
                    {
                        "title": _("There is a topic “%(topic)s” in this edition. Use that one.")
                        % {"topic": other}
                    }
                )
        former = FormerTopic.objects.filter(locale=self.locale_id, slug=self.slug).exclude(
            topic=self.pk
        )
        if self.slug and (found := former.select_related("topic").first()):
            raise ValidationError(
                {
                    "slug": _("Readers of this address are led to “%(topic)s”. Choose another.")
                    % {"topic": found.topic}
                }
            )

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; a missing slug is made from the title and kept free of doubles.

        An address the topic leaves leads to it from then on.
        """
        self.folded_title = folded(self.title, self.locale.language_code)
        if not self.slug:
            slug = readable_slug(self.title, self.locale.language_code) or "topic"
            former = FormerTopic.objects.filter(locale=self.locale, slug__startswith=slug)
            led_on = former.exclude(topic=self.pk).values_list("slug", flat=True)
            self.slug = free_slug(Topic, slug, self.pk, taken=led_on, locale=self.locale)
        with transaction.atomic():
            before = Topic.objects.filter(pk=self.pk).values_list("locale_id", "slug").first()
            super().save(*args, **kwargs)
            FormerTopic.objects.filter(locale=self.locale, slug=self.slug).delete()
            if before and before != (self.locale_id, self.slug):
                FormerTopic.objects.create(locale_id=before[0], slug=before[1], topic=self)


class FormerTopic(models.Model):
    """An address that a topic once had, or that another had which was merged into it."""

    objects: ClassVar[models.Manager[FormerTopic]] = models.Manager()

    locale = models.ForeignKey(Locale, on_delete=models.PROTECT, related_name="+")
    slug = SlugField(max_length=160, allow_unicode=True)
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="former_slugs")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["locale", "slug"], name="former_topic_slug_in_edition")
        ]

    def __str__(self) -> str:
        return self.slug
