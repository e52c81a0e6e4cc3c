"""End a breaking line."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from stoppress.newsroom import clock
from stoppress.newsroom.actions.who import By, ask, logged, user_of
from stoppress.newsroom.change_log.append import hold_the_log
from stoppress.newsroom.models import BreakingNews

END_BREAKING = "stoppress.end_breaking"


def end_breaking(line: BreakingNews, by: By) -> None:
    """End ``line`` now. One that has not begun is deleted. Raises PermissionDenied."""
    ask(
        by,
        lambda user: user.has_perm("newsroom.change_breakingnews"),  # type: ignore[union-attr]
        _("You may not put breaking news on air."),
    )
    at = clock.now()
    with transaction.atomic():
        hold_the_log()
        log(line, logged(END_BREAKING, by), user=user_of(by))
        if line.since and line.since >= at:
            line.delete()
        else:
            line.until = at
            line.save()
