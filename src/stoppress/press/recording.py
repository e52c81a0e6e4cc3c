"""What was read while something was rendered: rows and their columns, clock, settings, templates.

Fragments declare what touches them (``press.registry``); a declaration can be forgotten. Inside
``recorded`` everything that a rendering reads is written down, so that tests compare it with
what is declared, and ``stoppress fragments --reads`` shows it. Outside nothing is replaced, and
nothing costs anything.

Rows are caught where Django makes them from what the database answered, column by column as they
are used: a row that was loaded whole counts as read only in what was looked at. ``values`` and
``values_list`` bring the rows they came from; what only counts, or asks whether there is any
row, leaves the names of its tables, as every statement does.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from types import FrameType
from typing import Any

from django.conf import LazySettings
from django.db import connection
from django.db.models import Model
from django.db.models import query as querying
from django.db.models.query_utils import DeferredAttribute
from django.template import Template
from django.utils import timezone

from stoppress.newsroom import clock

_TABLES = re.compile(r'\b(?:FROM|JOIN|INTO|UPDATE) "([^"]+)"')
#: Where a recorded instance keeps the columns that nobody looked at yet.
_UNREAD = "_stoppress_unread"


@dataclass(frozen=True, slots=True, order=True)
class ColumnRead:
    """A column of a row: ``newsroom.Person``, its key, ``name``.

    The key's own column means only that the row was there.
    """

    model: str
    pk: str
    column: str

    def __str__(self) -> str:
        return f"{self.model} {self.pk}, {self.column}"


@dataclass(slots=True)
class Recording:
    """What was read inside one ``recorded`` block.

    ``clock`` and ``settings`` name who read them: ``module:function``, and ``(setting, who)`` for
    settings of Django read by this package. ``templates`` are paths of files.
    """

    columns: set[ColumnRead] = field(default_factory=set)
    tables: set[str] = field(default_factory=set)
    clock: set[str] = field(default_factory=set)
    settings: set[tuple[str, str]] = field(default_factory=set)
    templates: set[str] = field(default_factory=set)


@contextmanager
def recorded() -> Iterator[Recording]:
    """Record what is read inside the block; one block at a time in a process."""
    recorder = _Recorder()
    with ExitStack() as stack:
        for owner, name, replacement in recorder.replacements():
            stack.enter_context(_replaced(owner, name, replacement))
        stack.enter_context(connection.execute_wrapper(recorder.statement))
        try:
            yield recorder.recording
        finally:
            recorder.give_back()


class _Recorder:
    """Stands in for the few functions of Django through which everything is read."""

    def __init__(self) -> None:
        self.recording = Recording()
        self._instances: list[Model] = []
        self._aside = False

    def replacements(self) -> Iterator[tuple[Any, str, Any]]:
        """Owner, name, and what takes its place inside the block."""
        yield Model, "from_db", classmethod(self._from_db(Model.__dict__["from_db"].__func__))
        yield DeferredAttribute, "__get__", self._get(DeferredAttribute.__get__)
        for iterable in (
            querying.ValuesIterable,
            querying.ValuesListIterable,
            querying.FlatValuesListIterable,
        ):
            yield iterable, "__iter__", self._iterate(iterable.__iter__)
        yield clock, "now", self._clock(clock.now)
        yield timezone, "now", self._clock(timezone.now)
        yield LazySettings, "__getattribute__", self._setting
        # ``render`` and ``{% extends %}`` both come through here.
        yield Template, "_render", self._render(vars(Template)["_render"])

    def statement(self, execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        """Every statement leaves the names of its tables."""
        if not self._aside:
            self.recording.tables.update(_TABLES.findall(sql))
        return execute(sql, *rest)

    def give_back(self) -> None:
        """Leave instances that outlive the block as Django made them."""
        for instance in self._instances:
            instance.__dict__.update(instance.__dict__.pop(_UNREAD, {}))

    def _note(self, model: type[Model], pk: object, column: str) -> None:
        label = model._meta.concrete_model._meta.label  # type: ignore[union-attr]  # noqa: SLF001
        self.recording.columns.add(ColumnRead(label, str(pk), column))

    def _from_db(self, original: Callable[..., Any]) -> Callable[..., Any]:
        def from_db(cls: type[Model], *arguments: Any, **options: Any) -> Any:
            instance = original(cls, *arguments, **options)
            if self._aside:
                return instance
            unread = {}
            for one in cls._meta.concrete_fields:
                if one.attname not in instance.__dict__:
                    continue
                if one.primary_key:
                    continue
                if isinstance(getattr(cls, one.attname, None), DeferredAttribute):
                    unread[one.attname] = instance.__dict__.pop(one.attname)
                else:
                    # A column with an attribute of its own (a StreamField) counts as read at once.
                    self._note(cls, instance.pk, one.attname)
            self._note(cls, instance.pk, cls._meta.pk.attname)
            instance.__dict__[_UNREAD] = unread
            self._instances.append(instance)
            return instance

        return from_db

    def _get(self, original: Callable[..., Any]) -> Callable[..., Any]:
        def get(attribute: Any, instance: Any, cls: Any = None) -> Any:
            unread = instance.__dict__.get(_UNREAD) if instance is not None else None
            name = attribute.field.attname
            if unread and name in unread:
                instance.__dict__[name] = unread.pop(name)
                self._note(type(instance), instance.pk, name)
            return original(attribute, instance, cls)

        return get

    def _iterate(self, original: Callable[..., Any]) -> Callable[..., Any]:
        def iterate(iterable: Any) -> Any:
            if not self._aside:
                self._aside = True
                try:
                    self._note_values(iterable.queryset)
                finally:
                    self._aside = False
            return original(iterable)

        return iterate

    def _note_values(self, queryset: Any) -> None:
        """Ask the same question again for the keys of the rows that answer it."""
        query = queryset.query
        if query.combinator or query.group_by is not None:
            return
        # Relation to the row ("" for the queryset's own) -> its model and the columns wanted.
        rows: dict[str, tuple[type[Model], list[str]]] = {}
        for name in query.values_select:
            *way, column = name.split("__")
            model = queryset.model
            for step in way:
                model = model._meta.get_field(step).related_model  # noqa: SLF001
            own = model._meta.pk if column == "pk" else model._meta.get_field(column)  # noqa: SLF001
            rows.setdefault("".join(f"{step}__" for step in way), (model, []))[1].append(
                own.attname
            )
        for keys in queryset._chain().values_list(*(f"{way}pk" for way in rows)):  # noqa: SLF001
            for pk, (model, columns) in zip(keys, rows.values(), strict=True):
                for column in columns if pk is not None else ():
                    self._note(model, pk, column)

    def _clock(self, original: Callable[[], Any]) -> Callable[[], Any]:
        def now() -> Any:
            self.recording.clock.add(_caller(sys._getframe(1)))  # noqa: SLF001
            return original()

        return now

    @property
    def _setting(self) -> Callable[..., Any]:
        def read(settings: LazySettings, name: str) -> Any:
            if name.isupper():
                who = _caller(sys._getframe(1))  # noqa: SLF001
                if who.startswith("stoppress."):
                    self.recording.settings.add((name, who))
            return object.__getattribute__(settings, name)

        return read

    def _render(self, original: Callable[..., Any]) -> Callable[..., Any]:
        def render(template: Any, context: Any) -> Any:
            self.recording.templates.add(str(template.origin.name))
            return original(template, context)

        return render


def _caller(frame: FrameType) -> str:
    return f"{frame.f_globals.get('__name__', '')}:{frame.f_code.co_name}"


@contextmanager
def _replaced(owner: Any, name: str, replacement: Any) -> Iterator[None]:
    there = name in vars(owner)
    before = vars(owner).get(name)
    setattr(owner, name, replacement)
    try:
        yield
    finally:
        if there:
            setattr(owner, name, before)
        else:
            delattr(owner, name)
