"""Revoke a link to a preview: it shows nothing any more."""

from __future__ import annotations

from django.db import transaction
from wagtail.log_actions import log

from stoppress.newsroom import clock
from stoppress.newsroom.actions.share_preview import ask_to_share
from stoppress.newsroom.actions.who import By, user_of
from stoppress.newsroom.change_log.append import hold_the_log
from stoppress.newsroom.models import PreviewLink

REVOKE = "stoppress.revoke_preview"


def revoke_preview(link: PreviewLink, by: By) -> None:
    """End ``link`` now. Raises PermissionDenied when ``by`` may not edit its article."""
    ask_to_share(link.article, by)
    with transaction.atomic():
        hold_the_log()
        standing = PreviewLink.objects.filter(pk=link.pk, revoked_at=None)
        if standing.update(revoked_at=clock.now()):
            log(link.article, REVOKE, user=user_of(by))
