"""The words of the trail for each action, Wagtail's own actions included."""

from __future__ import annotations

from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.timesince import timesince
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogActionRegistry, LogFormatter

from stoppress.channels.trail import (
    ADD,
    BY_THE_RULES,
    IS_THERE,
    KEEP_OUT,
    PAUSE,
    REMOVE,
    REPLAY,
    RESUME,
    ROTATE,
    SEND,
    SET_RULES,
)
from stoppress.desk.channels.rules_in_words import RulesInWords
from stoppress.desk.checks.set_aside import ACTION as SET_ASIDE
from stoppress.desk.checks.set_aside import SetAsideInWords
from stoppress.desk.checks.settings_view import WEIGH
from stoppress.desk.trail.of_accounts import WORDS as DONE
from stoppress.desk.trail.of_accounts import action_of
from stoppress.newsroom import clock
from stoppress.newsroom.actions.assign import ACTION as ASSIGN
from stoppress.newsroom.actions.break_news import BREAK_NEWS
from stoppress.newsroom.actions.correct import ACTION as CORRECT
from stoppress.newsroom.actions.end_breaking import END_BREAKING
from stoppress.newsroom.actions.hold import ACTION as HOLD
from stoppress.newsroom.actions.leave_note import ACTION as NOTE
from stoppress.newsroom.actions.note_late import ACTION as LATE
from stoppress.newsroom.actions.restore import ACTION as RESTORE
from stoppress.newsroom.actions.revoke_preview import REVOKE
from stoppress.newsroom.actions.settle_note import ACTION as NOTE_DONE
from stoppress.newsroom.actions.share_preview import SHARE
from stoppress.newsroom.actions.take_down import ACTION as TAKE_DOWN
from stoppress.newsroom.actions.who import Unasked, logged

#: Each action: its name in the database, its words in the filter, its words in an entry.
_WORDS: tuple[tuple[str, Promise, Promise], ...] = (
    (TAKE_DOWN, _("Take down"), _("Taken down")),
    (RESTORE, _("Restore"), _("Restored")),
    (CORRECT, _("Correct"), _("Corrected")),
    (BREAK_NEWS, _("Put breaking news on air"), _("Put on air")),
    (END_BREAKING, _("End breaking news"), _("Taken off air")),
    (SHARE, _("Share a preview"), _("Shared a preview")),
    (REVOKE, _("Revoke a preview"), _("Revoked a preview")),
    (NOTE, _("Leave a note"), _("Left a note")),
    (NOTE_DONE, _("Settle a note"), _("Note is done")),
    ("stoppress.merge_topics", _("Merge topics"), _("Topic merged into it")),
    *((action_of(do), words, words) for do, words in DONE.items()),
    (SEND, _("Send to a channel"), _("Sent to a channel")),
    (KEEP_OUT, _("Keep out of a channel"), _("Kept out of a channel")),
    (BY_THE_RULES, _("Leave to a channel’s rules"), _("Left to a channel’s rules")),
    (IS_THERE, _("Say that it is in a channel"), _("Said to be in a channel")),
    (ADD, _("Add a channel"), _("Channel added")),
    (REMOVE, _("Remove a channel"), _("Channel removed")),
    (PAUSE, _("Pause a channel"), _("Channel paused")),
    (RESUME, _("Resume a channel"), _("Channel resumed")),
    (ROTATE, _("Change the secret of a channel"), _("Secret of the channel changed")),
    (REPLAY, _("Tell a channel again"), _("Channel told again")),
    (WEIGH, _("Checks weighed otherwise"), _("Checks weighed otherwise")),
    (ASSIGN, _("Say who has it"), _("Owner and hour set")),
    ("wagtail.publish", _("Publish"), _("Published")),
    ("wagtail.publish.scheduled", _("Go out at its hour"), _("Went out at its hour")),
    ("wagtail.unpublish", _("Unpublish"), _("Unpublished")),
    ("wagtail.unpublish.scheduled", _("End at its hour"), _("Ended at its hour")),
    ("wagtail.schedule.cancel", _("Cancel a schedule"), _("Schedule cancelled")),
    ("wagtail.revert", _("Put a version back"), _("Earlier version put back")),
    ("wagtail.workflow.start", _("Send to an editor"), _("Sent to an editor")),
    ("wagtail.workflow.approve", _("Approve"), _("Approved")),
    ("wagtail.workflow.reject", _("Ask for changes"), _("Changes asked for")),
    ("wagtail.workflow.resume", _("Send to an editor again"), _("Sent to an editor again")),
    ("wagtail.workflow.cancel", _("Take back from an editor"), _("Taken back from an editor")),
)
#: Actions that the clock, an import or a command can do as well.
_UNASKED = (
    "wagtail.publish",
    "wagtail.unpublish",
    TAKE_DOWN,
    RESTORE,
    CORRECT,
    BREAK_NEWS,
    END_BREAKING,
)
#: Actions that a command can do as well.
_COMMANDED = (ADD, REMOVE, PAUSE, RESUME, ROTATE, REPLAY)
#: Actions of Wagtail's that no newsroom uses; the filter does not offer them.
_NEVER_DONE = (
    "wagtail.apitoken.",
    "wagtail.moderation.",
    "wagtail.copy_for_translation",
    "wagtail.create_alias",
    "wagtail.convert_alias",
    "wagtail.view_restriction.",
)
_BY = {Unasked.IMPORT: _("by an import"), Unasked.COMMAND: _("by a command")}


def words_of_the_trail(actions: LogActionRegistry) -> None:
    """Register the words of every action, also in place of some of Wagtail's."""
    for action, label, message in _WORDS:
        actions.register_action(action)(_said(label, message))
        for by, words in _BY.items():
            if action in _UNASKED or (by is Unasked.COMMAND and action in _COMMANDED):
                told = (format_lazy("{} ({})", text, words) for text in (label, message))
                actions.register_action(logged(action, by), *told)
    formatters: tuple[tuple[str, type[LogFormatter]], ...] = (
        (SET_ASIDE, SetAsideInWords),
        (LATE, LateInWords),
        (HOLD, HeldInWords),
        (SET_RULES, RulesInWords),
        (logged(SET_RULES, Unasked.COMMAND), _RulesByCommand),
        ("wagtail.publish.schedule", ScheduledInWords),
    )
    for action, formatter in formatters:
        actions.register_action(action)(formatter)
    # One choice for each, by the words that are said now.
    actions.choices = [
        (name, one.label)
        for name, one in actions.formatters.items()
        if not name.startswith(_NEVER_DONE)
    ]


class _Said(LogFormatter):
    """Says what was done, and shows the comment on it, such as what an editor wants changed."""

    def format_comment(self, log_entry: Any) -> str:
        """The comment."""
        return str((log_entry.data or {}).get("comment") or "")


def _said(label: Promise, message: Promise) -> type[LogFormatter]:
    return type("_SaidPlainly", (_Said,), {"label": label, "message": message})


class _InWords(LogFormatter):
    """Says what was done by the entry's ``data``; ``message`` where these do not say it."""

    message: Promise

    def say(self, data: Any) -> str:
        """What was done. Raises KeyError or TypeError when ``data`` does not say."""
        raise NotImplementedError

    def format_message(self, log_entry: Any) -> str:
        """What was done."""
        try:
            return self.say(log_entry.data)
        except (KeyError, TypeError):
            return str(self.message)


class LateInWords(_InWords):
    """A piece that went out late: how late it was."""

    label = _("Go out late")
    message = _("Went out late")

    def say(self, data: Any) -> str:
        """When it was due, when it went out, and how much later that was."""
        due, out = (parse_datetime(data[name]) for name in ("due", "out"))
        if due is None or out is None:
            raise TypeError
        words = gettext("Due on %(due)s, went out at %(out)s: %(late)s late")
        return words % {
            "due": date_format(clock.local(due), "DATETIME_FORMAT"),
            "out": date_format(clock.local(out), "TIME_FORMAT"),
            "late": timesince(due, out, depth=1),
        }


class HeldInWords(_InWords):
    """When it was to go out, and what held it."""

    label = _("Hold back")
    message = _("Held by a check")

    def say(self, data: Any) -> str:
        """Its hour, and the words of the checks."""
        due = parse_datetime(data["due"])
        if due is None:
            raise TypeError
        words = gettext("Was to go out on %(due)s and is held by a check: %(words)s")
        return words % {
            "due": date_format(clock.local(due), "DATETIME_FORMAT"),
            "words": " ".join(one["words"] for one in data["objections"]),
        }


class _RulesByCommand(RulesInWords):
    label = format_lazy("{} ({})", RulesInWords.label, _BY[Unasked.COMMAND])


class ScheduledInWords(_InWords):
    """A scheduled version: when it is to go out."""

    label = _("Schedule")
    message = _("Scheduled")

    def say(self, data: Any) -> str:
        """The hour, as the newsroom's clocks show it."""
        at = parse_datetime(data["revision"]["go_live_at"])
        if at is None:
            raise TypeError
        shown = date_format(clock.local(at), "DATETIME_FORMAT")
        return gettext("Scheduled for %(at)s") % {"at": shown}
