"""Random histories of a newsroom: the operations, each as an editor or the clock does it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random

from wagtail.models import Page as WagtailPage

from stoppress.newsroom import clock
from stoppress.newsroom.actions.correct import correct
from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.restore import restore
from stoppress.newsroom.actions.strike_due import strike_due
from stoppress.newsroom.actions.take_down import take_down
from stoppress.newsroom.actions.unpublish import unpublish
from stoppress.newsroom.models import (
    Article,
    ArticleTopic,
    BreakingNews,
    EditionPage,
    FrontPick,
    NewsroomSettings,
    Person,
    Pick,
    SectionPage,
    SectionPick,
    Topic,
)
from tests.newsroom import factories

START = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


@dataclass
class World:
    """A newsroom in a test: its clock, and the dice that choose what an operation acts on."""

    dice: Random
    at: datetime = START
    headlines: int = field(default=0)

    def any_article(self) -> Article | None:
        """Some piece."""
        ids = list(Article.objects.order_by("pk").values_list("pk", flat=True))
        return Article.objects.get(pk=self.dice.choice(ids)) if ids else None

    def any_section(self) -> SectionPage:
        """Some section."""
        return self.dice.choice(list(SectionPage.objects.order_by("pk")))

    def headline(self) -> str:
        """A headline that was not used before."""
        self.headlines += 1
        return f"Headline {self.headlines} of the day"


def open_newsroom(world: World) -> None:
    """Two editions; one section with many pieces, others with few; topics, authors, picks."""
    english, azeri = factories.edition("en"), factories.edition("az", "Kelmora Kuryeri")
    harbour = factories.section("Harbour", english)
    culture = factories.section("Culture", english)
    factories.section("Sport", english)
    factories.section("Liman", azeri)
    mara, renn = factories.person("Mara Ellwood"), factories.person("Tobias Renn")
    ferry = factories.topic("Ferry", english)
    last: Article | None = None
    for number in range(9):
        last = factories.piece(
            world.headline(),
            into=culture if number == 4 else harbour,
            by=(mara,) if number % 2 else (mara, renn),
            about=(ferry,) if number % 3 else (),
            picks=(last,) if last and number % 4 == 1 else (),
            published_at=world.at - timedelta(days=9 * number, hours=number),
        )
    factories.piece(world.headline(), into=factories.section("Liman", azeri), by=(renn,))


# --- operations -------------------------------------------------------------------------------


def publish_new(world: World) -> None:
    """A new piece, now or dated back."""
    section = world.any_section()
    locale = section.locale
    topics = list(Topic.objects.filter(locale=locale))
    back = world.dice.choice([0, 0, 0, 1, 40])
    others = list(Article.objects.filter(locale=locale))
    factories.piece(
        world.headline(),
        into=section,
        by=tuple(world.dice.sample(list(Person.objects.order_by("pk")), 1)),
        about=tuple(world.dice.sample(topics, min(1, len(topics)))),
        picks=tuple(world.dice.sample(others, min(world.dice.choice([0, 2]), len(others)))),
        published_at=world.at - timedelta(days=back) if back else None,
    )


def edit_headline(world: World) -> None:
    """Another headline; a draft piece becomes public by it."""
    article = world.any_article()
    if article:
        article.title = world.headline()
        publish(article)


def save_draft(world: World) -> None:
    """A draft on top of what is public: readers see nothing of it."""
    article = world.any_article()
    if article:
        article.title = world.headline()
        article.save_revision()


def change_slug(world: World) -> None:
    """Another address."""
    article = world.any_article()
    if article:
        article.slug = f"slug-{world.dice.randrange(10_000)}"
        publish(article)


def change_date(world: World) -> None:
    """Another date line."""
    article = world.any_article()
    if article:
        article.published_at = world.at - timedelta(days=world.dice.choice([0, 1, 30, 400]))
        publish(article)


def withdraw(world: World) -> None:
    """Unpublish."""
    article = world.any_article()
    if article and article.live:
        unpublish(article)


def take_one_down(world: World) -> None:
    """Take down, with a reason."""
    article = world.any_article()
    if article:
        take_down(article, "The account could not be confirmed.")


def restore_one(world: World) -> None:
    """Undo a takedown."""
    article = Article.objects.filter(taken_down_at__isnull=False).first()
    if article:
        restore(article)


def delete(world: World) -> None:
    """Delete a piece."""
    article = world.any_article()
    if article:
        article.delete()


def move(world: World) -> None:
    """Move a piece to another section of its edition."""
    article = world.any_article()
    if article is None:
        return
    target = SectionPage.objects.filter(locale=article.locale).exclude(pk=article.section_id)
    found = target.first()
    if found and not found.get_children().filter(slug=article.slug).exists():
        article.move(WagtailPage.objects.get(pk=found.pk), pos="last-child")


def embargo(world: World) -> None:
    """Put an embargo on a piece, or a term, or lift them."""
    article = world.any_article()
    if article:
        soon = world.at + timedelta(hours=2)
        article.embargo_until = world.dice.choice([soon, None])
        article.public_until = world.dice.choice([soon + timedelta(hours=1), None])
        publish(article)


def schedule(world: World) -> None:
    """A new piece that goes live later."""
    article = factories.draft(world.headline(), into=world.any_section())
    article.go_live_at = world.at + timedelta(hours=1)
    publish(article)


def correct_one(world: World) -> None:
    """A public correction."""
    article = world.any_article()
    if article and article.live:
        correct(article, "It said sixty.", "It is fifty.", serious=world.dice.random() < 0.5)


def pick(world: World) -> None:
    """Other picks under “Read also”."""
    article = world.any_article()
    if article:
        article.picks.set(
            [Pick(target=other) for other in Article.objects.exclude(pk=article.pk)[:3]]
        )
        publish(article)


def tag(world: World) -> None:
    """Add or take off topics."""
    article = world.any_article()
    if article:
        topics = list(Topic.objects.filter(locale=article.locale))
        chosen = world.dice.sample(topics, world.dice.randint(0, len(topics)))
        article.topic_links.set([ArticleTopic(topic=topic) for topic in chosen])
        publish(article)


def rename_person(world: World) -> None:
    """A person's name and address change."""
    person = Person.objects.order_by("pk").first()
    if person:
        person.name = f"Mara {world.headline()}"
        person.slug = f"mara-{world.dice.randrange(1000)}"
        person.save()


def rename_topic(world: World) -> None:
    """A topic's title changes."""
    topic = Topic.objects.order_by("pk").first()
    if topic:
        topic.title = f"Topic {world.headline()}"
        topic.slug = f"topic-{world.dice.randrange(1000)}"
        topic.save()


def delete_topic(world: World) -> None:
    """A topic goes."""
    topic = Topic.objects.order_by("-pk").first()
    if topic:
        topic.delete()


def rename_section(world: World) -> None:
    """A section's title and address change, and so those of its pieces."""
    section = world.any_section()
    section.title = f"Section {world.headline()}"
    section.slug = f"section-{world.dice.randrange(1000)}"
    section.save_revision().publish()


def hide_section(world: World) -> None:
    """A section is unpublished with all its pieces."""
    section = world.any_section()
    if section.live and SectionPage.objects.filter(live=True).count() > 2:
        section.unpublish()


def place_on_front(world: World) -> None:
    """Editors place pieces on the front and at the head of a section."""
    article = world.any_article()
    if article is None:
        return
    front = EditionPage.objects.get(locale=article.locale)
    front.front_picks.set([FrontPick(article=article)])
    front.save_revision().publish()
    if article.section:
        section = SectionPage.objects.get(pk=article.section_id)
        section.section_picks.set([SectionPick(article=article)])
        section.save_revision().publish()


def break_news(world: World) -> None:
    """A breaking line for an hour."""
    article = world.any_article()
    if article:
        BreakingNews.objects.create(
            locale=article.locale,
            text=world.headline(),
            article=article,
            until=world.at + timedelta(hours=1),
        )


def change_settings(world: World) -> None:
    """The newsroom's settings change."""
    settings = NewsroomSettings.objects.first() or NewsroomSettings()
    settings.telegram = f"channel{world.dice.randrange(100)}"
    settings.read_also_length = world.dice.choice([2, 6])
    settings.save()


def translate(world: World) -> None:
    """Two pieces of different editions become translations of each other."""
    first = Article.objects.filter(locale__language_code="en").first()
    second = Article.objects.filter(locale__language_code="az").first()
    if first and second:
        second.translation_key = first.translation_key
        second.save()


def pass_time(world: World) -> None:
    """The clock goes on; what is due happens."""
    world.at += world.dice.choice([timedelta(minutes=90), timedelta(days=1)])
    with clock.set_clock(world.at):
        strike_due()


OPERATIONS: tuple[Callable[[World], None], ...] = (
    publish_new,
    edit_headline,
    save_draft,
    change_slug,
    change_date,
    withdraw,
    take_one_down,
    restore_one,
    delete,
    move,
    embargo,
    schedule,
    correct_one,
    pick,
    tag,
    rename_person,
    rename_topic,
    delete_topic,
    rename_section,
    hide_section,
    place_on_front,
    break_news,
    change_settings,
    translate,
    pass_time,
)

__all__ = ["OPERATIONS", "World", "open_newsroom"]
