"""Checks of quotations."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from stoppress.desk.checks.check import Check, Found, Level, Subject


def _named(subject: Subject) -> Iterator[Found]:
    for block in subject.article.body:
        if block.block_type != "quote":
            continue
        said_by = (block.value.get("speaker"), block.value.get("source_title"))
        if not any(str(one or "").strip() for one in said_by):
            text = " ".join(str(block.value.get("text") or "").split())
            words = gettext("A quotation names neither speaker nor source: “%(beginning)s”")
            yield Found("body", words % {"beginning": _beginning(text)}, text)


def _beginning(text: str, length: int = 40) -> str:
    return text if len(text) <= length else f"{text[:length].rstrip()}…"


CHECKS = (Check("quotation", _("Quotations name their speaker or source"), Level.WARNING, _named),)
