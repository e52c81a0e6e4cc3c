"""The form of a piece."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import BadRequest
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from stoppress.desk.checks.check import Problem, subject_of
from stoppress.desk.checks.registry import problems_of
from stoppress.desk.checks.set_aside import left_of, reasons_given, reasons_in
from stoppress.desk.page_forms import SlugFromTitleForm
from stoppress.desk.writing.along import OFF_FRONT, AlongForm, refusals
from stoppress.desk.writing.decide import publishes_when_approved
from stoppress.desk.writing.sections import choices_of, sections_of
from stoppress.newsroom import clock
from stoppress.newsroom.actions.correct import log_correction, set_corrected
from stoppress.newsroom.models import Article, SectionPage


class SectionSelect(forms.Select):
    """Sections by edition; each says which edition it belongs to, for choosers beside it."""

    #: Ids of the sections' locales, by section.
    editions: dict[int, int] = {}

    def create_option(self, *args: Any, **kwargs: Any) -> Any:
        """One line of the list."""
        option = super().create_option(*args, **kwargs)
        edition = self.editions.get(getattr(option["value"], "value", option["value"]))
        if edition:
            option["attrs"]["data-edition"] = str(edition)
        return option


class ArticleForm(AlongForm, SlugFromTitleForm):
    """The editor of an article.

    ``in_section`` is where it stands; who saves it moves it there (``move_when_saved``).
    """

    in_section = forms.TypedChoiceField(
        label=_("Section"), coerce=int, required=False, empty_value=None, widget=SectionSelect
    )
    when = forms.ChoiceField(
        label=_("When"),
        required=False,
        choices=[("now", _("Now")), ("at", _("At a time")), ("embargo", _("Embargo until"))],
    )
    correct_was = forms.CharField(
        label=_("What was wrong"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    correct_now = forms.CharField(
        label=_("What is right"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    correct_serious = forms.BooleanField(
        label=_("Serious: also shown above the text"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        #: Whether checks stopped it; the dialog that sent it shows which.
        self.stopped = False
        self._offer_sections()
        if not self.instance.title:  # its address is made when it has a headline
            self.initial["slug"] = ""
        self.initial["when"] = self._when()
        if self.instance.is_dated_by_its_hour:
            self.initial["published_at"] = None  # it gets another with another hour
        self.initial["front_place"] = OFF_FRONT if self.instance.off_front else ""
        if not (self.parent_page and self._may_publish()):
            self.fields.pop("front_place", None)
        if "body" in self.fields and not self.instance.body:
            body: Any = self.fields["body"]
            self.initial["body"] = body.block.to_python([{"type": "paragraph", "value": ""}])

    def full_clean(self) -> None:
        """Look at what was sent. Raises BadRequest when the text's own fields are missing."""
        try:
            super().full_clean()
        except MultiValueDictKeyError as error:  # Wagtail takes the number of blocks for granted
            raise BadRequest("The form of the piece is not whole.") from error

    @property
    def publishes(self) -> bool:
        """Whether it was sent to be published."""
        return self.is_bound and "action-publish" in self.data

    @property
    def approves(self) -> bool:
        """Whether it was sent to be approved, by the last who has to: that publishes it, too."""
        if not self.is_bound or self.data.get("workflow-action-name") != "approve":
            return False
        return bool(self.instance.pk) and publishes_when_approved(self.instance)

    @property
    def corrects(self) -> bool:
        """Whether it was sent to be published with a correction."""
        return self.publishes and self.data["action-publish"] == "correct"

    @property
    def edition_id(self) -> int:
        """The edition that the piece will belong to, by its locale's id."""
        chosen = self.cleaned_data.get("in_section")
        field: Any = self.fields["in_section"].widget
        return int(field.editions.get(chosen, super().edition_id))

    def clean_title(self) -> str:
        """The headline in one line."""
        return " ".join(str(self.cleaned_data["title"]).split())

    def clean_in_section(self) -> int | None:
        """Refuse a section into which this person may not move the piece."""
        chosen: int | None = self.cleaned_data["in_section"]
        if not chosen or self.instance.pk is None or chosen == self.parent_page.pk:
            return chosen
        section = SectionPage.objects.get(pk=chosen)
        there = section.permissions_for_user(self.for_user)
        may_go = self.instance.permissions_for_user(self.for_user).can_move()
        may_come = there.can_publish_subpage() if self.instance.live else there.can_add_subpage()
        if not (may_go and may_come):
            raise forms.ValidationError(gettext("You may not move this piece there."))
        return chosen

    def clean(self) -> dict[str, Any]:
        """Ask for what the chosen way to publish needs."""
        cleaned: dict[str, Any] = super().clean() or {}
        if "front_place" in self.changed_data and "front_place" in cleaned:
            # The rail asks the same; who chose in the Publish dialog chose last.
            cleaned["off_front"] = cleaned["front_place"] == OFF_FRONT
        if self.publishes:
            for way, field in (("at", "public_since"), ("embargo", "embargo_until")):
                if cleaned.get("when") != way or field not in self.fields or field in self.errors:
                    continue
                if not cleaned.get(field):
                    self.add_error(field, gettext("Say when."))
                elif cleaned[field] <= clock.now() and not self._is_out_since(field):
                    self.add_error(field, gettext("This hour is over."))
            if not self.corrects:
                later = ("public_since", "embargo_until", "go_live_at")
                at = clock.now()
                now = not any(cleaned.get(field) and cleaned[field] > at for field in later)
                refused = refusals(cleaned, self.edition_id, self.for_user, now=now)
                for field, words in refused.items():
                    self.add_error(field, words)
        if self.corrects:
            for field in ("correct_was", "correct_now"):
                if not str(cleaned.get(field) or "").strip():
                    self.add_error(field, gettext("Readers are told this. Write it down."))
        return cleaned

    def _post_clean(self) -> None:
        super()._post_clean()
        if (self.publishes or self.approves) and not self.errors:
            problems, reasons = self.problems_and_reasons()
            for problem in left_of(problems, reasons):
                self.stopped = True
                field = problem.field if problem.field in self.fields else None
                self.add_error(field, problem.words)

    def problems_and_reasons(self) -> tuple[list[Problem], dict[str, str]]:
        """What the checks find in the piece as it was sent, and why warnings are set aside."""
        subject = subject_of(self.instance, self.cleaned_data.get("in_section"))
        reasons = reasons_given(self.instance.pk) | reasons_in(self.data)
        return problems_of(subject), reasons

    def save(self, commit: bool = True) -> Any:
        """Save; with the correction that readers will be told, if one was written."""
        article = super().save(commit=commit)
        if self.corrects:
            was, now = (self.cleaned_data[f"correct_{name}"].strip() for name in ("was", "now"))
            serious = self.cleaned_data["correct_serious"]
            set_corrected(article, was, now, serious=serious, at=clock.now())
            log_correction(article, was, now, self.for_user, serious=serious)
        return article

    def add_error(self, field: str | None, error: Any) -> None:
        """Say what is wrong beside its field, or above all for one that this user is not shown."""
        if field is None and hasattr(error, "error_dict"):
            for name, errors in error.error_dict.items():
                super().add_error(name if name in self.fields else None, errors)
        else:
            super().add_error(field, error)

    def _offer_sections(self) -> None:
        field: Any = self.fields["in_section"]
        sections = sections_of(self.for_user)
        here = self.parent_page
        if here is not None and here.pk not in {one.pk for one in sections}:
            sections += SectionPage.objects.filter(pk=here.pk)
        field.choices = choices_of(sections)
        field.widget.editions = {one.pk: one.locale_id for one in sections}
        self.initial["in_section"] = here.pk if here is not None else None

    def _may_publish(self) -> bool:
        may = self.parent_page.permissions_for_user(self.for_user)
        return bool(may.can_publish_subpage())

    def _is_out_since(self, field: str) -> bool:
        """Whether readers have the piece with the date that was sent: it went by meanwhile."""
        sent = {field: self.cleaned_data[field]}
        return Article.objects.filter(pk=self.instance.pk, live=True, **sent).exists()

    def _when(self) -> str:
        """How the piece is to go out, as its dates say."""
        now = clock.now()
        for way, moment in (
            ("embargo", self.instance.embargo_until),
            ("at", self.instance.public_since),
        ):
            if moment and moment > now:
                return way
        return "now"
