"""The verbs of a piece: which stand in the bar of its sheet, and what its other menus call them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin.widgets.button import Button, ButtonWithDropdownFromHook

from stoppress.newsroom.actions.cancel_schedule import cancel_schedule
from stoppress.newsroom.models import Article, SectionPage

_OF_WORKFLOWS = {"action-submit", "action-restart-workflow", "action-cancel-workflow"}
#: Verbs of lists, by the name of their address, as they are called for a piece.
_IN_LISTS = {
    "wagtailadmin_pages:view_draft": _("Preview"),
    "wagtailadmin_pages:history": _("Versions"),
    "wagtailadmin_pages:unpublish": _("Unpublish: a draft again, readers get no reason"),
    "wagtailadmin_pages:delete": _("Delete the draft"),
}

#: Ends of addresses in the menu of a row that lead a piece nowhere: it moves by its section in the
#: sheet, and stands in no order.
_OF_FRONTS = ("/move/", "?ordering=ord")


def leave_to_the_sheet(items: list[Any], _request: HttpRequest, context: dict[str, Any]) -> None:
    """Take out of the menu of a piece all that there is: its bar and its dialogs have it.

    A piece saves itself. Editors are asked to read pieces, and nothing else.
    """
    page = context.get("page")
    new = context.get("view") == "create" and isinstance(context.get("parent_page"), SectionPage)
    if context.get("view") == "revisions_revert":
        return  # there nothing saves itself
    if new or isinstance(page, Article):
        items.clear()
    items[:] = [item for item in items if item.name not in _OF_WORKFLOWS]


def verbs_in_lists(buttons: list[Any], page: Any, user: Any, **_context: Any) -> None:
    """In the menu of a piece's row: taking down first, and the others in plain words."""
    if not isinstance(page, Article):
        return
    words = {reverse(name, args=[page.pk]): label for name, label in _IN_LISTS.items()}
    for menu in buttons:
        if not isinstance(menu, ButtonWithDropdownFromHook):
            continue
        verbs = menu.dropdown_buttons
        verbs[:] = [one for one in verbs if not str(one.url).endswith(_OF_FRONTS)]
        for button in verbs:
            button.label = words.get(str(button.url).partition("?")[0], button.label)
        if page.live and page.permissions_for_user(user).can_unpublish():
            menu.dropdown_buttons.append(_taking_down(page))
            menu.dropdown_buttons.sort()


def _taking_down(article: Article) -> Button:
    return Button(
        _("Taken down…") if article.taken_down_at else _("Take down…"),
        reverse("stoppress_take_down", args=[article.pk]),
        icon_name="cross",
        priority=25,
    )


@require_POST
def cancel_schedule_view(request: HttpRequest, article_id: int) -> HttpResponse:
    """Let a piece not go out at its hour, and lead back to its sheet, which can be changed now."""
    article = get_object_or_404(Article, pk=article_id)
    cancel_schedule(article, request.user)
    messages.success(request, gettext("The schedule is cancelled: nothing goes out by itself."))
    return redirect("wagtailadmin_pages:edit", article.pk)
