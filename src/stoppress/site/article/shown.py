"""An article as its page, its feeds and machines get it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import uuid5

from stoppress.newsroom import clock
from stoppress.newsroom.models import Article, Person
from stoppress.newsroom.paths import author_path, topic_path
from stoppress.newsroom.plain_text import joined, plain_line, shortened
from stoppress.newsroom.public import public_articles
from stoppress.press.reading import read_once, read_together
from stoppress.site.article.blocks import Block, blocks_of
from stoppress.site.editions import EditionLink, EditionView, absolute, edition_of, switch
from stoppress.site.meta import LONGEST_DESCRIPTION, Alternate
from stoppress.site.pictures import Picture, Words, figure_of
from stoppress.site.teasers import Place


@dataclass(frozen=True, slots=True)
class ShownByline:
    """A name, its page, and what that person did: author, photographer, translator, agency."""

    name: str
    url: str
    role: str
    is_organization: bool = False

    @property
    def is_author(self) -> bool:
        """Whether the text is by that person or agency."""
        return self.role in ("author", "agency")


@dataclass(frozen=True, slots=True)
class TopicLink:
    """A topic's title and page."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class ShownCorrection:
    """What was wrong, what is right, and when it was said."""

    at: datetime
    was: str
    now: str
    serious: bool


@dataclass(frozen=True, slots=True)
class ShownArticle:
    """Everything readers see of one article. Times are on the newsroom's clock.

    ``identifier`` stays the same whatever happens to its URL.
    """

    id: int
    identifier: str
    path: str
    url: str
    headline: str
    deck: str
    kicker: str
    dateline: str
    summary: str
    section: Place
    published: datetime
    updated: datetime | None
    bylines: tuple[ShownByline, ...]
    lead: Picture | None
    blocks: tuple[Block, ...]
    corrections: tuple[ShownCorrection, ...]
    topics: tuple[TopicLink, ...]
    translations: tuple[EditionLink, ...]
    alternates: tuple[Alternate, ...]
    copyright: str
    usage_terms: str


@dataclass(frozen=True)
class PublicArticle:
    """An article that readers may see, in its edition."""

    article: Article
    edition: EditionView

    @cached_property
    def view(self) -> ShownArticle:
        """What they see of it."""
        return view_of(self.article, self.edition)


@read_together
def public_articles_by_id(ids: list[int]) -> dict[int, Article]:
    """Those of the articles that readers may see, with everything their pages need."""
    found = (
        public_articles()
        .filter(pk__in=ids)
        .select_related("edition", "section", "lead_image", "locale")
        .prefetch_related("bylines__person", "topic_links__topic", "corrections")
    )
    return {article.pk: article for article in found}


@read_once
def public_article(article_id: int) -> PublicArticle | None:
    """The article, if readers may see it in an edition that is open."""
    article = public_articles_by_id.get(article_id)
    edition = edition_of_article(article) if article else None
    return PublicArticle(article, edition) if article and edition else None


def view_of(article: Article, edition: EditionView) -> ShownArticle:
    """``article`` as templates show it; ``article`` may be an unsaved draft (preview)."""
    section = article.section
    if section is None:
        raise ValueError(f"article {article.pk} stands in no section")
    path = article.public_path or edition.url
    published = clock.local(article.published_at or clock.now())
    updated = clock.local(article.changed_at) if article.changed_at else None
    translations = translated_paths(article)
    return ShownArticle(
        id=article.pk,
        identifier=identifier_of(article, edition.code),
        path=path,
        url=absolute(path),
        headline=article.title,
        deck=article.deck,
        kicker=article.kicker,
        dateline=article.dateline,
        summary=article.summary or article.deck or _opening(article),
        section=Place(section.title, f"{edition.url}{section.slug}/"),
        published=published,
        updated=updated if updated and updated > published else None,
        bylines=tuple(
            ShownByline(
                byline.person.name,
                author_path(edition.url, byline.person.slug),
                byline.role,
                byline.person.kind == Person.Kind.AGENCY,
            )
            for byline in article.bylines.all()
        ),
        lead=figure_of(
            article.lead_image,
            Words(article.lead_caption, article.lead_credit),
            alt=article.lead_alt,
        )
        if article.lead_image
        else None,
        blocks=blocks_of(article.body),
        corrections=tuple(
            ShownCorrection(clock.local(found.at), found.was, found.now, found.serious)
            for found in sorted(article.corrections.all(), key=lambda found: found.at)
        ),
        topics=tuple(
            TopicLink(link.topic.title, topic_path(edition.url, link.topic.slug))
            for link in article.topic_links.all()
            if link.topic.locale_id == edition.locale.pk  # another's has no page here
        ),
        translations=switch(edition, translations),
        alternates=tuple(Alternate(code, absolute(found)) for code, found in translations.items())
        if len(translations) > 1
        else (),
        copyright=article.copyright_holder,
        usage_terms=article.usage_terms,
    )


def identifier_of(article: Article, edition: str) -> str:
    """What stays the same of an article whatever happens to its URL; ``edition`` is its code."""
    return f"urn:uuid:{uuid5(article.translation_key, edition)}"


def translated_paths(article: Article) -> dict[str, str]:
    """Paths of an article and its public translations by language."""
    found = public_articles().filter(translation_key=article.translation_key)
    return dict(
        found.order_by("edition__language_code").values_list(
            "edition__language_code", "public_path"
        )
    )


def edition_of_article(article: Article) -> EditionView | None:
    """The edition an article stands in."""
    return edition_of(article.edition.language_code) if article.edition else None


def _opening(article: Article) -> str:
    """The first words of the text: of its paragraphs, or of what stands there instead."""
    lines: list[str] = []
    others: list[str] = []
    for child in article.body:
        if sum(map(len, lines)) > LONGEST_DESCRIPTION:
            break
        if child.block_type == "paragraph":
            lines.append(plain_line(child.value.source))
        elif child.block_type == "list":
            others += [plain_line(item.source) for item in child.value["items"]]
        elif child.block_type in ("quote", "pull_quote"):
            others.append(joined(child.value["text"].split("\n")))
    found = [line for line in lines if line] or [line for line in others if line]
    return shortened(joined(found), LONGEST_DESCRIPTION)
