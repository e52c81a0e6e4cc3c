"""What a version of an article says, from its row or from a revision, as texts without markup."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from stoppress.newsroom.body_texts import texts_in
from stoppress.newsroom.models import Article

#: Columns of an article that readers see as words.
_COLUMNS = ("deck", "kicker", "dateline", "summary", "lead_alt", "lead_caption", "lead_credit")


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
        texts += (text for _name, text in texts_in(kind, value))
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


def _ids(content: Mapping[str, Any], rows: str, name: str) -> Iterator[int]:
    for row in content.get(rows) or ():
        if row.get(name):
            yield int(row[name])
