"""Removing rows of the change log that nobody needs any more."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from stoppress.newsroom import clock
from stoppress.newsroom.change_log.append import hold_the_log
from stoppress.newsroom.change_log.followers import all_followers
from stoppress.newsroom.models import Change

#: Rows that one call looks at, so that nobody who publishes waits long for it.
AT_ONCE = 1000


def prune(days: int) -> int:
    """Remove rows that are older than ``days`` and that all followers have passed.

    The last of them stays as a row of the kind ``pruned``. A follower that has not passed it, such
    as one that was registered later, learns from it that changes before are not told any more, and
    begins anew from the newsroom as it stands. Returns how many rows were removed; call it again
    while that is more than none.
    """
    passed = min((follower.position() for follower in all_followers()), default=0)
    until = clock.now() - timedelta(days=days)
    oldest = Change.objects.filter(sequence__lte=passed).order_by("sequence")
    old = [
        sequence for sequence, at in oldest.values_list("sequence", "at")[:AT_ONCE] if at < until
    ]
    if len(old) < 2:  # the row that stands for those removed before is one
        return 0
    last = old[-1]
    with transaction.atomic():
        hold_the_log()
        Change.objects.filter(sequence__lt=last).delete()
        Change.objects.filter(sequence=last).update(
            kind=Change.Kind.PRUNED,
            object_id=None,
            edition="",
            before=None,
            after=None,
            what=[],
            bulk=False,
        )
    return len(old) - 1
