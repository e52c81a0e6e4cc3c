"""Who looks at a front just now, and how often what stands on it was read of late."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils.formats import number_format
from django.utils.text import get_text_list
from django.utils.translation import gettext
from wagtail.admin.models import EditingSession

from stoppress.desk.pieces.listed import name_of
from stoppress.newsroom import clock
from stoppress.newsroom.front_slots import Front

#: For so long somebody counts as present whose page has said nothing. It does so every 15 s.
PRESENT = timedelta(seconds=40)


def note_presence(front: Front, user: Any) -> None:
    """Note that ``user`` has ``front`` open, where Wagtail notes who edits it."""
    mine = _sessions(front).filter(user=user)
    if not mine.update(last_seen_at=clock.now()):
        EditingSession.cleanup()
        EditingSession.objects.create(user=user, last_seen_at=clock.now(), **_key(front))


def others_in_words(front: Front, user: Any) -> str:
    """Who else has ``front`` open; empty for nobody."""
    present = _sessions(front).filter(last_seen_at__gt=clock.now() - PRESENT)
    people = {one.user_id: name_of(one.user) for one in present.select_related("user")}
    people.pop(user.pk, None)
    if not people:
        return ""
    names = get_text_list(sorted(people.values()), gettext("and"))
    return gettext("Looking at this front too: %(names)s.") % {"names": names}


def read_in_words(page_views: int) -> str:
    """How often an article was read in the last half hour."""
    return gettext("Last 30 min: %(number)s") % {
        "number": number_format(page_views, use_l10n=True, force_grouping=True)
    }


def _sessions(front: Front) -> Any:
    return EditingSession.objects.filter(**_key(front))


def _key(front: Front) -> dict[str, Any]:
    kind = ContentType.objects.get_for_model(front, for_concrete_model=False)
    return {"content_type": kind, "object_id": str(front.pk)}
