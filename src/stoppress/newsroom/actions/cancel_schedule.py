"""Let what goes out at its hour not go out: it is a draft again, and may be changed."""

from __future__ import annotations

from django.db import transaction
from wagtail.log_actions import log as write_into_the_trail
from wagtail.models import Revision

from stoppress.newsroom import clock
from stoppress.newsroom.actions.unpublish import UnpublishPage
from stoppress.newsroom.actions.who import By, ask, user_of
from stoppress.newsroom.change_log.append import hold_the_log
from stoppress.newsroom.models import Article, Held


def cancel_schedule(article: Article, by: By) -> None:
    """Cancel the hour of ``article`` and of its versions; what readers have stays as it is.

    One that is published and waits for its hour, or for its embargo to end, is withdrawn before
    anybody has seen it. One that is held is a draft like any other again.

    The newest version gets none of it either, so that publishing it later means at once; its
    embargo stays. Raises PermissionDenied when ``by`` may not publish the article.
    """
    ask(
        by,
        lambda user: article.permissions_for_user(user).can_unschedule(),
        "You may not cancel this schedule.",
    )
    with transaction.atomic():
        hold_the_log()
        Held.objects.filter(pk=article.pk).delete()
        waiting = Revision.page_revisions.filter(
            object_id=str(article.pk), approved_go_live_at__isnull=False
        )
        for version in waiting:
            version.approved_go_live_at = None
            # Wagtail writes into the trail what it takes for a schedule that is cancelled.
            version.save(update_fields=["approved_go_live_at"], user=user_of(by))
        now = Article.objects.get(pk=article.pk)
        if now.waits_until is not None:
            _withdraw(now, by)
        draft: Article = Article.objects.get(pk=article.pk).get_latest_revision_as_object()
        waits = draft.public_since is not None and draft.public_since > clock.now()
        if draft.go_live_at is not None or waits:
            draft.go_live_at = None
            draft.public_since = None if waits else draft.public_since
            draft.save_revision(user=user_of(by), clean=False)


def _withdraw(article: Article, by: By) -> None:
    """Make an article that waits a draft; one that was never out has no date of that either."""
    if article.is_dated_by_its_hour:
        article.published_at = None
    article.public_since = None
    if not article.public_path:
        article.first_published_at = article.last_published_at = None
    UnpublishPage(article, log_action=False).execute()
    write_into_the_trail(article, "wagtail.schedule.cancel", user=user_of(by))
