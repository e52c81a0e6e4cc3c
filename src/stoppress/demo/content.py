"""The demo's content: TOML files, read and checked before anything is built of them.

``content/<language>/`` holds an edition: ``edition.toml`` (name, sections, topics, front),
``people.toml`` and a file for each article; ``content/desk.toml`` is what is not out yet. People of
all editions stand in ``content/people.toml``, pictures in ``content/pictures/`` with titles and
focal points in ``pictures.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from stoppress.demo.ages import coming_moment, moment_of
from stoppress.demo.newspaper import LANGUAGES

CONTENT = Path(__file__).parent / "content"
ROLES = frozenset({"author", "photographer", "translator", "agency"})
#: The blocks of a body and what each must have; what may be left out stands in OPTIONAL.
BLOCKS: dict[str, frozenset[str]] = {
    "paragraph": frozenset({"html"}),
    "subhead": frozenset({"text"}),
    "quote": frozenset({"text", "speaker"}),
    "pull_quote": frozenset({"text"}),
    "image": frozenset({"picture", "alt"}),
    "gallery": frozenset({"pictures"}),
    "embed": frozenset({"url", "title", "provider"}),
    "list": frozenset({"ordered", "items"}),
    "table": frozenset({"rows"}),
    "fact_box": frozenset({"title", "html"}),
    "background": frozenset({"title", "html"}),
    "known": frozenset({"known", "unknown"}),
    "document": frozenset({"file", "title"}),
    "audio": frozenset({"file", "title"}),
    "video": frozenset({"file", "title"}),
}
OPTIONAL: dict[str, frozenset[str]] = {
    "quote": frozenset({"role", "occasion", "source_title", "source_url"}),
    "pull_quote": frozenset({"attribution"}),
    "image": frozenset({"caption", "credit"}),
    "gallery": frozenset({"title"}),
    "table": frozenset({"caption", "header", "first_column"}),
    "audio": frozenset({"caption", "poster", "transcript"}),
    "video": frozenset({"caption", "poster", "transcript"}),
}
#: What an article must have, and a piece that is not out yet.
ARTICLE = frozenset({"key", "headline", "section", "bylines", "summary", "topics", "body"})
UNPUBLISHED = frozenset({"key", "headline", "section", "to", "state"})


class DemoError(Exception):
    """The demo cannot be built; the message is a sentence with its remedy."""


@dataclass(frozen=True, slots=True)
class Source:
    """A TOML file: its table, and where in it something stands."""

    path: Path
    text: str
    data: dict[str, Any]

    def wrong(self, what: str, near: str = "") -> DemoError:
        """Give the error for something wrong in this file, with the first line that has it."""
        line = next(
            (n for n, row in enumerate(self.text.splitlines(), 1) if near and near in row), 1
        )
        return DemoError(f"{self.path}, line {line}: {what}")


@dataclass(frozen=True, slots=True)
class ArticleText:
    """An article as its file has it."""

    source: Source
    language: str

    @property
    def key(self) -> str:
        """The name by which other articles pick it; no other article has it."""
        return str(self.source.data["key"])

    @property
    def uri(self) -> str:
        """The identifier by which a second run finds it."""
        return f"demo:{self.key}"

    def __getitem__(self, name: str) -> Any:
        return self.source.data[name]

    def get(self, name: str, default: Any = None) -> Any:
        """Give a value of the file, ``default`` where it has none."""
        return self.source.data.get(name, default)


@dataclass(frozen=True, slots=True)
class EditionText:
    """An edition as its file has it."""

    source: Source
    language: str
    articles: tuple[ArticleText, ...]

    def __getitem__(self, name: str) -> Any:
        return self.source.data[name]


@dataclass(frozen=True, slots=True)
class Content:
    """All there is to build."""

    people: tuple[tuple[Source, dict[str, Any]], ...]
    editions: tuple[EditionText, ...]
    pictures: Mapping[str, Mapping[str, Any]]
    unpublished: tuple[Mapping[str, Any], ...] = ()
    root: Path = field(default=CONTENT)

    def articles(self) -> Iterator[ArticleText]:
        """All articles of all editions."""
        for edition in self.editions:
            yield from edition.articles

    def picture_file(self, name: str) -> Path:
        """The file of a picture."""
        return self.root / "pictures" / f"{name}.webp"

    def document_file(self, language: str, name: str) -> Path:
        """The file of a document or recording: the edition's own, else one for all."""
        own = self.root / language / name
        return own if own.exists() else self.root / "media" / name


def read_content(root: Path = CONTENT) -> Content:
    """Read and check everything.

    Raises DemoError, naming file and line of the first thing that is wrong.
    """
    people = [
        (source, person)
        for path in [root / "people.toml", *(root / code / "people.toml" for code in LANGUAGES)]
        if path.exists()
        for source in [_read(path)]
        for person in source.data.get("people", [])
    ]
    editions = []
    for language in LANGUAGES:
        folder = root / language
        files = sorted(
            set(folder.glob("*.toml")) - {folder / "edition.toml", folder / "people.toml"}
        )
        articles = tuple(ArticleText(_read(path), language) for path in files)
        editions.append(EditionText(_read(folder / "edition.toml"), language, articles))
    pictures = _read(root / "pictures" / "pictures.toml").data
    desk = _read(root / "desk.toml")
    unpublished = tuple(desk.data["pieces"])
    content = Content(tuple(people), tuple(editions), pictures, unpublished, root)
    _check(content)
    for piece in unpublished:
        _need(desk, piece, UNPUBLISHED, "A piece", piece.get("key", ""))
    return content


def _read(path: Path) -> Source:
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise DemoError(f"{path} cannot be read: {error.strerror}. Put the file back.") from error
    try:
        return Source(path, text, tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"\(at line (\d+)", str(error))
        line = place[1] if place else len(text.splitlines())
        reason = str(error).split(" (at ")[0]
        raise DemoError(f"{path}, line {line}: not TOML: {reason}. Mend the line.") from error


def _check(content: Content) -> None:
    people = set()
    for source, person in content.people:
        _need(source, person, {"slug", "name", "kind"}, "A person")
        if person["slug"] in people:
            raise source.wrong(f"the person {person['slug']!r} stands twice.", person["slug"])
        people.add(person["slug"])
        if "picture" in person:
            _check_picture(content, source, person["picture"])
    keys: dict[str, ArticleText] = {}
    for article in content.articles():
        _need(article.source, article.source.data, ARTICLE, "A piece")
        if article.key in keys:
            raise article.source.wrong(
                f"the key {article.key!r} is also in {keys[article.key].source.path}.", "key ="
            )
        keys[article.key] = article
    for edition in content.editions:
        _check_edition(edition, keys)
        for article in edition.articles:
            _check_article(content, edition, article, people, keys)


def _check_edition(edition: EditionText, keys: Mapping[str, ArticleText]) -> None:
    source = edition.source
    _need(source, source.data, {"name", "tagline", "front", "sections", "topics"}, "An edition")
    for key in [edition["front"]["lead"], *edition["front"]["top"]]:
        if key not in keys or keys[key].language != edition.language:
            raise source.wrong(f"the front names {key!r}, which this edition has not.", key)


def _check_article(
    content: Content,
    edition: EditionText,
    article: ArticleText,
    people: set[str],
    keys: Mapping[str, ArticleText],
) -> None:
    source = article.source
    if article["section"] not in {section["slug"] for section in edition["sections"]}:
        raise source.wrong(f"there is no section {article['section']!r}.", "section =")
    for title in article["topics"]:
        if title not in {topic["title"] for topic in edition["topics"]}:
            raise source.wrong(f"there is no topic {title!r}.", title)
    for byline in article["bylines"]:
        if byline["person"] not in people or byline["role"] not in ROLES:
            raise source.wrong(f"{byline} names no person or role that there is.", byline["person"])
    for key in article.get("picks", []):
        if key not in keys or keys[key].language != article.language or key == article.key:
            raise source.wrong(f"the pick {key!r} is no other piece of this edition.", key)
    original = article.get("translation_of")
    if original is not None and original not in keys:
        raise source.wrong(f"there is no piece {original!r} to translate.", "translation_of")
    _check_dates(article)
    if "lead" in article.source.data:
        _need(
            source,
            article["lead"],
            {"picture", "alt"},
            "A lead picture",
            article["lead"].get("picture", "lead"),
        )
        _check_picture(content, source, article["lead"]["picture"])
    for block in article["body"]:
        _check_block(content, article, block)


def _check_dates(article: ArticleText) -> None:
    """What came later must be later at each hour the demo may be made: days and hours mix."""
    midnight = datetime.combine(datetime.now(UTC).date(), time(), UTC)
    try:
        if "scheduled" in article.source.data:
            coming_moment(article["scheduled"], midnight)
            return
        later = [article["updated"]] if article.get("updated") else []
        later += [correction["at"] for correction in article.get("corrections", [])]
        for now in (midnight, midnight.replace(hour=23, minute=59)):
            published = moment_of(article["age"], now, UTC)
            for age in later:
                if moment_of(age, now, UTC) < published:
                    raise article.source.wrong(
                        f"{age!r} is before the piece was published, at {now:%H:%M} at least.", age
                    )
    except KeyError as error:
        raise article.source.wrong(f"{error} is missing; a piece has an age.") from error
    except ValueError as error:
        raise article.source.wrong(f"{error}.", str(error).split("'")[1]) from error


def _check_block(content: Content, article: ArticleText, block: dict[str, Any]) -> None:
    source, kind = article.source, block.get("type")
    if kind not in BLOCKS:
        raise source.wrong(f"there is no block {kind!r}.", f'"{kind}"')
    near = str(block.get("title") or block.get("text") or block.get("html") or "")[:40]
    _need(source, block, BLOCKS[kind], f"A block {kind}", near or f'"{kind}"')
    strange = set(block) - BLOCKS[kind] - OPTIONAL.get(kind, frozenset()) - {"type"}
    if strange:
        raise source.wrong(f"a block {kind} has no {', '.join(sorted(strange))}.", near)
    pictures = block.get("pictures", [block] if kind == "image" else [])
    for name in [picture["picture"] for picture in pictures] + [block.get("poster")]:
        if name:
            _check_picture(content, source, name)
    if "file" in block and not content.document_file(article.language, block["file"]).exists():
        raise source.wrong(f"there is no file {block['file']!r}.", block["file"])
    if kind == "table" and len({len(row) for row in block["rows"]}) != 1:
        raise source.wrong("the rows of a table are of different length.", block.get("caption", ""))


def _check_picture(content: Content, source: Source, name: str) -> None:
    if name not in content.pictures or not content.picture_file(name).exists():
        raise source.wrong(f"there is no picture {name!r}.", f'"{name}"')


def _need(
    source: Source,
    table: Mapping[str, Any],
    names: set[str] | frozenset[str],
    what: str,
    near: str = "",
) -> None:
    missing = sorted(name for name in names if name not in table)
    if missing:
        raise source.wrong(f"{what} needs {', '.join(missing)}.", near)
