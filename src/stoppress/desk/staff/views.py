"""The page of all accounts, and that of one. Owners alone see them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods
from wagtail.log_actions import log

from stoppress.desk.roles import roles_in_words
from stoppress.desk.row_ids import row_id
from stoppress.desk.sign_in.second_factor import forget_factors_of
from stoppress.desk.sign_in.sessions import end_sessions_of
from stoppress.desk.staff.close_account import close_account, unfinished_of
from stoppress.desk.staff.invitation_mail import mail_invitation, may_send
from stoppress.desk.staff.invitations import is_invited, link_for
from stoppress.desk.staff.new_account import ROLES, open_account
from stoppress.desk.staff.sections import sections_of, set_sections
from stoppress.desk.telegram.writers import all_writers, section_set_for, set_writer
from stoppress.desk.trail.of_accounts import note_done
from stoppress.newsroom.actions.who import name_of
from stoppress.newsroom.models import Person, SectionPage

_View = Callable[..., HttpResponse]


def _owners_only(view: _View) -> _View:
    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user: Any = request.user
        if not user.is_superuser:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return asked


@_owners_only
@require_http_methods(["GET", "POST"])
def accounts_view(request: HttpRequest) -> HttpResponse:
    """List who works here; by POST invite somebody, by mail or by the link that is shown."""
    invited = link = None
    error = ""
    if request.method == "POST":
        role = request.POST.get("role", "")
        try:
            invited = open_account(
                request.POST.get("email", ""),
                role if role in ROLES else "reporter",
                request.POST.get("name", ""),
            )
            log(invited, "wagtail.create", user=request.user)
            link = _mail_or_link(request, invited)
        except ValidationError as refused:
            error = " ".join(refused.messages)
    writers = all_writers()
    found = User.objects.order_by("-is_active", "first_name", "username")
    accounts = [
        {
            "account": account,
            "roles": roles_in_words(account),
            "invited": is_invited(account),
            "writes": account.pk in writers,
        }
        for account in found.prefetch_related("groups")
    ]
    context = {"accounts": accounts, "invited": invited, "link": link, "error": error}
    return render(request, "desk/staff/accounts.html", {**context, "sent": request.POST})


@_owners_only
@require_http_methods(["GET", "POST"])
def account_view(request: HttpRequest, account_id: int) -> HttpResponse:
    """Show one account; by POST do what ``do`` names."""
    account = get_object_or_404(User, pk=account_id)
    by: Any = request.user
    link = ""
    if request.method == "POST":
        do = request.POST.get("do", "")
        if do in {"link", "mail"}:
            link = link_for(account) if do == "link" else _mail_or_link(request, account)
            note_done(account, do, by)
        elif do in _DO:
            if account == by and do != "telegram":
                raise PermissionDenied
            said, what = _DO[do](request, account)
            messages.success(request, said)
            note_done(account, do, by, what)
            return HttpResponseRedirect(reverse("desk_account", args=[account.pk]))
    mine = sections_of(account)
    sections = SectionPage.objects.select_related("locale")
    context = {
        "account": account,
        "roles": roles_in_words(account),
        "oneself": account == by,
        "invited": is_invited(account),
        "link": link,
        "by_mail": may_send(),
        "sections": [(section, section.pk in mine) for section in sections],
        "drafts_in": section_set_for(account),
        "person": Person.objects.filter(account=account).first(),
        "unfinished": len(unfinished_of(account)),
        "others": User.objects.filter(is_active=True).exclude(pk=account.pk).order_by("username"),
    }
    return render(request, "desk/staff/account.html", context)


def _mail_or_link(request: HttpRequest, account: User) -> str:
    """Mail an invitation; the link to be given where there is no mail, else nothing."""
    by: Any = request.user
    if mail_invitation(account, by):
        words = gettext("The invitation went to %(email)s by mail.")
        messages.success(request, words % {"email": account.email})
        return ""
    if may_send():
        messages.warning(request, gettext("The mail server did not take it. Give them the link."))
    return link_for(account)


#: What was done: the message for whoever did it, and the data for the trail.
_Said = tuple[str, str]


def _sections(request: HttpRequest, account: User) -> _Said:
    chosen = [pk for one in request.POST.getlist("section") if (pk := row_id(one))]
    sections = list(SectionPage.objects.filter(pk__in=chosen))
    set_sections(account, sections)
    return gettext("The sections are set."), ", ".join(one.title for one in sections)


def _telegram(request: HttpRequest, account: User) -> _Said:
    chosen = SectionPage.objects.filter(pk=row_id(request.POST.get("drafts_in", "")))
    section = chosen.first()
    set_writer(account, section)
    if section is None:
        return gettext("No drafts are made of their messages."), ""
    return gettext("Their messages to the bot become drafts."), section.title


def _close(request: HttpRequest, account: User) -> _Said:
    number = row_id(request.POST.get("to", ""))
    others = User.objects.filter(is_active=True).exclude(pk=account.pk)
    to = get_object_or_404(others, pk=number) if number else None
    by: Any = request.user
    count = close_account(account, to, by)
    said = gettext("The account is closed. Pieces handed over: %(count)s.") % {"count": count}
    return said, f"{name_of(to)}: {count}" if to else ""


def _open(_request: HttpRequest, account: User) -> _Said:
    account.is_active = True
    account.save(update_fields=["is_active"])
    return gettext("The account is open again."), ""


def _reset(_request: HttpRequest, account: User) -> _Said:
    forget_factors_of(account)
    end_sessions_of(account)
    return gettext("Passkeys, app and codes are removed, and all sessions ended."), ""


def _revoke(_request: HttpRequest, account: User) -> _Said:
    if not is_invited(account):
        raise PermissionDenied
    account.set_unusable_password()  # another one, so that the link's signature is wrong
    account.is_active = False
    account.save(update_fields=["password", "is_active"])
    return gettext("The invitation is revoked."), ""


_DO: dict[str, Callable[[HttpRequest, User], _Said]] = {
    "sections": _sections,
    "telegram": _telegram,
    "close": _close,
    "open": _open,
    "reset": _reset,
    "revoke": _revoke,
}
