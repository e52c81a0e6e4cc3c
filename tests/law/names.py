"""Operations on what stands around pieces: people, topics, sections, editions, files, settings."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from stoppress.newsroom.actions.choose_most_read import choose_most_read
from stoppress.newsroom.actions.merge_topics import merge_topics
from stoppress.newsroom.actions.unpublish import unpublish
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.models import (
    Article,
    BreakingNews,
    EditionPage,
    FrontPick,
    NewsroomSettings,
    PageViews,
    Person,
    PictureDetails,
    SectionPage,
    SectionPick,
    Topic,
)
from tests.law.world import World
from tests.newsroom import factories, media


def _any(world: World, rows: Any) -> Any:
    found = list(rows.order_by("pk"))
    return world.dice.choice(found) if found else None


# --- people and topics ------------------------------------------------------------------------


def rename_person(world: World) -> None:
    """A person's name changes, and perhaps the address."""
    person = _any(world, Person.objects)
    person.name = f"Mara {world.headline()}"
    person.slug = world.dice.choice([person.slug, f"mara-{world.headlines}"])
    person.save()


def describe_person(world: World) -> None:
    """What is said of a person changes, and the portrait."""
    person = _any(world, Person.objects)
    person.role, person.bio = world.headline(), world.headline()
    person.email = f"mara{world.headlines}@example.org"
    person.picture = None if person.picture else media.image("Mara")
    person.save()


def rename_topic(world: World) -> None:
    """A topic's title changes, and perhaps the address."""
    topic = _any(world, Topic.objects)
    if topic:
        topic.title = f"Topic {world.headline()}"
        topic.slug = world.dice.choice([topic.slug, f"topic-{world.headlines}"])
        topic.save()


def describe_topic(world: World) -> None:
    """A topic's background text changes."""
    topic = _any(world, Topic.objects)
    if topic:
        topic.background = world.headline()
        topic.save()


def merge_two_topics(world: World) -> None:
    """A topic goes up in another."""
    into = _any(world, Topic.objects)
    if into:
        topic = _any(world, Topic.objects.filter(locale=into.locale).exclude(pk=into.pk))
        if topic:
            merge_topics(topic, into, Unasked.COMMAND)


def delete_topic(world: World) -> None:
    """A topic goes."""
    topic = _any(world, Topic.objects)
    if topic:
        topic.delete()


# --- sections and editions --------------------------------------------------------------------


def open_another_section(world: World) -> None:
    """A new section."""
    edition = _any(world, EditionPage.objects)
    factories.section(f"Section {world.headline()}", edition)


def rename_section(world: World) -> None:
    """A section's title and address change, and so those of its pieces."""
    section = world.any_section()
    section.title = f"Section {world.headline()}"
    section.slug = f"section-{world.headlines}"
    section.save_revision().publish()


def describe_section(world: World) -> None:
    """A section's description changes."""
    section = world.any_section()
    section.description = world.headline()
    section.save_revision().publish()


def reorder_sections(world: World) -> None:
    """A section comes first in the menu."""
    section = world.any_section()
    section.move(section.get_parent(), pos="first-child")


def hide_section(world: World) -> None:
    """A section is unpublished with all its pieces; or comes back."""
    section = world.any_section()
    if section.live:
        section.unpublish()
    else:
        section.save_revision().publish()


def delete_section(world: World) -> None:
    """A section without pieces is deleted."""
    section = _any(world, SectionPage.objects.filter(articles__isnull=True))
    if section:
        section.delete()


def translate_section(world: World) -> None:
    """Sections of two editions become translations of each other."""
    first = _any(world, SectionPage.objects.filter(locale__language_code="en"))
    second = _any(world, SectionPage.objects.filter(locale__language_code="az"))
    same = SectionPage.objects.filter(translation_key=first.translation_key) if first else None
    if first and second and same and not same.filter(locale=second.locale).exists():
        second.translation_key = first.translation_key
        second.save_revision().publish()


def describe_edition(world: World) -> None:
    """What search engines are told of an edition changes."""
    edition = _any(world, EditionPage.objects)
    edition.search_description = world.headline()
    edition.save_revision().publish()


def change_edition(world: World) -> None:
    """One of the words an edition says of itself changes, or how it writes dates."""
    edition = _any(world, EditionPage.objects)
    column = world.dice.choice(["title", "tagline", "date_format"])
    setattr(edition, column, "Y-m-d H:i" if column == "date_format" else world.headline())
    edition.save_revision().publish()


def close_edition(world: World) -> None:
    """An edition other than the default one is closed; or opened again."""
    edition = _any(world, EditionPage.objects.exclude(locale__language_code="en"))
    if edition.live:
        edition.unpublish()
    else:
        edition.save_revision().publish()


# --- what editors place -----------------------------------------------------------------------


def place_on_front(world: World) -> None:
    """Editors place a piece on the front."""
    article = world.any_article()
    if article:
        front = EditionPage.objects.get(locale=article.locale)
        front.front_picks.set([FrontPick(article=article)])
        front.save_revision().publish()


def place_in_section(world: World) -> None:
    """Editors place a piece at the head of its section."""
    article = world.any_article(section__isnull=False)
    if article:
        section = SectionPage.objects.get(pk=article.section_id)
        section.section_picks.set([SectionPick(article=article)])
        section.save_revision().publish()


def reword_a_slot(world: World) -> None:
    """Editors give what stands on a front other words and another picture there, for some time."""
    row = _any(world, world.dice.choice([FrontPick, SectionPick]).objects)
    if row:
        page = type(row.page).objects.get(pk=row.page_id)
        rows = page.front_picks if isinstance(page, EditionPage) else page.section_picks
        placed = rows.get(pk=row.pk)
        placed.headline = world.dice.choice(["", world.headline()])
        placed.picture = _any(world, get_image_model().objects)
        related = world.any_article()
        placed.beside = [related.pk] if related else []
        placed.until = world.dice.choice([None, world.at + timedelta(minutes=30)])
        rows.add(placed)
        page.save_revision().publish()


def choose_blocks(world: World) -> None:
    """Editors choose what fills a front below its slots, or leave it to the sections."""
    front = _any(world, EditionPage.objects)
    blocks = [{"rule": "most_read", "of": 0, "most": 3}]
    for rule, rows in (("section", SectionPage.objects), ("topic", Topic.objects)):
        ids = rows.filter(locale=front.locale).order_by("pk").values_list("pk", flat=True)
        blocks += [{"rule": rule, "of": pk, "most": world.dice.choice([1, 4])} for pk in ids]
    world.dice.shuffle(blocks)
    front.front_blocks = world.dice.choice([None, blocks, blocks[:2]])
    front.save_revision().publish()


def choose_blocks_of_a_section(world: World) -> None:
    """Editors choose blocks for a section's front, or take them off."""
    section = world.any_section()
    topics = Topic.objects.filter(locale=section.locale).order_by("pk")
    blocks: list[dict[str, object]] = [
        {"rule": rule, "of": 0, "most": 3} for rule in ("most_read", "most_read_edition")
    ]
    blocks += [
        {"rule": world.dice.choice(["topic", "topic_here"]), "of": pk, "most": 2}
        for pk in topics.values_list("pk", flat=True)
    ]
    world.dice.shuffle(blocks)
    section.front_blocks = world.dice.choice([None, blocks, blocks[:1]])
    section.save_revision().publish()


def break_news(world: World) -> None:
    """A breaking line for an hour, now or later."""
    article = world.any_article()
    if article:
        since = world.dice.choice([None, world.at + timedelta(minutes=30)])
        BreakingNews.objects.create(
            locale=article.locale,
            text=world.headline(),
            article=article,
            since=since,
            until=world.at + timedelta(hours=1),
        )


def change_breaking_news(world: World) -> None:
    """A breaking line is worded anew, given to another edition, or taken off."""
    line = _any(world, BreakingNews.objects)
    if line is None:
        return
    what = world.dice.choice(["word", "give", "take off"])
    if what == "take off":
        line.delete()
        return
    line.text = world.headline()
    if what == "give":
        line.locale = _any(world, EditionPage.objects).locale
    line.save()


def withdraw_what_breaks(world: World) -> None:
    """The piece that a breaking line leads to is withdrawn."""
    line = _any(world, BreakingNews.objects)
    if line and line.article and line.article.live:
        unpublish(line.article, Unasked.COMMAND)


def read_most(world: World) -> None:
    """Readers come to like other pieces, and “Most read” follows."""
    article = world.any_article()
    if article:
        PageViews.objects.update_or_create(
            article=article, hour=world.at, defaults={"count": 10 + world.headlines}
        )
        world.headline()
        choose_most_read()


# --- files and settings -----------------------------------------------------------------------


def change_picture(world: World) -> None:
    """A picture gets another focal point and description, and other words or none."""
    image = _any(world, get_image_model().objects)
    if image:
        own = PictureDetails.objects.filter(pk=image.pk).first()
        if own and world.dice.random() < 0.3:
            own.delete()
        else:
            own = own or PictureDetails(image=image)
            setattr(own, world.dice.choice(["caption", "credit", "rights"]), world.headline())
            own.save()
        image.description = world.headline()
        image.focal_point_x, image.focal_point_y = world.dice.randrange(image.width), 10
        image.focal_point_width = image.focal_point_height = 20
        image.save()


def delete_picture(world: World) -> None:
    """A picture goes, from everywhere."""
    image = _any(world, get_image_model().objects)
    if image:
        image.delete()


def rename_document(world: World) -> None:
    """A document gets another title."""
    document = _any(world, get_document_model().objects)
    if document:
        document.title = world.headline()
        document.save()


def delete_document(world: World) -> None:
    """A document goes."""
    document = _any(world, get_document_model().objects)
    if document:
        document.delete()


def change_settings(world: World) -> None:
    """The newsroom's settings change."""
    settings = NewsroomSettings.objects.first() or NewsroomSettings()
    settings.telegram = f"channel{world.dice.randrange(100)}"
    settings.read_also_length = world.dice.choice([2, 6])
    settings.logo = _any(world, get_image_model().objects)
    settings.save()


def delete_pick(world: World) -> None:
    """A piece that another picks is deleted."""
    article = Article.objects.filter(picked_by__isnull=False).order_by("pk").first()
    if article:
        article.delete()
