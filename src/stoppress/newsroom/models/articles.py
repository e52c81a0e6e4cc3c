"""The article."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.dispatch import Signal
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page

from stoppress.edge.core.policy import PREVIEW_POLICY
from stoppress.newsroom import clock, reference_index
from stoppress.newsroom.impossible_dates import Dates, impossible_dates
from stoppress.newsroom.models.article_permissions import ArticlePermissions
from stoppress.newsroom.models.article_rows import Pick, date_rows
from stoppress.newsroom.models.body import BodyBlock, BodyField
from stoppress.newsroom.models.draft_columns import only_a_draft_was_saved
from stoppress.newsroom.models.editions import SectionPage, reader_url_parts
from stoppress.newsroom.models.ordered_rows import (
    HoldsOrderedRows,
    held_in_hand,
    rows_in_hand,
)
from stoppress.newsroom.preview_renderer import render_preview
from stoppress.newsroom.slug_fields import SlugFromTitle

#: Sent inside the transaction in which an article was saved, once its rows are there as well (at
#: Django's ``post_save`` they are not). The change log listens. ``rows`` are those that were saved
#: with it, by their relation, in their order.
article_saved = Signal()
#: The same when only a draft of it was saved, which readers do not see.
draft_saved = Signal()

#: Rows that code refers to; Django would ask for each of them whenever an article is looked at.
_SET_BY_CODE = (
    "content_type",
    "edition",
    "latest_revision",
    "live_revision",
    "locale",
    "owner",
    "page_ptr",
    "section",
)

#: Not part of a version: going back to an older one leaves these as they are. A copy has its own.
_OF_THE_ARTICLE = (
    *("uri", "source_version", "source_digest", "public_path"),
    *("taken_down_at", "takedown_reason"),
)
#: Dates that an editor gives an article.
DATES = ("published_at", "changed_at", "public_since", "public_until", "embargo_until")


def _to_the_millisecond(moment: datetime) -> datetime:
    """``moment`` as it stands in a revision, since JSON is written to the millisecond."""
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


class Article(HoldsOrderedRows, SlugFromTitle, Page):
    """A story. Its headline is the page's title.

    ``edition`` and ``section`` repeat what the page tree says, so that lists have their index;
    ``public_path`` is set while the article is public or has been.
    """

    slug_of_no_letters = "piece"

    deck = models.TextField(_("deck"), blank=True, help_text=_("The line below the headline."))
    kicker = models.CharField(_("kicker"), max_length=80, blank=True)
    dateline = models.CharField(_("dateline"), max_length=120, blank=True)
    summary = models.TextField(_("summary"), blank=True, help_text=_("For search engines."))
    body: Any = BodyField(BodyBlock(), verbose_name=_("body"), blank=True)

    lead_image = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("lead picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    lead_alt = models.CharField(_("picture description"), max_length=300, blank=True)
    lead_caption = models.TextField(_("picture caption"), blank=True)
    lead_credit = models.CharField(_("picture credit"), max_length=160, blank=True)

    published_at = models.DateTimeField(
        _("date line"), null=True, blank=True, help_text=_("Set when the piece first goes live.")
    )
    changed_at = models.DateTimeField(
        _("significant change"), null=True, blank=True, help_text=_("Shown as “Updated”.")
    )
    public_since = models.DateTimeField(_("public from"), null=True, blank=True)
    public_until = models.DateTimeField(_("public until"), null=True, blank=True)
    embargo_until = models.DateTimeField(_("embargo until"), null=True, blank=True)
    taken_down_at = models.DateTimeField(_("taken down"), null=True, blank=True, editable=False)
    takedown_reason = models.TextField(_("public reason"), blank=True, editable=False)

    off_front = models.BooleanField(
        _("not on the front"),
        default=False,
        help_text=_("The front takes it only where somebody places it. All other lists have it."),
    )

    uri = models.CharField(
        _("identifier at its source"), max_length=500, null=True, blank=True, unique=True
    )
    source = models.CharField(_("source"), max_length=160, blank=True)
    source_version = models.BigIntegerField(null=True, blank=True, editable=False)
    source_digest = models.CharField(max_length=64, blank=True, editable=False)
    urgency = models.PositiveSmallIntegerField(_("urgency"), null=True, blank=True)
    copyright_holder = models.TextField(_("copyright"), blank=True)
    usage_terms = models.TextField(_("usage terms"), blank=True)
    editor_note = models.TextField(
        _("note to editors"), blank=True, help_text=_("Never shown to readers.")
    )

    edition = models.ForeignKey(
        Locale, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    section = models.ForeignKey(
        SectionPage, null=True, editable=False, on_delete=models.RESTRICT, related_name="articles"
    )
    public_path = models.CharField(
        max_length=700, null=True, unique=True, editable=False, default=None
    )

    #: Not in Wagtail's index: ``stoppress.newsroom.search`` has the words of articles.
    search_fields: list[Any] = []
    parent_page_types = ["newsroom.SectionPage"]
    subpage_types: list[str] = []
    exclude_fields_in_copy = list(_OF_THE_ARTICLE)

    class Meta:
        verbose_name = _("piece")
        verbose_name_plural = _("pieces")
        indexes = [
            models.Index(
                fields=["edition", "-published_at", "-page_ptr"], name="article_edition_newest"
            ),
            models.Index(
                fields=["section", "-published_at", "-page_ptr"], name="article_section_newest"
            ),
            models.Index(
                fields=["taken_down_at"],
                condition=models.Q(taken_down_at__isnull=False),
                name="article_taken_down",
            ),
        ]

    def with_content_json(self, content: dict[str, Any]) -> Article:
        """The article as a revision has it; identity, takedown and place stay as they are now.

        So does the address when another article has taken the revision's in the meantime.
        """
        article: Article = super().with_content_json(content)
        for field in (*_OF_THE_ARTICLE, "edition_id", "section_id"):
            setattr(article, field, getattr(self, field))
        if article.published_at is None:
            article.published_at = self.published_at
        for field in DATES:
            moment = getattr(self, field)
            if moment and getattr(article, field) == _to_the_millisecond(moment):
                setattr(article, field, moment)
        if self.is_dated_by_its_hour and article.published_at == self.published_at:
            article.published_at = None  # publishing dates it, by the hour that it has then
        if article.slug != self.slug and not self._slug_is_available(
            article.slug, self.get_parent(), self
        ):
            article.slug = self.slug
        _lead_to_arrived(article.picks.all(), article.locale_id)
        return article

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """Look at every field but those that no form sets: the database keeps those right."""
        super().clean_fields(exclude={*(exclude or ()), *_SET_BY_CODE})

    def minimal_clean(self) -> None:
        """Look at what even a draft needs. A headline is not of it: publishing asks for that."""
        if self.title.strip():
            super().minimal_clean()
        else:
            self._set_core_field_defaults()
            self._check_slug_is_unique()

    def get_admin_display_title(self) -> str:
        """The headline at the desk, or words that stand there as long as it has none."""
        return str(super().get_admin_display_title()).strip() or gettext("Without headline")

    def clean(self) -> None:
        """Refuse dates that cannot all be meant. Raises ValidationError by field."""
        super().clean()
        self.clean_dates()

    def clean_dates(self) -> None:
        """Refuse dates that cannot all be meant. Raises ValidationError by field."""
        dates = Dates(**{field: getattr(self, field) for field in Dates.__slots__})
        wrong = impossible_dates(dates, clock.now())
        if wrong:
            raise ValidationError(wrong)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the article, its rows and its index in one transaction; see ``article_saved``."""
        columns = kwargs.get("update_fields")
        if only_a_draft_was_saved(columns):
            with transaction.atomic(savepoint=False):
                with reference_index.indexed_once():
                    super().save(*args, **kwargs)
                draft_saved.send(sender=Article, instance=self)
            return
        with transaction.atomic(savepoint=False):
            if columns is None:
                self._follow_the_tree()
                if self.live and self.published_at is None:
                    self.published_at = self.first_public_at(clock.now())
                self._date_lists()
                rows = rows_in_hand(self)
                with reference_index.indexed_once():
                    super().save(*args, **kwargs)
                with held_in_hand(self, rows):
                    reference_index.index(self)
            else:
                rows = {}
                super().save(*args, **kwargs)
            article_saved.send(sender=Article, instance=self, rows=rows)

    def permissions_for_user(self, user: Any) -> ArticlePermissions:
        """What ``user`` may do with the article."""
        return ArticlePermissions(user, self)

    def is_site_root(self) -> bool:
        """Never: an article stands below a section. Wagtail asks the database at each save."""
        return False

    def _date_lists(self) -> None:
        """Bring the date line to the rows by which lists of topics and people find the article."""
        at_hand = getattr(self, "_cluster_related_objects", {})
        for name in ("bylines", "topic_links"):
            rows = getattr(self, name).all() if name in at_hand or self.pk else ()
            for row in date_rows(rows, self.published_at):
                if name not in at_hand:  # else they are saved with the article
                    row.save(update_fields=["listed_at"])

    def first_public_at(self, at: datetime) -> datetime:
        """When readers first have an article that is published at ``at``: its date line.

        Later than ``at`` when its embargo ends later, or it becomes public later.
        """
        waits = (self.embargo_until, self.public_since)
        return max([at, *(later for later in waits if later)])

    @property
    def waits_until(self) -> datetime | None:
        """When readers get an article that is published, by its own dates; None for all others."""
        if not self.live or self.taken_down_at:
            return None
        hour = max((date for date in (self.embargo_until, self.public_since) if date), default=None)
        return hour if hour and hour > clock.now() else None

    @property
    def is_dated_by_its_hour(self) -> bool:
        """Whether it waits, and its date line is the hour for which it does."""
        return self.published_at is not None and self.published_at == self.waits_until

    def _follow_the_tree(self) -> None:
        parent = self.get_parent() if self.path else None
        if parent is not None:
            self.section_id = parent.pk
            self.edition_id = parent.locale_id

    def get_url_parts(self, request: object = None) -> tuple[int, str, str] | None:
        """Wagtail's URL of this page: the reader site's; none before it was public."""
        return reader_url_parts(self.public_path) if self.public_path else None

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The article as readers would get it, from the draft in the editor's hands.

        ``mode_name`` is a shape of ``desk.preview``; the page where it is empty.
        """
        policy = {"Content-Security-Policy": PREVIEW_POLICY}
        return HttpResponse(render_preview(self, request, mode_name), headers=policy)


def _lead_to_arrived(picks: Iterable[Pick], edition: int) -> None:
    """Lead each pick that waits to the edition's article with its uri, if that has come by now."""
    waiting = [pick for pick in picks if pick.target_id is None and pick.uri]
    if waiting:
        found = Article.objects.filter(uri__in=[pick.uri for pick in waiting], locale=edition)
        arrived = dict(found.values_list("uri", "pk"))
        for pick in waiting:
            pick.target_id = arrived.get(pick.uri)
