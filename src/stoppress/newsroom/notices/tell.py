"""Following the trail: who is told of an entry, and how.

The cursor moves in the transaction that writes the notices, so that a crash tells nobody twice and
loses nothing. Numbers of entries follow the order of their commits: see ``newsroom.trail``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q
from wagtail.models import GroupApprovalTask, PageLogEntry, WorkflowState

from stoppress.newsroom import clock
from stoppress.newsroom.actions.assign import ACTION as ASSIGN
from stoppress.newsroom.actions.correct import ACTION as CORRECT
from stoppress.newsroom.actions.leave_note import ACTION as NOTE
from stoppress.newsroom.actions.take_down import ACTION as TAKE_DOWN
from stoppress.newsroom.change_log.followers import Cursor
from stoppress.newsroom.models import (
    Article,
    FollowerCursor,
    Note,
    Notice,
    NoticeWishes,
    TelegramChat,
)
from stoppress.newsroom.notices.mentions import named_in

#: Counts entries of the trail, and not changes: it is no follower of the change log.
CURSOR = Cursor("notices")
#: Entries that are looked at in one transaction.
AT_ONCE = 100
#: A correction is published in the same breath; its author is told once.
_SAME_BREATH = timedelta(seconds=10)
_Kind = Notice.Kind


def tell() -> int:
    """Write the notices for what was done since the last time; how many there were."""
    if not FollowerCursor.objects.filter(pk=CURSOR.name).exists():
        newest = PageLogEntry.objects.order_by("-pk").values_list("pk", flat=True).first()
        CURSOR.move_to(newest or 0)  # nobody is told of what was done before there were notices
        return 0
    position = CURSOR.position()
    entries = list(
        PageLogEntry.objects.filter(pk__gt=position).select_related("user").order_by("pk")[:AT_ONCE]
    )
    if not entries:
        return 0
    notices = list(wished(_notices_of(entries)))
    with transaction.atomic():
        if CURSOR.position() != position:
            return 0  # somebody else has told it
        Notice.objects.bulk_create(notices)
        CURSOR.move_to(entries[-1].pk)
    return len(notices)


def _notices_of(entries: list[PageLogEntry]) -> Iterator[Notice]:
    meant = [entry for entry in entries if entry.action in _TOLD]
    articles = Article.objects.in_bulk({entry.page_id for entry in meant})
    corrected = [entry for entry in meant if entry.action == CORRECT]
    for entry in meant:
        article = articles.get(entry.page_id)
        if article is None or _is_of_a_correction(entry, corrected):
            continue
        for kind, people, words in _TOLD[entry.action](entry, article):
            for user in people:
                if user.pk != entry.user_id and user.is_active:
                    yield Notice(
                        user=user,
                        kind=kind,
                        article=article,
                        by=entry.user,
                        at=entry.timestamp,
                        words=words,
                    )


_Told = Iterator[tuple[Notice.Kind, Iterable[Any], str]]


def _asked(entry: PageLogEntry, article: Article) -> _Told:
    """Those who may approve the piece, with the note that it was sent with."""
    task = article.current_workflow_task
    groups = task.groups.all() if isinstance(task, GroupApprovalTask) else ()
    people = get_user_model().objects.filter(groups__in=groups).distinct()
    note = Note.objects.filter(article=article, by=entry.user_id, done_at=None).last()
    yield _Kind.ASKED, people, note.text if note else ""


def _changes(entry: PageLogEntry, article: Article) -> _Told:
    last = (
        WorkflowState.objects.filter(object_id=str(article.pk), requested_by__isnull=False)
        .select_related("requested_by")
        .order_by("-pk")
        .first()
    )
    sent = [last.requested_by] if last else []
    people = {one.pk: one for one in (*sent, *_own(article))}
    yield _Kind.CHANGES, people.values(), str(entry.data.get("comment") or "")


def _note(entry: PageLogEntry, _article: Article) -> _Told:
    text = str(entry.data.get("note") or "")
    asked = get_user_model().objects.filter(pk=entry.data.get("to"))
    named = [one for one in _named(text) if one.pk != entry.data.get("to")]
    yield _Kind.MENTION, named, text
    yield _Kind.ANSWER, asked, text


def _comment(entry: PageLogEntry, _article: Article) -> _Told:
    text = str((entry.data.get("reply") or entry.data.get("comment") or {}).get("text") or "")
    yield _Kind.MENTION, _named(text), text


def _given(entry: PageLogEntry, _article: Article) -> _Told:
    yield _Kind.GIVEN, get_user_model().objects.filter(pk=entry.data.get("to")), ""


def _mine(kind: Notice.Kind) -> Callable[[PageLogEntry, Article], _Told]:
    def told(entry: PageLogEntry, article: Article) -> _Told:
        words = entry.data.get("reason") or entry.data.get("now") or ""
        yield kind, _own(article), str(words)

    return told


_TOLD: dict[str, Callable[[PageLogEntry, Article], _Told]] = {
    "wagtail.workflow.start": _asked,
    "wagtail.workflow.resume": _asked,
    "wagtail.workflow.reject": _changes,
    NOTE: _note,
    ASSIGN: _given,
    "wagtail.comments.create": _comment,
    "wagtail.comments.create_reply": _comment,
    "wagtail.publish": _mine(_Kind.PUBLISHED),
    "wagtail.publish.scheduled": _mine(_Kind.PUBLISHED),
    CORRECT: _mine(_Kind.CORRECTED),
    TAKE_DOWN: _mine(_Kind.TAKEN_DOWN),
    "wagtail.unpublish": _mine(_Kind.TAKEN_DOWN),
}


def _own(article: Article) -> list[Any]:
    """Those whose piece it is: who began it, and the accounts of its byline."""
    own = Q(pk=article.owner_id) | Q(person__bylines__article=article.pk)
    return list(get_user_model().objects.filter(own).distinct())


def _named(text: str) -> list[Any]:
    if "@" not in text:
        return []
    return named_in(text, get_user_model().objects.filter(is_active=True))


def _is_of_a_correction(entry: PageLogEntry, corrected: list[PageLogEntry]) -> bool:
    return entry.action == "wagtail.publish" and any(
        one.page_id == entry.page_id
        and one.user_id == entry.user_id
        and abs(one.timestamp - entry.timestamp) < _SAME_BREATH
        for one in corrected
    )


def wished(notices: Iterable[Notice]) -> Iterator[Notice]:
    """Those that somebody wants to have, each with the ways in which they want it."""
    made = list(notices)
    people = {notice.user_id for notice in made}
    wishes = NoticeWishes.objects.in_bulk(people)
    chats = TelegramChat.objects.filter(pk__in=people, chat__isnull=False)
    connected = set(chats.values_list("pk", flat=True)) if people else set()
    for notice in made:
        wish = wishes.get(notice.user_id) or NoticeWishes()
        notice.at_the_bell = wish.is_at_the_bell(notice.kind)
        if wish.is_by_mail(notice.kind):
            notice.mail_due = clock.now()
        if notice.user_id in connected and wish.is_by_telegram(notice.kind):
            notice.telegram_due = clock.now()
        if notice.at_the_bell or notice.mail_due or notice.telegram_due:
            yield notice
