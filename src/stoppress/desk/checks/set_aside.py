"""Warnings that somebody set aside: the reasons given, and how the trail shows them."""

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

#: In the trail: a piece went out although checks warned.
ACTION = "stoppress.set_aside"
_FIELD = "reason"
_LONGEST = SetAside._meta.get_field("reason").max_length  # noqa: SLF001 - Django's API


def reasons_given(article: int | None) -> dict[str, str]:
    """Reasons given earlier for setting warnings of an article aside, by form field."""
    if article is None:
        return {}
    rows = SetAside.objects.filter(article=article)
    return {f"{_FIELD}-{row.check_name}-{row.subject}": row.reason for row in rows}


def reasons_in(sent: Mapping[str, Any]) -> dict[str, str]:
    """Reasons for setting warnings aside, as a form has sent them."""
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
    """Save the reasons for setting warnings of ``article`` aside, in place of earlier ones."""
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
    """How the trail shows warnings that were set aside."""

    label = _("Checks set aside")

    def format_message(self, log_entry: Any) -> str:
        """Each warning with its reason."""
        kept = (log_entry.data or {}).get("set_aside", ())
        told = " ".join(f"{one['words']} “{one['reason']}”" for one in kept)
        return gettext("Went out all the same: %(warnings)s") % {"warnings": told}
