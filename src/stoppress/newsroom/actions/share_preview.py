"""Share a piece before it is out, by a secret link that works for a day."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Revision

from stoppress.newsroom import clock
from stoppress.newsroom.actions.who import By, ask, user_of
from stoppress.newsroom.change_log.append import hold_the_log
from stoppress.newsroom.models import Article, PreviewLink

SHARE = "stoppress.share_preview"
#: How long a link works.
LASTS = timedelta(days=1)
_SIGNER = signing.Signer(sep=".", salt="stoppress.preview")


def share_preview(article: Article, by: By, *, version: Revision | None = None) -> str:
    """The token of a new link to ``version`` of ``article``, or to whatever is its newest.

    Raises PermissionDenied when ``by`` may not edit the article.
    """
    ask_to_share(article, by)
    token: str = _SIGNER.sign(secrets.token_urlsafe(32))
    now = clock.now()
    user: Any = user_of(by)
    with transaction.atomic():
        hold_the_log()
        PreviewLink.objects.create(
            article=article,
            version=version,
            token_hash=_hash(token),
            by=user,
            made_at=now,
            until=now + LASTS,
        )
        log(article, SHARE, user=user, data={"until": now + LASTS})
    return token


def shared_by(token: str) -> Article | None:
    """The version of an article that ``token`` shows now; None for one that shows nothing.

    A piece that is taken down is shown to nobody, and so is one by the link of somebody whose
    account is closed.

    A token that was altered is known by its signature, and no database is asked.
    """
    try:
        _SIGNER.unsign(token)
    except signing.BadSignature:
        return None
    links = PreviewLink.objects.exclude(by__is_active=False).filter(
        token_hash=_hash(token),
        revoked_at=None,
        until__gt=clock.now(),
        article__taken_down_at=None,
    )
    link = links.select_related("article", "version").first()
    if link is None:
        return None
    shown: Article = (
        link.version.as_object() if link.version else link.article.get_latest_revision_as_object()
    )
    return shown


def ask_to_share(article: Article, by: By) -> None:
    """Raise PermissionDenied when ``by`` may not edit ``article``."""
    ask(
        by,
        lambda user: article.permissions_for_user(user).can_edit(),
        _("You may not share this piece."),
    )


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
