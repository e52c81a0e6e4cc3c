"""Ideas, and whose a piece is: what Today's “New idea” and a card's “Owner and hour…” open."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from stoppress.desk.pieces.listed import name_of
from stoppress.desk.writing.sections import choices_of, section_to_begin_in, sections_of
from stoppress.newsroom import clock
from stoppress.newsroom.actions.assign import assign
from stoppress.newsroom.actions.note_idea import note_idea
from stoppress.newsroom.models import Article, Deadline, SectionPage

_HOUR = "%Y-%m-%dT%H:%M"


class _People(forms.ModelChoiceField):  # type: ignore[type-arg]  # not at run time
    """Those who sign in, by name."""

    def label_from_instance(self, obj: Any) -> str:
        """Their name."""
        return name_of(obj)


class AssignForm(forms.Form):
    """Who has a piece, and when it is due, in the newsroom's zone."""

    to = _People(label=_("Who"), queryset=None)
    due = forms.DateTimeField(
        label=_("Due"),
        required=False,
        input_formats=[_HOUR],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_HOUR),
        error_messages={"invalid": _("Write the day and the hour, or leave it empty.")},
    )

    def __init__(self, *args: Any, user: Any, others: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = get_user_model()._default_manager.filter(is_active=True)  # noqa: SLF001 - Django's API
        own = {user.pk, self.initial.get("to")}
        chosen: Any = self.fields["to"]
        chosen.queryset = (people if others else people.filter(pk__in=own)).order_by(
            "first_name", "last_name", "username"
        )

    def clean_due(self) -> Any:
        """The hour; refused when it is over, unless it stood already."""
        due = self.cleaned_data["due"]
        if due and due <= clock.now() and due != self.initial.get("due"):
            raise forms.ValidationError(gettext("This hour is over."))
        return due


class IdeaForm(AssignForm):
    """An idea: a headline, a section, who has it, when it is due."""

    headline = forms.CharField(
        label=_("Headline"),
        max_length=Article._meta.get_field("title").max_length,  # noqa: SLF001 - Django's API
    )
    section = forms.ChoiceField(label=_("Section"))
    field_order = ("headline", "section", "to", "due")

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        sections = sections_of(user)
        self.by_number = {str(one.pk): one for one in sections}
        begin = section_to_begin_in(user)
        publishes = begin is not None and begin.permissions_for_user(user).can_publish_subpage()
        kwargs["initial"] = {"to": user.pk, "section": begin.pk if begin else None}
        super().__init__(*args, user=user, others=publishes, **kwargs)
        chosen: Any = self.fields["section"]
        chosen.choices = choices_of(sections)

    @property
    def chosen_section(self) -> SectionPage:
        """The section of a form that is valid."""
        return self.by_number[self.cleaned_data["section"]]


@require_http_methods(["GET", "HEAD", "POST"])
def idea_view(request: HttpRequest) -> HttpResponse:
    """Note an idea."""
    form = IdeaForm(request.POST or None, user=request.user)
    if form.is_valid():
        said = form.cleaned_data
        user: Any = request.user
        article = note_idea(said["headline"], form.chosen_section, said["to"], said["due"], user)
        messages.success(request, gettext("“%(headline)s” is noted.") % {"headline": article.title})
        return redirect("desk_today")
    return TemplateResponse(request, "desk/today/idea.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def assign_view(request: HttpRequest, article_id: int) -> HttpResponse:
    """Say who has a piece and when it is due."""
    article = get_object_or_404(Article, pk=article_id)
    user: Any = request.user
    permissions = article.permissions_for_user(user)
    if not permissions.can_edit() or article.live:
        raise PermissionDenied
    due = Deadline.objects.filter(article=article).values_list("at", flat=True).first()
    form = AssignForm(
        request.POST or None,
        user=user,
        others=permissions.can_publish(),
        initial={"to": article.owner_id, "due": due},
    )
    if form.is_valid():
        assign(article, form.cleaned_data["to"], form.cleaned_data["due"], user)
        who = name_of(form.cleaned_data["to"])
        named = {"headline": article.get_admin_display_title(), "who": who}
        messages.success(request, gettext("%(who)s has “%(headline)s”.") % named)
        return redirect("desk_today")
    return TemplateResponse(request, "desk/today/assign.html", {"form": form, "article": article})
