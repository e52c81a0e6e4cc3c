"""One item becomes an article: a new one, or a new version of the one that is there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.utils.translation import gettext, override

from stoppress.intake.filing.names import Names
from stoppress.intake.filing.pictures import Pictures
from stoppress.intake.item import Block, Item, Picture, Status
from stoppress.intake.text import shortened
from stoppress.intake.versions import Known
from stoppress.newsroom import clock
from stoppress.newsroom.actions.restore import set_restored
from stoppress.newsroom.actions.take_down import set_taken_down
from stoppress.newsroom.bulk import Draft, without_children
from stoppress.newsroom.models import Article, ArticleTopic, Byline, Pick, SectionPage

#: The files of an item's pictures that are at hand.
Files = Mapping[Picture, Path]

_ABOUT = Article._meta  # noqa: SLF001 - Django's documented API
_LONGEST = {
    field.name: field.max_length
    for field in _ABOUT.concrete_fields
    if field.max_length and field.get_internal_type() == "CharField"
}

_IDS = str(uuid4())[:-12]
_numbers = count()


class Writer:
    """Makes drafts of items; people, topics and pictures come from where they are kept."""

    def __init__(self, names: Names, pictures: Pictures, warn: Callable[[str], None]) -> None:
        self.names = names
        self.pictures = pictures
        self.warn = warn

    def draft(
        self,
        item: Item,
        article: Article | None,
        section: SectionPage,
        number: int | None,
        files: Files,
    ) -> Draft:
        """The article as ``item`` says it shall be.

        :param article: the article there is; ``None`` for a new one.
        :param number: of the item's version.
        """
        known = Known(None, ())
        if article is None:
            article = Article(uri=item.uri)
            without_children(article)
            article.section = section
        else:
            known = Known.of(article.source_version, article.source_digest)
        known = known.with_taken(number, item.digest)
        article.source_version, article.source_digest = known.number, known.column
        existed = article.pk is not None
        self._set_state(article, item)
        if existed and item.status is Status.CANCELED:
            return Draft(article, content_changed=False)
        self._set_texts(article, item)
        self._set_pictures_and_body(article, item, files)
        self._set_children(article, item)
        return Draft(article)

    def _set_state(self, article: Article, item: Item) -> None:
        if item.status is Status.CANCELED:
            if article.pk is None:
                article.live = False
            with override(item.language):
                reason = item.editor_note.strip() or gettext("Withdrawn by its source.")
            set_taken_down(article, reason, clock.now())
            return
        set_restored(article)
        article.live = item.status is Status.USABLE
        article.embargo_until = item.embargoed_until
        article.public_until = item.expires
        article.published_at = item.first_created or article.published_at
        article.changed_at = item.changed

    def _set_texts(self, article: Article, item: Item) -> None:
        article.title = item.headline
        article.deck = item.deck
        article.summary = item.summary
        article.dateline = item.dateline
        article.source = item.source
        article.urgency = item.urgency
        article.copyright_holder = item.copyright
        article.usage_terms = item.usage_terms
        article.editor_note = item.editor_note

    def _set_pictures_and_body(self, article: Article, item: Item, files: Files) -> None:
        kept = [(p, self.pictures.keep(files[p], _title(p))) for p in item.pictures if p in files]
        if kept:
            lead, image = kept[0]
            article.lead_image_id = image
            article.lead_alt = shortened(lead.alt, _LONGEST["lead_alt"])
            article.lead_caption = lead.caption
            article.lead_credit = shortened(lead.credit, _LONGEST["lead_credit"])
        body = [self._block(block, item, files) for block in item.blocks]
        body.append(_beside_the_text([_shown(p, image) for p, image in kept[1:]]))
        stream = _ABOUT.get_field("body").stream_block
        article.body = stream.to_python([block for block in body if block is not None])

    def _block(self, block: Block, item: Item, files: Files) -> dict[str, Any] | None:
        value = block.value
        if block.type == "image":
            if value not in files:
                said = f" Its caption was: {value.caption}" if value.caption else ""
                self.warn(
                    f"A picture of the text was left out, as no such file lies beside the feed:"
                    f" {value.files[0][:200]}.{said}"
                )
                return None
            value = _shown(value, self.pictures.keep(files[value], _title(value)))
        elif block.type == "list":
            value = {**value, "items": [_entry(text) for text in value["items"]]}
        return {"type": block.type, "value": value, "id": _new_id()}

    def _set_children(self, article: Article, item: Item) -> None:
        article.bylines.set(
            [Byline(person_id=self.names.person(n), role=str(n.role)) for n in item.byline]
        )
        locale = article.section.locale  # type: ignore[union-attr]
        topics = dict.fromkeys(self.names.topic(locale, title) for title in item.topics)
        article.topic_links.set([ArticleTopic(topic_id=topic) for topic in topics])
        picks = [Pick(uri=uri) for uri in item.picks]
        if article.pk is not None:  # what an editor picked stays
            picks += [Pick(target_id=p.target_id) for p in article.picks.all() if not p.uri]
        article.picks.set(picks)


def pictures_to_find(item: Item) -> Iterable[Picture]:
    """All pictures of an item: beside its text, and in it."""
    yield from item.pictures
    yield from (block.value for block in item.blocks if block.type == "image")


def _beside_the_text(shown: Sequence[dict[str, Any]]) -> dict[str, Any] | None:
    """Pictures that belong to the article and are not in its text, as its last block."""
    if not shown:
        return None
    if len(shown) == 1:
        return {"type": "image", "value": shown[0], "id": _new_id()}
    pictures = [_entry(value) for value in shown]
    value = {"title": "", "pictures": pictures}
    return {"type": "gallery", "value": value, "id": _new_id()}


def _new_id() -> str:
    """An id for a block: in the form of a UUID, random for each import and then counted."""
    return f"{_IDS}{next(_numbers):012x}"


def _entry(value: Any) -> dict[str, Any]:
    return {"type": "item", "value": value, "id": _new_id()}


def _shown(picture: Picture, image: int) -> dict[str, Any]:
    return {
        "image": image,
        "alt": picture.alt,
        "caption": picture.caption,
        "credit": picture.credit,
    }


def _title(picture: Picture) -> str:
    return picture.alt or picture.caption or picture.name
