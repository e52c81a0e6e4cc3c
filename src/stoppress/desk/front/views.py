"""The page “Front” and what its buttons do; each change is a draft until it is shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe
from wagtail.models import Page, Revision

from stoppress.desk.front.blocks import changed_blocks
from stoppress.desk.front.board import board_of, fronts, shown_before
from stoppress.desk.front.forms import MomentForm, SlotForm
from stoppress.desk.front.here import note_presence, others_in_words, read_in_words
from stoppress.desk.front.then import due_on, front_at
from stoppress.desk.row_ids import row_id
from stoppress.newsroom import clock
from stoppress.newsroom.actions.arrange_blocks import arrange_blocks
from stoppress.newsroom.actions.arrange_front import arrange_front
from stoppress.newsroom.actions.drop_front_draft import drop_front_draft
from stoppress.newsroom.actions.front_draft import ArrangedByAnother
from stoppress.newsroom.actions.place_beside import place_beside
from stoppress.newsroom.actions.put_front_back import put_front_back
from stoppress.newsroom.actions.reword_slot import reword_slot
from stoppress.newsroom.actions.show_front import show_front
from stoppress.newsroom.front_slots import Front, mark_of_draft, slots_in_draft
from stoppress.newsroom.models import Article, EditionPage, SectionPage
from stoppress.newsroom.recent_page_views import read_recently


@require_safe
def front_view(request: HttpRequest, front_id: int | None = None) -> HttpResponse:
    """The front with its slots, beside it what may be placed."""
    front = _front(request, front_id)
    if request.headers.get("X-Requested-With") == "XMLHttpRequest":
        board = board_of(front, request.user, _query(request))
        return TemplateResponse(request, "desk/front/board.html", {"board": board, "alone": True})
    return TemplateResponse(
        request,
        "desk/front/front.html",
        {"board": board_of(front, request.user, _query(request)), **_around(front)},
    )


@require_safe
def newest_view(request: HttpRequest, front_id: int) -> HttpResponse:
    """What may be placed, found by ``q``: the list alone."""
    front = _front(request, front_id)
    board = board_of(front, request.user, _query(request), whole=False)
    return TemplateResponse(request, "desk/front/newest.html", {"board": board})


@require_safe
def history_view(request: HttpRequest, front_id: int) -> HttpResponse:
    """The fronts that readers had, each with one button to put it back."""
    front = _front(request, front_id)
    return TemplateResponse(
        request,
        "desk/front/history.html",
        {
            "shown": shown_before(front),
            "may_show": front.permissions_for_user(request.user).can_publish(),
            **_around(front),
        },
    )


@require_safe
def then_view(request: HttpRequest, front_id: int) -> HttpResponse:
    """What readers see of a front at another moment, ``at``; now when there is none."""
    front = _front(request, front_id)
    now = clock.local(clock.now())
    form = MomentForm(request.GET if "at" in request.GET else {"at": f"{now:%Y-%m-%dT%H:%M}"})
    at = form.cleaned_data["at"] if form.is_valid() else None
    alone = request.headers.get("X-Requested-With") == "XMLHttpRequest"
    return TemplateResponse(
        request,
        "desk/front/then_list.html" if alone else "desk/front/then.html",
        {
            "form": form,
            "at": at,
            "now": now,
            "then": front_at(front, at) if at else None,
            "due": () if alone else due_on(front),
            **_around(front),
        },
    )


@require_POST
def arrange_view(request: HttpRequest, front_id: int) -> HttpResponse:
    """Put an article into a slot (``article``, ``to``), or take it off when ``to`` is empty.

    ``seen`` holds the ids of the draft that the change was made from.
    """
    front = _front(request, front_id)
    try:
        seen = _ids(request.POST.get("seen", ""))
        [article] = _ids(request.POST.get("article", ""))
        to = request.POST.get("to", "")
        order = [pk for pk in seen if pk != article]
        if to:
            order.insert(max(0, int(to)), article)
    except (OverflowError, ValueError):
        return HttpResponseBadRequest(gettext("That is no place on the front."))
    return _done(request, lambda: arrange_front(front, order, request.user, seen=seen), front)


@require_POST
def here_view(request: HttpRequest, front_id: int) -> HttpResponse:
    """Note that somebody has this front open; tell who else, its draft, and who reads what."""
    front = _front(request, front_id)
    note_presence(front, request.user)
    slots = slots_in_draft(front)
    read = read_recently([slot.article for slot in slots])
    return JsonResponse(
        {
            "others": others_in_words(front, request.user),
            "mark": mark_of_draft(front),
            "read": {slot.article: read_in_words(read.get(slot.article, 0)) for slot in slots},
        }
    )


@require_POST
def beside_view(request: HttpRequest, front_id: int) -> HttpResponse:
    """Place an article beside the lead (``do`` is ``on``), first of them (``up``), or take it away.

    ``mark`` is that of the draft that the change was made from.
    """
    front = _front(request, front_id)
    pk, do = row_id(request.POST.get("article", "")), request.POST.get("do")
    if pk is None or do not in {"on", "up", "off"}:
        return HttpResponseBadRequest(gettext("That is no place on the front."))
    lead = next(iter(slots_in_draft(front)), None)
    others = [other for other in (lead.beside if lead else ()) if other != pk]
    wanted = {"on": [*others, pk], "up": [pk, *others], "off": others}[do]
    mark = request.POST.get("mark", "")
    return _done(request, lambda: place_beside(front, wanted, request.user, seen=mark), front)


@require_POST
def blocks_view(request: HttpRequest, front_id: int) -> HttpResponse:
    """Add a block below the slots, or change one: ``do`` with the block of ``key``.

    ``mark`` is that of the draft that the change was made from.
    """
    front = _front(request, front_id)
    mark = request.POST.get("mark", "")

    def act() -> None:
        arrange_blocks(front, changed_blocks(front, request.POST), request.user, seen=mark)

    return _done(request, act, front)


@require_POST
def reword_view(request: HttpRequest, front_id: int) -> HttpResponse:
    """Give the article in a slot what the front alone says of it; ``was`` is the slot's mark."""
    front = _front(request, front_id)
    pk = row_id(request.POST.get("article", ""))
    article = Article.objects.filter(pk=pk).first()
    slot = next(
        (one for one in slots_in_draft(front) if article and one.article == article.pk), None
    )
    if article is None or slot is None:
        return _done(request, _not_there, front)
    form = SlotForm(slot, article, request.user, request.POST)

    def act() -> None:
        if not form.is_valid():
            raise ValidationError([error for errors in form.errors.values() for error in errors])
        reword_slot(front, form.placed, request.user, seen=request.POST.get("was", ""))

    return _done(request, act, front)


@require_POST
def show_view(request: HttpRequest, front_id: int) -> HttpResponse:
    """Show readers the draft."""
    front = _front(request, front_id)
    seen = [pk for one in request.POST.get("seen", "").split(",") if (pk := row_id(one))]
    said = gettext("Readers see this front now.")
    mark = request.POST.get("mark", "")
    return _done(
        request, lambda: show_front(front, request.user, seen=seen, mark=mark), front, said
    )


@require_POST
def discard_view(request: HttpRequest, front_id: int) -> HttpResponse:
    """Drop the draft whose mark is ``mark``."""
    front = _front(request, front_id)
    mark = request.POST.get("mark", "")
    return _done(request, lambda: drop_front_draft(front, request.user, seen=mark), front)


@require_POST
def put_back_view(request: HttpRequest, front_id: int, version_id: int) -> HttpResponse:
    """Show readers a front that they had before."""
    front = _front(request, front_id)
    versions = Revision.objects.for_instance(front)
    version = get_object_or_404(versions, pk=version_id)
    said = gettext("Readers see that front again.")
    return _done(request, lambda: put_front_back(front, version, request.user), front, said)


def _front(request: HttpRequest, front_id: int | None) -> Front:
    """The front with this id, or the first; those who may not arrange it may not see its draft."""
    if front_id is None:
        first = next(iter(fronts()), None)
        if first is None:
            raise Http404
        front_id = first[0].pk
    front = get_object_or_404(Page, pk=front_id).specific
    if not isinstance(front, EditionPage | SectionPage):
        raise Http404
    if not front.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return front


def _ids(text: str) -> list[int]:
    """The ids of a list with commas. Raises ValueError for what is none."""
    ids = [row_id(one) for one in text.split(",") if one]
    found = [pk for pk in ids if pk is not None]
    if len(found) < len(ids):
        raise ValueError("a row has no such id")
    return found


def _query(request: HttpRequest) -> str:
    """The words to find by what may be placed."""
    return (request.POST.get("q") or request.GET.get("q", "")).replace("\0", " ").strip()


def _around(front: Front) -> dict[str, Any]:
    return {"front": front, "fronts": fronts(), "language": front.locale.language_code}


def _done(
    request: HttpRequest, act: Callable[[], object], front: Front, said: str = ""
) -> HttpResponse:
    """Do it; answer with the board for a script, and with the page for a form.

    What was typed and refused stays where it was typed.
    """
    sent = None
    try:
        act()
    except ArrangedByAnother:
        said = ""
        messages.warning(
            request,
            gettext("Somebody else has changed this front in the meantime. This is how it is now."),
        )
    except ValidationError as refusal:
        said, sent = "", request.POST
        messages.error(request, " ".join(refusal.messages))
    if said:
        messages.success(request, said)
    alone = request.headers.get("X-Requested-With") == "XMLHttpRequest"
    if not alone and sent is None:
        return redirect("desk_front", front.pk)
    front = _front(request, front.pk)
    board = board_of(front, request.user, _query(request), sent)
    context: dict[str, Any] = {"board": board, "refused": sent or {}}
    if alone:
        return TemplateResponse(request, "desk/front/board.html", {**context, "alone": True})
    return TemplateResponse(request, "desk/front/front.html", {**context, **_around(front)})


def _not_there() -> None:
    raise ArrangedByAnother
