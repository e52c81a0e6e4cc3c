"""Actions on the pieces ticked in the list: confirmed once, then done by the newsroom's verbs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.models import Revision

from stoppress.desk.pieces.paging import LENGTH
from stoppress.desk.row_ids import row_id
from stoppress.desk.takedown import TakedownForm
from stoppress.newsroom.actions.move import move
from stoppress.newsroom.actions.publish import publish_revision
from stoppress.newsroom.actions.restore import restore
from stoppress.newsroom.actions.take_down import take_down
from stoppress.newsroom.actions.unpublish import unpublish
from stoppress.newsroom.models import Article, SectionPage

_SALT = "stoppress.desk.pieces.chosen"
#: How long after it was done something can be undone, in seconds.
_UNDO_SECONDS = 60 * 60


class MoveForm(forms.Form):
    """The section into which the pieces are moved."""

    section = forms.ModelChoiceField(SectionPage.objects.all(), label=_("Section"))


@dataclass(frozen=True, slots=True)
class Doing:
    """An action on many pieces.

    :param may: whether somebody may do it with a piece.
    :param do: does it, and gives what ``undo`` needs to take it back.
    :param form: what has to be said once for all of them.
    :param seldom: it is folded away, with what it does.
    """

    name: Promise
    question: Promise
    may: Callable[[Article, Any], bool]
    do: Callable[[Article, dict[str, Any], Any], int]
    undo: Callable[[Article, int, Any], None]
    form: type[forms.Form] = forms.Form
    seldom: bool = False


def _take_down(article: Article, said: dict[str, Any], by: Any) -> int:
    take_down(article, said["reason"], by)
    return 0


def _restore(article: Article, _kept: int, by: Any) -> None:
    restore(article, by)


def _unpublish(article: Article, _said: dict[str, Any], by: Any) -> int:
    """Unpublish; returns the version that readers had."""
    version = article.live_revision_id or article.latest_revision_id or 0
    unpublish(article, by)
    return int(version)


def _publish_again(article: Article, version: int, by: Any) -> None:
    publish_revision(Revision.page_revisions.get(pk=version, object_id=str(article.pk)), by)


def _move(article: Article, said: dict[str, Any], by: Any) -> int:
    """Move; returns the section that the piece stood in.

    Raises ValidationError for a section of another edition: there a piece loses its topics and
    picks, and nothing would bring them back. That is done in its sheet, piece by piece.
    """
    before, section = article.section_id or 0, said["section"]
    if section.locale_id != article.locale_id:
        words = gettext(
            "“%(chosen)s” belongs to another edition (%(edition)s). Choose one of this edition."
        )
        raise ValidationError(words % {"chosen": section, "edition": section.locale})
    if before != section.pk:
        move(article, section, by)
    return before


def _move_back(article: Article, section: int, by: Any) -> None:
    move(article, SectionPage.objects.get(pk=section), by)


def _may_withdraw(article: Article, user: Any) -> bool:
    return bool(article.live and article.permissions_for_user(user).can_unpublish())


DOINGS = {
    "take-down": Doing(
        _("Take down…"),
        _("They leave every page, list and feed at once. Their addresses tell readers the reason."),
        lambda article, user: _may_withdraw(article, user) and not article.taken_down_at,
        _take_down,
        _restore,
        TakedownForm,
    ),
    "unpublish": Doing(
        _("Unpublish…"),
        _("They are drafts again. Readers get nothing of them, and no reason."),
        _may_withdraw,
        _unpublish,
        _publish_again,
        seldom=True,
    ),
    "move": Doing(
        _("Move to a section…"),
        _("Their former addresses lead readers to the new ones."),
        lambda article, user: bool(article.permissions_for_user(user).can_move()),
        _move,
        _move_back,
        MoveForm,
    ),
}


@require_POST
def chosen_view(request: HttpRequest) -> HttpResponse:
    """Ask once for all ticked pieces; when that is confirmed, do it and offer to undo it."""
    doing = DOINGS.get(request.POST.get("doing", ""))
    numbers = [pk for one in request.POST.getlist("piece")[:LENGTH] if (pk := row_id(one))]
    articles = list(Article.objects.filter(pk__in=numbers).select_related("section"))
    if doing is None or not articles:
        messages.error(request, gettext("Tick the pieces, then choose what is to be done."))
        return redirect(_list_of(request))
    allowed = [one for one in articles if doing.may(one, request.user)]
    asked = "sure" in request.POST
    form = doing.form(request.POST if asked else None)
    if asked and allowed and form.is_valid():
        _do(request, request.POST["doing"], allowed, form.cleaned_data)
        return redirect(_list_of(request))
    context = {
        "doing": doing,
        "key": request.POST["doing"],
        "allowed": allowed,
        "refused": [one for one in articles if one not in allowed],
        "form": form,
        "list": request.POST.get("list", ""),
        "list_url": _list_of(request),
    }
    return TemplateResponse(request, "desk/pieces/sure.html", context)


@require_POST
def undo_view(request: HttpRequest) -> HttpResponse:
    """Undo an action on many pieces, as the signed data of the form say."""
    try:
        key, done, user = signing.loads(
            request.POST.get("what", ""), salt=_SALT, max_age=_UNDO_SECONDS
        )
        doing, steps = DOINGS[key], {int(pk): kept for pk, kept in done}
    except (signing.BadSignature, KeyError, ValueError):
        messages.error(request, gettext("This cannot be undone here any more. Open the pieces."))
        return redirect(_list_of(request))
    if user != request.user.pk:
        raise PermissionDenied
    undone = 0
    for article in Article.objects.filter(pk__in=steps):

        def step(one: Article = article) -> None:
            doing.undo(one, steps[one.pk], request.user)

        undone += _try(request, article, step)
    words = ngettext("%(count)s piece is as it was.", "%(count)s pieces are as they were.", undone)
    if undone:
        messages.success(request, words % {"count": undone})
    return redirect(_list_of(request))


def _list_of(request: HttpRequest) -> str:
    """The address of the list from which the form was sent, with its filters and its place."""
    asked = QueryDict(request.POST.get("list", "")[:1000]).urlencode()
    return f"{reverse('desk_pieces')}?{asked}" if asked else reverse("desk_pieces")


def _do(request: HttpRequest, key: str, articles: Sequence[Article], said: dict[str, Any]) -> None:
    doing, done = DOINGS[key], []
    for article in articles:

        def step(one: Article = article) -> None:
            done.append((one.pk, doing.do(one, said, request.user)))

        _try(request, article, step)
    if not done:
        return
    what = signing.dumps((key, done, request.user.pk), salt=_SALT)
    text = ngettext("Done with %(count)s piece.", "Done with %(count)s pieces.", len(done))
    messages.success(
        request,
        format_html(
            '{} <button class="btn" form="pieces-undo" name="what" value="{}">{}</button>',
            text % {"count": len(done)},
            what,
            gettext("Undo"),
        ),
    )


def _try(request: HttpRequest, article: Article, step: Callable[[], object]) -> bool:
    """Do it with one piece, in a transaction of its own: a refusal leaves the others alone.

    A refusal is told, with the piece that it is about.
    """
    try:
        with transaction.atomic():
            step()
    except (ObjectDoesNotExist, PermissionDenied, ValidationError, ValueError) as refusal:
        headline = article.get_admin_display_title()
        if isinstance(refusal, ValidationError):
            said = f"{headline}: {' '.join(refusal.messages)}"
        else:
            why = gettext(
                "Left as they are, since you may not do it with them, or it is done already:"
            )
            said = f"{why} {headline}"
        messages.warning(request, said)
        return False
    return True
