"""Writing a batch of items: each is created, updated, unchanged or refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction

from stoppress.intake.filing.articles import Files, Writer, pictures_to_find
from stoppress.intake.filing.former_addresses import file_former_addresses
from stoppress.intake.filing.names import Names
from stoppress.intake.filing.pictures import Pictures
from stoppress.intake.filing.places import Places
from stoppress.intake.filing.visibility import why_not_public
from stoppress.intake.item import Item, Picture, Status
from stoppress.intake.versions import Known, Order, version_number
from stoppress.newsroom import clock
from stoppress.newsroom.actions.move import move
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.bulk import load_for_rewriting, write_articles
from stoppress.newsroom.models import Article, SectionPage


class Outcome(StrEnum):
    """What became of an item, as it is printed."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Arrival:
    """An item, and where it came from.

    :param where: file and item number, for sentences.
    :param folder: where its feed lies; ``None`` for standard input.
    """

    item: Item
    where: str
    folder: Path | None


@dataclass(slots=True)
class Result:
    """What became of an item.

    :param path: where readers find it, or are told why it is gone; empty when nowhere.
    :param reason: why it was refused or skipped, or why it is not public; a sentence.
    """

    outcome: Outcome
    path: str = ""
    reason: str = ""


class Batches:
    """Writes items of one import into the newsroom.

    :param fetching: whether pictures are downloaded.
    :param warn: told what was left out, with the place of the item.
    """

    def __init__(self, *, fetching: bool, warn: Callable[[str, str], None]) -> None:
        self._where = ""
        self._warn = warn
        self._said: list[tuple[str, str]] = []  # of what may be undone and written again
        self._places = Places()
        self._names = Names()
        self.pictures = Pictures(fetching=fetching, warn=self._say)
        self._writer = Writer(self._names, self.pictures, self._say)

    def _say(self, sentence: str) -> None:
        self._said.append((self._where, sentence))

    def _tell(self) -> None:
        """Pass on what was said; what is undone is not, since it is said again."""
        for where, sentence in self._said:
            self._warn(where, sentence)
        self._said.clear()

    def write(self, arrivals: Sequence[Arrival]) -> list[Result]:
        """Write ``arrivals``, which name every uri at most once; gives a result for each.

        They are one transaction. Should the database refuse one of them, each becomes a
        transaction of its own, so that it is refused alone.
        """
        files = self._find_pictures(arrivals)
        self._tell()
        try:
            return self._write(arrivals, files)
        except (IntegrityError, DataError, ValidationError, ValueError):
            self._forget()
        results = []
        for arrival in arrivals:
            try:
                results += self._write([arrival], files)
            except (IntegrityError, DataError, ValidationError, ValueError) as error:
                self._forget()
                said = (
                    " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
                )
                reason = said.strip().splitlines()[0] if said.strip() else repr(error)
                results.append(
                    Result(
                        Outcome.REJECTED,
                        reason=f"the newsroom cannot hold it: {reason.rstrip('.')}. Change the"
                        " item, then import again.",
                    )
                )
        return results

    def _forget(self) -> None:
        self._said.clear()
        self._places.forget()
        self._names.forget()
        self.pictures.forget()

    def _find_pictures(self, arrivals: Sequence[Arrival]) -> Files:
        """Find, and fetch if asked to, the pictures of items that will be taken."""
        uris = [arrival.item.uri for arrival in arrivals]
        rows = Article.objects.filter(uri__in=uris).values_list(
            "uri", "source_version", "source_digest"
        )
        known = {uri: Known.of(number, digests) for uri, number, digests in rows}
        files: dict[Picture, Path] = {}
        for arrival in arrivals:
            item = arrival.item
            self._where = arrival.where
            if item.status is Status.CANCELED or not _is_news(item, known.get(item.uri)):
                continue
            for picture in pictures_to_find(item):
                if picture not in files and (file := self.pictures.find(picture, arrival.folder)):
                    files[picture] = file
        return files

    def _write(self, arrivals: Sequence[Arrival], files: Files) -> list[Result]:
        with transaction.atomic():
            there = load_for_rewriting(arrival.item.uri for arrival in arrivals)
            results: list[Result] = []
            waiting = []
            for arrival in arrivals:
                article = there.get(arrival.item.uri)
                result = _without_writing(arrival.item, article)
                results.append(result or Result(Outcome.CREATED))
                if result is None:
                    waiting.append((len(results) - 1, arrival, article))
            sections = [self._section(arrival.item, article) for _n, arrival, article in waiting]
            self._names.prepare(
                (name for _n, arrival, _a in waiting for name in arrival.item.byline),
                _topics(waiting, sections),
            )
            drafts = []
            for (place, arrival, article), section in zip(waiting, sections, strict=True):
                self._where = arrival.where
                number = version_number(arrival.item.version, arrival.item.version_created)
                if article is not None and article.section_id != section.pk:
                    article = _moved(article, section)  # noqa: PLW2901 - the same article
                draft = self._writer.draft(arrival.item, article, section, number, files)
                drafts.append(draft)
                outcome = Outcome.CREATED if draft.new else Outcome.UPDATED
                results[place] = Result(outcome)
            if drafts:
                write_articles(drafts, Unasked.IMPORT)
                file_former_addresses(
                    (
                        (arrival.where, arrival.item, draft.article)
                        for (_n, arrival, _a), draft in zip(waiting, drafts, strict=True)
                    ),
                    lambda where, sentence: self._said.append((where, sentence)),
                )
            for (place, _arrival, _article), draft in zip(waiting, drafts, strict=True):
                why = why_not_public(draft.article, clock.now())
                results[place].path = draft.article.public_path or ""
                results[place].reason = f"{why}." if why else ""
        self._tell()
        return results

    def _section(self, item: Item, article: Article | None) -> SectionPage:
        """The item's section; an article whose item names none stays where it is."""
        names_one = item.section or item.section_slug
        if article is not None and article.section is not None:
            same_edition = article.section.locale.language_code == item.language
            if item.status is Status.CANCELED or (not names_one and same_edition):
                return article.section
        return self._places.section(item)


def _topics(
    waiting: Sequence[tuple[int, Arrival, Article | None]], sections: Sequence[SectionPage]
) -> Iterator[tuple[object, str]]:
    for (_place, arrival, _article), section in zip(waiting, sections, strict=True):
        for title in arrival.item.topics:
            yield section.locale, title


def _is_news(item: Item, known: Known | None) -> bool:
    number = version_number(item.version, item.version_created)
    return known is None or known.order(number, item.digest) is Order.NEWER


def _without_writing(item: Item, article: Article | None) -> Result | None:
    """The result for an item that changes nothing; ``None`` when it has to be written."""
    if article is None:
        if item.status is Status.CANCELED and not item.headline:
            return Result(
                Outcome.SKIPPED, reason="it takes an article back that the newsroom does not have"
            )
        return None
    known = Known.of(article.source_version, article.source_digest)
    if _is_news(item, known):
        return None
    return Result(Outcome.UNCHANGED, article.public_path or "")


def _moved(article: Article, section: SectionPage) -> Article:
    """The article below another section, as it has to be written again."""
    move(article, section, Unasked.IMPORT)
    return load_for_rewriting([article.uri or ""])[article.uri or ""]
