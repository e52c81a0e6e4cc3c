"""Close the account of somebody who leaves: pieces are handed over, sessions and links end."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q
from wagtail.log_actions import log
from wagtail.models import Page, WorkflowState

from stoppress.desk.sign_in.sessions import end_sessions_of
from stoppress.desk.telegram.connection import disconnect
from stoppress.newsroom.actions.assign import ACTION as ASSIGN
from stoppress.newsroom.actions.revoke_preview import revoke_preview
from stoppress.newsroom.actions.who import Unasked, name_of
from stoppress.newsroom.change_log.append import hold_the_log
from stoppress.newsroom.models import Article, PreviewLink


def unfinished_of(account: User) -> list[int]:
    """Ids of the pieces that this person began and that are not out, or are changed since."""
    open_ones = Q(live=False) | Q(has_unpublished_changes=True)
    return list(Article.objects.filter(open_ones, owner=account).values_list("pk", flat=True))


def close_account(account: User, to: User | None, by: User) -> int:
    """Close ``account`` and hand its unfinished pieces to ``to``; say how many.

    With nobody to hand them to they keep their owner. Bylines stay as they are. ``by`` is who does
    it: the trail of each piece says so.
    """
    with transaction.atomic():
        hold_the_log()
        pieces = unfinished_of(account) if to else []
        Page.objects.filter(pk__in=pieces).update(owner=to)
        if to:
            asked = WorkflowState.objects.active().filter(requested_by=account)
            asked.update(requested_by=to)
            for piece in Article.objects.filter(pk__in=pieces):
                log(piece, ASSIGN, user=by, data={"to": to.pk, "name": name_of(to)})
        account.is_active = False
        account.save(update_fields=["is_active"])
        end_sessions_of(account)
        disconnect(account.pk)
        for link in PreviewLink.objects.filter(by=account, revoked_at=None):
            revoke_preview(link, Unasked.COMMAND)
    return len(pieces)
