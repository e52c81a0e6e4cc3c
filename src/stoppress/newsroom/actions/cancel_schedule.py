"""Let a version that goes out at its hour not go out: it is a draft again, and may be changed."""

from __future__ import annotations

from django.db import transaction
from wagtail.models import Revision

from stoppress.newsroom.actions.who import By, ask, user_of
from stoppress.newsroom.change_log.append import hold_the_log
from stoppress.newsroom.models import Article, Held


def cancel_schedule(article: Article, by: By) -> None:
    """Cancel every hour that versions of ``article`` have; what readers have stays as it is.

    One that is held is a draft like any other again.

    The newest version gets none of it either, so that publishing it later means at once. Raises
    PermissionDenied when ``by`` may not publish the article.
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
        draft: Article = Article.objects.get(pk=article.pk).get_latest_revision_as_object()
        if draft.go_live_at is not None:
            draft.go_live_at = None
            draft.save_revision(user=user_of(by), clean=False)
