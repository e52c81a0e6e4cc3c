"""Dates typed at the desk: exact where nobody touched them, asked for where an hour comes twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.utils import to_current_timezone
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.widgets import AdminDateTimeInput


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the two moments that a time on the clock may mean.

    ``offset`` is that of ISO 8601 (``+02:00``).
    """

    offset: str
    label: str
    selected: bool


class DateTimeInput(AdminDateTimeInput):
    """Wagtail's input; where the time comes twice, also a choice between the first and the second.

    With a choice made, the value is the text followed by its offset from UTC.
    """

    template_name = "desk/datetime_input.html"
    #: The form compares with the database's value, not with one cut to the second.
    supports_microseconds = True

    @classmethod
    def like(cls, widget: AdminDateTimeInput) -> DateTimeInput:
        """An input with the attributes and formats of ``widget``."""
        return cls(
            attrs=widget.attrs,
            format=widget.format,
            js_overlay_parent_selector=widget.js_overlay_parent_selector,
        )

    def format_value(self, value: Any) -> str | None:
        """The date and time without an offset, on the clock of whoever is at the desk."""
        read = _as_read(value)
        return super().format_value(value if read is None else read)

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """Wagtail's context and, where the time comes twice, the two choices."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        read = _as_read(value)
        context["widget"]["choices"] = _choices(read) if read and comes_twice(read) else []
        return context

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        """The text; with the chosen offset, if the time is one that comes twice."""
        text, offset = super().value_from_datadict(data, files, name), data.get(f"{name}-offset")
        read = _as_read(text) if text and offset else None
        return f"{text}{offset}" if read and comes_twice(read) else text


class LocalDateTimeInput(DateTimeInput):
    """The browser's own input for a date and a time, on the newsroom's clock."""

    input_type = "datetime-local"
    template_name = "desk/local_datetime_input.html"

    def __init__(self, attrs: dict[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(attrs=attrs, **kwargs | {"format": "%Y-%m-%dT%H:%M"})


class DateTimeField(forms.DateTimeField):
    """A date and time to the minute; one that stays on its minute keeps its seconds."""

    widget = DateTimeInput

    def __init__(self, *, widget: Any = None, **kwargs: Any) -> None:
        if isinstance(widget, AdminDateTimeInput) and not isinstance(widget, DateTimeInput):
            widget = DateTimeInput.like(widget)
        super().__init__(widget=widget, **kwargs)

    def to_python(self, value: Any) -> datetime | None:
        """The moment. Raises ValidationError where the clock never shows it, or shows it twice."""
        read = _as_read(value) if isinstance(value, str) and _offset_of(value) is None else None
        if read is not None and comes_twice(read):
            raise ValidationError(
                gettext(
                    "On that day the clocks are put back, and %(time)s comes twice. Choose which"
                    " of the two is meant, then save again."
                )
                % {"time": f"{read:%H:%M}"},
                code="comes_twice",
            )
        if read is not None and is_skipped(read):
            raise ValidationError(
                gettext(
                    "On that day the clocks are put forward, and there is no %(time)s. Give a"
                    " time before or after that."
                )
                % {"time": f"{read:%H:%M}"},
                code="is_skipped",
            )
        moment: datetime | None = super().to_python(value)
        return moment

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether it was moved to another minute."""
        try:
            return not _on_the_same_minute(initial, self.to_python(data))
        except ValidationError:
            return True

    def _clean_bound_field(self, bf: forms.BoundField) -> Any:
        value = super()._clean_bound_field(bf)  # type: ignore[misc]
        return bf.initial if _on_the_same_minute(bf.initial, value) else value


def comes_twice(clock_time: datetime) -> bool:
    """Whether a local time without a zone is shown twice, since clocks are put back."""
    first, second = _offsets(clock_time)
    return first > second


def is_skipped(clock_time: datetime) -> bool:
    """Whether a local time without a zone is never shown, since clocks are put forward."""
    first, second = _offsets(clock_time)
    return first < second


def use_at_the_desk() -> None:
    """Let all forms of the desk take dates through this field."""
    register_form_field_override(models.DateTimeField, override={"form_class": DateTimeField})


def _offsets(clock_time: datetime) -> tuple[timedelta, timedelta]:
    zone = timezone.get_current_timezone()
    first, second = (clock_time.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1))
    if first is None or second is None:
        raise ValueError("the desk's zone gives no offsets")
    return first, second


def _as_read(value: Any) -> datetime | None:
    """What the clock shows at ``value``, a moment or a text; None when it is no date."""
    if isinstance(value, str):
        try:
            value = parse_datetime(value.strip())
        except ValueError:
            return None
    if not isinstance(value, datetime):
        return None
    read: datetime = to_current_timezone(value)
    return read


def _offset_of(text: str) -> timedelta | None:
    try:
        read = parse_datetime(text.strip())
    except ValueError:
        return None
    return read.utcoffset() if read else None


def _on_the_same_minute(initial: Any, value: Any) -> bool:
    if not isinstance(initial, datetime) or not isinstance(value, datetime):
        return (initial or None) is (value or None)
    before, after = (to_current_timezone(moment) for moment in (initial, value))
    same: bool = before.replace(second=0, microsecond=0) == after and before.fold == after.fold
    return same


def _choices(clock_time: datetime) -> list[Choice]:
    labels = (gettext("The first time (UTC%(offset)s)"), gettext("The second time (UTC%(offset)s)"))
    choices = []
    for fold, label in enumerate(labels):
        aware = clock_time.replace(tzinfo=timezone.get_current_timezone(), fold=fold)
        offset = aware.isoformat()[-6:]
        choices.append(Choice(offset, label % {"offset": offset}, fold == clock_time.fold))
    return choices
