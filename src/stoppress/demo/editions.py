"""Editions of the demo newspaper: their sections, topics, fronts, and the newsroom's settings."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.db import transaction

from stoppress.demo.content import Content, DemoError, EditionText
from stoppress.newsroom.actions.open_section import open_section
from stoppress.newsroom.actions.publish import publish_revision
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.models import (
    Article,
    EditionPage,
    FrontPick,
    NewsroomSettings,
    SectionPage,
    Topic,
)


@dataclass(frozen=True, slots=True)
class BuiltEdition:
    """An edition as it stands in the newsroom; sections by slug, topics by title."""

    page: EditionPage
    sections: dict[str, SectionPage]
    topics: dict[str, Topic]


def build_editions(content: Content) -> dict[str, BuiltEdition]:
    """Give every edition its name, sections and topics; by language.

    Raises DemoError when the home lacks one of the languages.
    """
    pages = {
        page.locale.language_code: page for page in EditionPage.objects.select_related("locale")
    }
    missing = [text.language for text in content.editions if text.language not in pages]
    if missing:
        options = " ".join(f"--language {language}" for language in missing)
        raise DemoError(
            f"This newsroom has no edition in {', '.join(missing)}. Add it with"
            f" `stoppress init {options}`, then run the demo again."
        )
    return {text.language: _build_edition(text, pages[text.language]) for text in content.editions}


def _build_edition(text: EditionText, page: EditionPage) -> BuiltEdition:
    if not page.tagline:
        page.title, page.draft_title, page.tagline = text["name"], text["name"], text["tagline"]
        publish_revision(page.save_revision(), Unasked.COMMAND)
        page.refresh_from_db()
    sections = {
        section["slug"]: open_section(
            page,
            section["title"],
            Unasked.COMMAND,
            slug=section["slug"],
            description=section.get("description", ""),
        )
        for section in text["sections"]
    }
    topics = {topic.title: topic for topic in Topic.objects.filter(locale=page.locale)}
    for about in text["topics"]:
        if about["title"] not in topics:
            topic = Topic(
                locale=page.locale, title=about["title"], background=about.get("background", "")
            )
            topic.save()
            topics[topic.title] = topic
    return BuiltEdition(page, sections, topics)


def curate_front(text: EditionText, built: BuiltEdition, filed: dict[str, Article]) -> None:
    """Place lead and top stories on a front that nobody has placed anything on."""
    page = EditionPage.objects.get(pk=built.page.pk)
    if page.front_picks.exists():
        return
    with transaction.atomic():
        for key in [text["front"]["lead"], *text["front"]["top"]]:
            page.front_picks.add(FrontPick(article=filed[f"demo:{key}"]))
        publish_revision(page.save_revision(), Unasked.COMMAND)


def describe_newsroom(content: Content) -> None:
    """Fill imprint and contacts of a newsroom that has none, in the default edition's words."""
    newsroom = NewsroomSettings.load()
    if newsroom.imprint:
        return
    text = content.editions[0]
    newsroom.name = text["name"]
    newsroom.telegram = text["telegram"]
    newsroom.imprint = text["imprint"]
    addresses = re.findall(r"[\w.]+@[\w.]+\w", text["contact"])
    newsroom.contact_email = addresses[0]
    newsroom.corrections_email = next(a for a in addresses if a.startswith("corrections"))
    newsroom.full_clean()
    newsroom.save()
