"""The page on which the rules of a channel are set, with the newest piece as it would be posted."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from stoppress.channels.actions.set_rules import RULES, set_rules
from stoppress.channels.models import Channel
from stoppress.channels.models.channels import LONGEST_HOLD
from stoppress.channels.permissions import may_run
from stoppress.channels.preview import preview_of
from stoppress.channels.registry import kind_of
from stoppress.desk.channels.post_shown import PostShown, shown
from stoppress.desk.channels.seen import title_of
from stoppress.desk.row_ids import RowsField
from stoppress.newsroom.models import Article, SectionPage
from stoppress.newsroom.public import public_articles

_URGENCIES = [("", _("any")), *((str(number), str(number)) for number in range(1, 10))]
_LONGEST_TEMPLATE = 2000
#: Rules that a channel has where people read what is posted.
_FOR_READERS = ("quiet_from", "quiet_until", "at_night", "template")


class RulesForm(forms.Form):
    """What goes to a channel, when, and in which words."""

    by_hand = forms.BooleanField(
        label=_("Only what an editor chooses on the piece"), required=False
    )
    sections = RowsField(
        label=_("Sections that go there; none chosen means all"),
        queryset=SectionPage.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    labels = forms.CharField(
        label=_("Kickers that go there, with commas between; empty means any"),
        required=False,
        max_length=500,
    )
    least_urgency = forms.TypedChoiceField(
        label=_("Urgency of at least"),
        choices=_URGENCIES,
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("1 is the most urgent. A piece without an urgency counts as 9."),
    )
    newest_hours = forms.IntegerField(
        label=_("Not older than, in hours"),
        min_value=1,
        max_value=32767,
        help_text=_(
            "By its date line when it comes out: an archive that is imported posts nothing."
        ),
    )
    hold_seconds = forms.IntegerField(
        label=_("Hold, in seconds"),
        min_value=0,
        max_value=LONGEST_HOLD,
        help_text=_("For so long a publish can be recalled before it goes there."),
    )
    quiet_from = forms.TimeField(
        label=_("Quiet hours from"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    quiet_until = forms.TimeField(
        label=_("until"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    at_night = forms.ChoiceField(
        label=_("In quiet hours posts are"), choices=Channel.AtNight.choices
    )
    pins_breaking = forms.BooleanField(
        label=_("Pin a piece while a breaking line leads to it"), required=False
    )
    albums = forms.BooleanField(
        label=_("With all pictures of a gallery, as an album"), required=False
    )
    template = forms.CharField(
        label=_("Words of a post; empty for the usual ones"),
        required=False,
        max_length=_LONGEST_TEMPLATE,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
    )

    def __init__(self, channel: Channel, data: Any = None) -> None:
        initial = {name: getattr(channel, name) for name in RULES}
        initial["labels"] = ", ".join(channel.labels)
        initial["sections"] = channel.sections.all()
        super().__init__(data, initial=initial, label_suffix="")
        self._channel = channel
        if not kind_of(channel).is_read:
            for name in _FOR_READERS:
                del self.fields[name]
        if not kind_of(channel).pins:
            del self.fields["pins_breaking"]
        if not kind_of(channel).albums:
            del self.fields["albums"]
        sections: Any = self.fields["sections"]
        sections.queryset = SectionPage.objects.filter(locale=channel.edition_id)

    def clean_labels(self) -> list[str]:
        """The labels, each once."""
        labels = (one.strip() for one in self.cleaned_data["labels"].split(","))
        return list(dict.fromkeys(one for one in labels if one))

    def save(self, by: Any) -> bool:
        """Set them; False when they cannot be, which the form then says."""
        given = dict(self.cleaned_data)
        sections = [one.pk for one in given.pop("sections")]
        try:
            set_rules(self._channel, by, sections=sections, **given)
        except ValidationError as refused:
            for field, said in refused.message_dict.items():
                self.add_error(field, [gettext(one) for one in said])
            return False
        return True


@require_http_methods(["GET", "HEAD", "POST"])
def rules_view(request: HttpRequest, channel_id: int) -> HttpResponse:
    """Show and set the rules; by POST with ``example`` only show the post of those words."""
    channel = get_object_or_404(Channel.objects.select_related("edition"), pk=channel_id)
    if not may_run(request.user, channel):
        raise PermissionDenied
    is_read = kind_of(channel).is_read
    if "example" in request.POST and is_read:
        words = request.POST.get("template", "")[:_LONGEST_TEMPLATE]
        example, wrong = _example(channel, words), _wrong(channel, words)
        context: dict[str, Any] = {"example": example, "wrong": wrong}
        return TemplateResponse(request, "desk/channels/example.html", context)
    form = RulesForm(channel, request.POST or None)
    if request.method == "POST" and form.is_valid() and form.save(request.user):
        messages.success(request, gettext("Saved. It counts for what comes out from now on."))
        return redirect("desk_channel", channel.pk)
    context = {
        "channel": channel,
        "title": title_of(channel),
        "form": form,
        "is_read": is_read,
    }
    if is_read:
        context["example"] = _example(channel, str(form["template"].value() or ""))
    return TemplateResponse(request, "desk/channels/rules.html", context)


def _wrong(channel: Channel, template: str) -> str:
    """What is wrong with the words of a post, in a sentence; empty for nothing."""
    try:
        kind_of(channel).check_template(template)
    except ValueError as wrong:
        return str(wrong)
    return ""


def _example(channel: Channel, template: str) -> PostShown | None:
    """The newest piece of the edition as ``channel`` would post it; None while there is none."""
    newest = public_articles().filter(locale=channel.edition_id).order_by("-published_at", "-pk")
    article: Article | None = newest.select_related("section").first()
    if article is None:
        return None
    channel.template = template  # in hand only
    post = preview_of(channel, article)
    return shown(post, article) if post else None
