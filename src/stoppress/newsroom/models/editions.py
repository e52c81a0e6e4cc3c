"""Editions (one per language) and their sections, as Wagtail page trees."""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Locale, Page, Site
from wagtail.models.pages import PagePermissionTester

from stoppress.newsroom.models.few_pages import FewPagesManager
from stoppress.newsroom.models.front_permissions import FrontPermissions
from stoppress.newsroom.models.ordered_rows import HoldsOrderedRows
from stoppress.newsroom.models.placed_rows import PlacedRow
from stoppress.newsroom.models.settings import TELEGRAM_NAME
from stoppress.newsroom.paths import edition_path, section_path
from stoppress.newsroom.slug_fields import SlugField, SlugFromTitle
from stoppress.newsroom.slugs import RESERVED_SECTION_SLUGS

#: How deep editions stand in the page tree: below its root.
EDITION_DEPTH = 2


class EditionPermissions(FrontPermissions):
    """What somebody may do with an edition: what is opened below it stands in every menu."""

    def can_add_subpage(self) -> bool:
        """Whether ``user`` may open a section, or copy or move one here."""
        return bool(super().can_add_subpage() and self.can_publish())


class EditionPage(HoldsOrderedRows, Page):
    """The front of one language's edition; its title is the paper's name in that language."""

    tagline = models.CharField(_("tagline"), max_length=200, blank=True)
    date_format = models.CharField(
        _("format of date lines"),
        max_length=40,
        blank=True,
        help_text=_("Django’s date format; “j F Y - H:i” when empty."),
    )
    telegram = models.CharField(
        _("Telegram channel"),
        max_length=64,
        blank=True,
        help_text=_("The channel’s name without @; empty: that of the newsroom."),
        validators=[RegexValidator(TELEGRAM_NAME)],
    )
    default_section = models.ForeignKey(
        "newsroom.SectionPage",
        verbose_name=_("section of pieces that name none"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    #: The blocks that editors chose for the front, in order, as ``front_blocks.FrontBlock`` has
    #: them; None leaves them to the sections.
    front_blocks = models.JSONField(_("blocks of the front"), null=True, blank=True, default=None)

    objects: ClassVar[FewPagesManager] = FewPagesManager()

    preview_modes: ClassVar[list[tuple[str, str]]] = []
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["newsroom.SectionPage"]

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")

    @classmethod
    def can_create_at(cls, parent: Page) -> bool:
        """No: editions are opened by ``stoppress init --language``, one for each language."""
        return False

    def permissions_for_user(self, user: Any) -> PagePermissionTester:
        """What ``user`` may do with this edition."""
        return EditionPermissions(user, self)

    def clean(self) -> None:
        """Refuse a second edition of a language."""
        super().clean()
        if EditionPage.objects.filter(locale=self.locale_id).exclude(pk=self.pk).exists():
            raise ValidationError(
                _("There is an edition in this language already. Edit that one instead.")
            )

    @property
    def public_path(self) -> str:
        """Where readers find this front."""
        return edition_path(self.locale.language_code, default_language())

    def get_url_parts(self, request: object = None) -> tuple[int, str, str] | None:
        """Wagtail's URL of this page: the reader site's."""
        return reader_url_parts(self.public_path)


class SectionPage(HoldsOrderedRows, SlugFromTitle, Page):
    """A section of an edition; the articles stand below it."""

    slug_of_no_letters = "section"

    description = models.CharField(_("description"), max_length=300, blank=True)

    #: The blocks that editors chose for the section's front, as an edition has them; None is none.
    front_blocks = models.JSONField(_("blocks of the front"), null=True, blank=True, default=None)

    objects: ClassVar[FewPagesManager] = FewPagesManager()

    preview_modes: ClassVar[list[tuple[str, str]]] = []
    parent_page_types = ["newsroom.EditionPage"]
    subpage_types = ["newsroom.Article"]

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")

    @property
    def public_path(self) -> str:
        """Where readers find this section."""
        language = self.locale.language_code
        return section_path(edition_path(language, default_language()), self.slug)

    @property
    def is_open(self) -> bool:
        """Whether readers can read what stands in it: it is live, and so is its edition."""
        return self.live and self._edition_is_open

    @cached_property
    def _edition_is_open(self) -> bool:
        # Asked once for each row in hand: an import files many articles into one.
        edition = self.path[: EDITION_DEPTH * Page.steplen]
        return EditionPage.objects.filter(path=edition, live=True).exists()

    def permissions_for_user(self, user: Any) -> PagePermissionTester:
        """What ``user`` may do with this section."""
        return FrontPermissions(user, self)

    def get_url_parts(self, request: object = None) -> tuple[int, str, str] | None:
        """Wagtail's URL of this page: the reader site's."""
        return reader_url_parts(self.public_path)

    def clean(self) -> None:
        """Refuse slugs that other pages of the site need."""
        super().clean()
        languages = {code for code, _name in settings.LANGUAGES}
        if self.slug in RESERVED_SECTION_SLUGS or self.slug in languages:
            raise ValidationError(
                {
                    "slug": _("“%(slug)s” is used by the site itself. Choose another.")
                    % {"slug": self.slug}
                }
            )

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; an address that the section leaves leads to it from then on, if it was public."""
        with transaction.atomic():
            public = SectionPage.objects.filter(pk=self.pk, first_published_at__isnull=False)
            before = public.values_list("locale_id", "slug").first()
            super().save(*args, **kwargs)
            if self.live:
                FormerSection.objects.filter(locale=self.locale_id, slug=self.slug).delete()
            if before and before != (self.locale_id, self.slug):
                FormerSection.objects.update_or_create(
                    locale_id=before[0], slug=before[1], defaults={"section": self}
                )


class FormerSection(models.Model):
    """An address that a section once had."""

    objects: ClassVar[models.Manager[FormerSection]] = models.Manager()

    locale = models.ForeignKey(Locale, on_delete=models.PROTECT, related_name="+")
    slug = SlugField(max_length=255, allow_unicode=True)
    section = models.ForeignKey(SectionPage, on_delete=models.CASCADE, related_name="former_slugs")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["locale", "slug"], name="former_section_slug_in_edition"
            )
        ]

    def __str__(self) -> str:
        return self.slug


class FrontPick(PlacedRow):
    """An article placed on a front by an editor; the first is the lead."""

    page = ParentalKey(EditionPage, on_delete=models.CASCADE, related_name="front_picks")


class SectionPick(PlacedRow):
    """An article placed at the head of a section by an editor."""

    page = ParentalKey(SectionPage, on_delete=models.CASCADE, related_name="section_picks")


def default_language() -> str:
    """The language of the default edition, which has no prefix in its URLs."""
    return str(settings.WAGTAIL_CONTENT_LANGUAGES[0][0])


def reader_url_parts(path: str) -> tuple[int, str, str] | None:
    """Wagtail's (site, root URL, path) for a path of the reader site."""
    sites = Site.get_site_root_paths()  # kept by Wagtail: a list of pages asks for each of them
    root = str(settings.STOPPRESS_SITE_URL).rstrip("/")
    return (sites[0].site_id, root, iri_to_uri(path)) if sites else None
