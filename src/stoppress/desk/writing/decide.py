"""What an editor says who was asked to read a piece: it is approved, or should change."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest
from wagtail.models import Task, TaskState

from stoppress.newsroom.actions.leave_note import LONGEST, leave_note
from stoppress.newsroom.models import Article

APPROVE, REJECT = "approve", "reject"
_BUTTON = "action-workflow-action"
#: The note beside each of the two buttons.
_NOTES = {APPROVE: "note_of_approval", REJECT: "note_of_changes"}


def decides(article: Article, user: Any) -> TaskState | None:
    """What ``user`` was asked to say of ``article``; None when they were not asked."""
    state = article.current_workflow_task_state
    if state is None or state.status != TaskState.STATUS_IN_PROGRESS:
        return None
    actions = {name for name, *_how in state.task.specific.get_actions(article, user)}
    return state if actions >= {APPROVE, REJECT} else None


def publishes_when_approved(article: Article) -> bool:
    """Whether an approval lets ``article`` out: nobody else is to read it after that."""
    running = article.current_workflow_state
    if running is None or running.current_task_state is None:
        return False
    tasks = Task.objects.filter(workflow_tasks__workflow=running.workflow, active=True)
    left = tasks.exclude(task_states__in=running.successful_task_states)
    return not left.exclude(pk=running.current_task_state.task_id).exists()


def say_it_to_the_workflow(request: HttpRequest, page: Any) -> None:
    """Bring what a button of the bar says into the words in which Wagtail's form has it."""
    said = request.POST.get(_BUTTON)
    if not isinstance(page, Article) or said not in _NOTES:
        return
    sent = request.POST.copy()
    sent["workflow-action-name"] = said
    note = str(sent.get(_NOTES[said], "")).strip()[:LONGEST]
    sent["workflow-action-extra-data"] = json.dumps({"comment": note} if note else {})
    request.POST = sent  # type: ignore[assignment]


def leave_what_should_change(request: HttpRequest, page: Any) -> None:
    """Put on the piece what its editor wants changed, where the other opens it."""
    text = request.POST.get(_NOTES[REJECT], "").strip()
    if isinstance(page, Article) and text and request.POST.get(_BUTTON) == REJECT:
        leave_note(page, text[:LONGEST], request.user)
