"""What a version of an article says, from its row or from a revision, as texts without markup."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from stoppress.newsroom.models import Article
from stoppress.newsroom.plain_text import plain_text

#: Columns of an article that readers see as words.
_COLUMNS = ("deck", "kicker", "dateline", "summary", "lead_alt", "lead_caption", "lead_credit")
#: Values of blocks that are no words: addresses, ids, looks of tables.
_NO_WORDS = frozenset({"id", "type", "url", "source_url", "cell", "mergeCells"})
#: Values of blocks that hold markup.
_MARKUP = frozenset(
    {("paragraph", ""), ("list", "items"), ("fact_box", "text"), ("background", "text")}
)
#: A paragraph with nothing inside that has to be read as HTML.
_PLAIN_PARAGRAPH = re.compile(r"<p(?: [^<>]*)?>([^<>&]*)</p>")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that an article says somebody said."""

    words: str
    speaker: str
    about: tuple[str, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """All by which it is found."""
        return (self.words, self.speaker, *self.about)


@dataclass(frozen=True, slots=True)
class Version:
    """What an article says: its title, all its texts, who and what it is linked with."""

    title: str
    texts: tuple[str, ...]
    people: tuple[int, ...]
    topics: tuple[int, ...]
    quotations: tuple[Quotation, ...]


def published(article: Article, people: Iterable[int], topics: Iterable[int]) -> Version:
    """The version that stands in the article's row."""
    columns = {name: getattr(article, name) for name in _COLUMNS}
    return _version(article.title, columns, article.body.raw_data, people, topics)


def version_of_content(content: Mapping[str, Any]) -> Version:
    """The version that a revision holds, as Wagtail writes it."""
    body = content.get("body") or "[]"
    return _version(
        content.get("title") or "",
        content,
        json.loads(body) if isinstance(body, str) else body,
        _ids(content, "bylines", "person"),
        _ids(content, "topic_links", "topic"),
    )


def _version(
    title: str,
    columns: Mapping[str, Any],
    body: Iterable[Any],
    people: Iterable[int],
    topics: Iterable[int],
) -> Version:
    texts = [title, *(str(columns.get(name) or "") for name in _COLUMNS)]
    quotations = []
    for block in body:
        kind, value = block["type"], block["value"]
        texts += _texts(kind, "", value)
        if kind == "quote" and value.get("text"):
            about = ("role", "occasion", "source_title")
            quotations.append(
                Quotation(
                    value["text"],
                    value.get("speaker") or "",
                    tuple(value[name] for name in about if value.get(name)),
                )
            )
    return Version(
        title, tuple(filter(None, texts)), tuple(people), tuple(topics), tuple(quotations)
    )


def _texts(kind: str, name: str, value: Any) -> Iterator[str]:
    """All words inside a block's value."""
    if isinstance(value, str):
        yield _words(value) if (kind, name) in _MARKUP else value
    elif isinstance(value, dict):
        for inner, one in value.items():
            if inner not in _NO_WORDS:
                # An item of a list is wrapped as a value of its own.
                yield from _texts(kind, name if inner == "value" else inner, one)
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from _texts(kind, name, one)


def _words(markup: str) -> str:
    plain = _PLAIN_PARAGRAPH.fullmatch(markup)
    return plain.group(1) if plain else plain_text(markup)


def _ids(content: Mapping[str, Any], rows: str, name: str) -> Iterator[int]:
    for row in content.get(rows) or ():
        if row.get(name):
            yield int(row[name])
