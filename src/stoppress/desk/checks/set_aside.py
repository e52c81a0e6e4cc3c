"""Warnings that somebody set aside: why, and what the history keeps of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter
from wagtail.models import Page

from stoppress.desk.checks.check import Level, Problem
from stoppress.desk.checks.registry import CHECKS
from stoppress.newsroom.models import SetAside

#: In the history: a piece went out though checks warned of it.
ACTION = "stoppress.set_aside"
_FIELD = "reason"
_LONGEST = SetAside._meta.get_field("reason").max_length  # noqa: SLF001 - Django's API


def reasons_given(article: int | None) -> dict[str, str]:
    """Why warnings of an article were set aside before, by the names of their fields."""
    if article is None:
        return {}
    rows = SetAside.objects.filter(article=article)
    return {f"{_FIELD}-{row.check_name}-{row.subject}": row.reason for row in rows}


def reasons_in(sent: Mapping[str, Any]) -> dict[str, str]:
    """Why warnings are set aside, as a form has sent it."""
    given = {
        name: " ".join(str(value).split())[:_LONGEST]
        for name, value in sent.items()
        if name.startswith(f"{_FIELD}-")
    }
    return {name: reason for name, reason in given.items() if reason}


def left_of(problems: Sequence[Problem], reasons: Mapping[str, str]) -> list[Problem]:
    """Those of ``problems`` that stop a publish: errors, and warnings without a reason."""
    return [one for one in problems if one.level is Level.ERROR or one.reason_field not in reasons]


def keep_reasons(article: Page, sent: Mapping[str, Any], by: Any) -> None:
    """Keep why warnings of ``article`` are set aside; the last reason counts."""
    checks = {check.name for check in CHECKS}
    for name, reason in reasons_in(sent).items():
        check, _hyphen, subject = name.removeprefix(f"{_FIELD}-").rpartition("-")
        if check in checks and len(subject) == 16 and subject.isalnum():
            SetAside.objects.update_or_create(
                article_id=article.pk,
                check_name=check,
                subject=subject,
                defaults={"reason": reason, "by": by},
            )


class SetAsideInWords(LogFormatter):
    """What the history says of it."""

    label = _("Checks set aside")

    def format_message(self, log_entry: Any) -> str:
        """Each warning with its reason."""
        kept = (log_entry.data or {}).get("set_aside", ())
        told = " ".join(f"{one['words']} “{one['reason']}”" for one in kept)
        return gettext("Went out all the same: %(warnings)s") % {"warnings": told}
