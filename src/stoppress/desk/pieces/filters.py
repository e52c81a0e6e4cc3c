"""Which pieces the list shows: its filters, and the query that each of them becomes.

The list goes through the archive by when a piece was worked on. A filter that few pieces pass is
asked first, by its own index, and its pieces are put in order; of one that many pass the next fifty
are soon met on the way. So no filter reads the whole archive.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from wagtail.models import WorkflowState, get_default_page_content_type

from stoppress.desk.pieces.going_out import going_out
from stoppress.desk.pieces.scope import editions_there_are, of_person
from stoppress.newsroom import clock
from stoppress.newsroom.folding import folded, folded_name
from stoppress.newsroom.models import (
    Article,
    ArticleTopic,
    Byline,
    Correction,
    Held,
    Person,
    SectionPage,
    Topic,
)
from stoppress.newsroom.models.editions import default_language
from stoppress.newsroom.public import is_out

#: Pieces that are put in order at once; more are met on the way through the archive.
_FEW = 2000
#: Names that are meant by a part of one.
_NAMES = 50

STATES = (
    ("draft", _("Drafts")),
    ("reading", _("With an editor")),
    ("coming", _("Going out by itself")),
    ("held", _("Held by a check")),
    ("out", _("Out")),
    ("corrected", _("Corrected")),
    ("down", _("Taken down")),
)


class FilterForm(forms.Form):
    """The filters as the list's form has them; what is empty filters nothing."""

    q = forms.CharField(label=_("Words"), required=False, max_length=200)
    edition = forms.ChoiceField(label=_("Edition"), required=False)
    section = forms.ChoiceField(label=_("Section"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All")), *STATES])
    author = forms.CharField(label=_("Author"), required=False, max_length=160)
    topic = forms.CharField(label=_("Topic"), required=False, max_length=160)
    day = forms.DateField(
        label=_("Day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    mine = forms.BooleanField(label=_("Mine"), required=False)

    def __init__(self, asked: QueryDict) -> None:
        super().__init__(asked, label_suffix="")
        editions = editions_there_are()
        sections = SectionPage.objects.all().values_list("pk", "title", "locale_id")
        names = {edition.id: edition.name for edition in editions}
        titles = [
            (str(pk), f"{title} ({names.get(locale, '')})" if len(editions) > 1 else title)
            for pk, title, locale in sections
        ]
        choices: dict[str, list[tuple[str, Any]]] = {
            "edition": [(edition.language, edition.name) for edition in editions],
            "section": titles,
        }
        for field, offered in choices.items():
            self.fields[field].choices = [("", _("All")), *offered]  # type: ignore[attr-defined]
        if len(editions) < 2:
            del self.fields["edition"]

    @property
    def filters(self) -> Filters:
        """What was asked for; what cannot be meant is left out."""
        self.is_valid()
        known = self.cleaned_data
        return Filters(
            known.get("edition") or "",
            int(known.get("section") or 0),
            known.get("state") or "",
            known.get("author") or "",
            known.get("topic") or "",
            known.get("day"),
            bool(known.get("mine")),
            known.get("q") or "",
        )


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to. ``author`` and ``topic`` are names or parts of one.

    ``words`` are found by the newsroom's search, in whose order the pieces then stand.
    """

    edition: str = ""
    section: int = 0
    state: str = ""
    author: str = ""
    topic: str = ""
    day: date | None = None
    mine: bool = False
    words: str = ""

    def pieces(self, user: Any, among: Iterable[int] | None = None) -> QuerySet[Article]:
        """The pieces that pass, in any order; of a few whose ids are ``among``."""
        articles = Article.objects.filter(latest_revision_created_at__isnull=False)
        few = None if among is None else set(among)
        for ids, condition in self._narrow(user):
            found = list(ids[: _FEW + 1])
            if len(found) > _FEW:
                articles = articles.alias(own_section=F("section_id") + 0).filter(condition)
            else:
                few = set(found) if few is None else few & set(found)
        if self.edition:
            articles = articles.filter(locale=self.locale)
        articles = self._in_state(articles)
        if few is not None:
            return articles.filter(pk__in=few)
        # With the type, by which the index of what was worked on begins.
        return articles.filter(content_type=ContentType.objects.get_for_model(Article))

    @property
    def locale(self) -> int | None:
        """The locale of the edition; None for all editions."""
        found = (one.id for one in editions_there_are() if one.language == self.edition)
        return next(found, None)

    @cached_property
    def people(self) -> list[int]:
        """Ids of those whom ``author`` may mean."""
        return list(_named(Person.objects.all(), "folded_name", folded_name(self.author)))

    @cached_property
    def topics(self) -> list[int]:
        """Ids of those that ``topic`` may mean."""
        title = folded(self.topic, self.edition or default_language())
        return list(_named(Topic.objects.all(), "folded_title", title))

    def _narrow(self, user: Any) -> Iterable[tuple[Any, Q]]:
        """Ids of the pieces that pass each filter, and the same as a condition."""
        if self.mine:
            began = Article.objects.filter(owner=user.pk).order_by().values_list("pk", flat=True)
            signed = _articles_of(Byline.objects.filter(person__account=user.pk))
            yield began.union(signed), of_person(user)
        if self.section:
            own = Article.objects.filter(section=self.section)
            yield own.order_by().values_list("pk", flat=True), Q(own_section=self.section)
        if self.author:
            rows = Byline.objects.filter(person__in=self.people)
            yield _articles_of(rows), Q(Exists(rows.filter(article=OuterRef("pk"))))
        if self.topic:
            links = ArticleTopic.objects.filter(topic__in=self.topics)
            yield _articles_of(links), Q(Exists(links.filter(article=OuterRef("pk"))))
        if self.day:
            dated = Article.objects.filter(
                edition__in=[one.id for one in editions_there_are()],
                published_at__gte=clock.start_of_day(self.day),
                published_at__lt=clock.start_of_next_day(self.day),
            )
            yield dated.order_by().values_list("pk", flat=True), Q()
        if self.state == "reading":
            active = WorkflowState.objects.filter(
                status=WorkflowState.STATUS_IN_PROGRESS,
                base_content_type=get_default_page_content_type(),
            )
            yield _Ids(int(pk) for pk in active.values_list("object_id", flat=True)), Q()
        if self.state == "coming":
            yield _Ids(one.article for one in going_out(clock.now())), Q()
        if self.state == "held":
            yield _Ids(Held.objects.values_list("pk", flat=True)), Q()
        if self.state == "down":
            down = Article.objects.filter(taken_down_at__isnull=False)
            yield down.order_by().values_list("pk", flat=True), Q(taken_down_at__isnull=False)
        if self.state == "corrected":
            corrections = Correction.objects.all()
            corrected = Q(Exists(corrections.filter(article=OuterRef("pk"))))
            yield _articles_of(corrections), corrected

    def _in_state(self, articles: QuerySet[Article]) -> QuerySet[Article]:
        if self.state == "draft":
            return articles.filter(live=False)
        if self.state == "out":
            return articles.filter(is_out(clock.now()))
        return articles


class _Ids(list[int]):
    """Ids that are known already."""


def _named(rows: QuerySet[Any], field: str, name: str) -> Any:
    """Ids of the rows with this name; of those with a part of it when none has it."""
    exact = list(rows.filter(**{field: name}).values_list("pk", flat=True)[:_NAMES])
    parts = rows.filter(**{f"{field}__contains": name}).values_list("pk", flat=True)
    return exact or parts[:_NAMES]


def _articles_of(rows: QuerySet[Any]) -> Any:
    return rows.order_by().values_list("article_id", flat=True).distinct()
