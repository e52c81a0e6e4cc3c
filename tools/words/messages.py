"""The messages of templates and Python: what a catalog has to translate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from pathlib import Path

from babel.messages.extract import DEFAULT_KEYWORDS, extract
from django.utils.translation.template import templatize

#: Context and English; English in two forms where a number stands in it.
MessageKey = tuple[str | None, str | tuple[str, ...]]

KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def key_of(found: str | Sequence[str], context: str | None) -> MessageKey:
    """What tells one message from another: its context and its English."""
    return (context, found) if isinstance(found, str) else (context, tuple(found))


def messages_below(rooms: Iterable[Path]) -> dict[MessageKey, str]:
    """Each message of the templates and the Python in ``rooms``, with a file that uses it."""
    found: dict[MessageKey, str] = {}
    for room in rooms:
        for path in sorted(room.rglob("*")):
            if path.suffix in {".html", ".txt", ".xml"} and "templates" in path.parts:
                source = python_of(path.read_text("utf-8"))
            elif path.suffix == ".py":
                source = path.read_text("utf-8")
            else:
                continue
            for message in _messages_in(source):
                found.setdefault(message, path.relative_to(room).as_posix())
    return found


def python_of(template: str) -> str:
    """A template as Django shows it to gettext: its calls among crossed-out text."""
    return "\n".join(line.strip() for line in templatize(template).splitlines())


def _messages_in(source: str) -> Iterator[MessageKey]:
    for _, found, _, context in extract("python", BytesIO(source.encode()), KEYWORDS):
        if isinstance(found, tuple):
            yield key_of(tuple(text for text in found if text), context)
        else:
            yield key_of(found, context)
