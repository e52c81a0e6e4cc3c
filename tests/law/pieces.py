"""Operations on pieces, each as an editor, an import or the clock does it."""

from __future__ import annotations

from datetime import timedelta

from wagtail.models import ReferenceIndex

from stoppress.newsroom.actions.correct import correct
from stoppress.newsroom.actions.delete import delete as delete_article
from stoppress.newsroom.actions.move import move as move_article
from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.restore import restore
from stoppress.newsroom.actions.schedule import schedule as schedule_article
from stoppress.newsroom.actions.strike_due import strike_due
from stoppress.newsroom.actions.take_down import take_down
from stoppress.newsroom.actions.unpublish import unpublish
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.bulk import Draft, load_for_rewriting, write_articles
from stoppress.newsroom.models import (
    Article,
    ArticleTopic,
    Byline,
    Person,
    Pick,
    SectionPage,
    Topic,
)
from tests.law.world import World, link_to
from tests.newsroom import factories, media
from tests.newsroom.reader import at


def publish_new(world: World) -> None:
    """A new piece, now or dated back."""
    section = world.any_section()
    locale = section.locale
    topics = list(Topic.objects.filter(locale=locale))
    back = world.dice.choice([0, 0, 0, 1, 40])
    others = list(Article.objects.filter(locale=locale))
    factories.article(
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
        publish(article, Unasked.COMMAND)


def save_draft(world: World) -> None:
    """A draft on top of what is public: readers see nothing of it."""
    article = world.any_article()
    if article:
        article.title = world.headline()
        article.save_revision()


def publish_draft(world: World) -> None:
    """What was saved as a draft is published."""
    article = world.any_article(has_unpublished_changes=True)
    if article and article.latest_revision:
        article.latest_revision.publish()


def go_back(world: World) -> None:
    """The first version of a piece is published again."""
    article = world.any_article()
    first = article.revisions.order_by("pk").first() if article else None
    if first:
        first.publish()


def change_slug(world: World) -> None:
    """Another address."""
    article = world.any_article()
    if article:
        article.slug = f"slug-{world.dice.randrange(10_000)}"
        publish(article, Unasked.COMMAND)


def change_the_address_of_a_linked_piece(world: World) -> None:
    """Another address for a piece that the text of another links to."""
    links = ReferenceIndex.objects.filter(model_path__startswith="body")
    article = world.any_article(
        pk__in=[int(pk) for pk in links.values_list("to_object_id", flat=True)]
    )
    if article:
        article.slug = f"slug-{world.dice.randrange(10_000)}"
        publish(article, Unasked.COMMAND)


def take_an_address(world: World) -> None:
    """A piece comes to the address that another had."""
    article = world.any_article()
    if article:
        slug = article.slug
        article.slug = f"slug-{world.dice.randrange(10_000)}"
        publish(article, Unasked.COMMAND)
        factories.article(
            world.headline(),
            into=article.section,
            slug=slug,
            published_at=article.published_at,
        )


def change_date(world: World) -> None:
    """Another date line."""
    article = world.any_article()
    if article:
        article.published_at = world.at - timedelta(days=world.dice.choice([0, 1, 30, 400]))
        publish(article, Unasked.COMMAND)


def change_whether_it_is_for_the_front(world: World) -> None:
    """A front fills itself without a piece that is not for it, or with it again."""
    article = world.any_article()
    if article:
        article.off_front = not article.off_front
        publish(article, Unasked.COMMAND)


def withdraw(world: World) -> None:
    """Unpublish."""
    article = world.any_article(live=True)
    if article:
        unpublish(article, Unasked.COMMAND)


def take_one_down(world: World) -> None:
    """Take down, with a reason."""
    article = world.any_article()
    if article:
        take_down(article, "The account could not be confirmed.", Unasked.COMMAND)


def reword_a_takedown(world: World) -> None:
    """The public reason of a takedown changes."""
    article = world.any_article(taken_down_at__isnull=False)
    if article:
        take_down(article, f"Withdrawn: {world.headline()}", Unasked.COMMAND)


def restore_one(world: World) -> None:
    """Undo a takedown."""
    article = world.any_article(taken_down_at__isnull=False)
    if article:
        restore(article, Unasked.COMMAND)


def delete(world: World) -> None:
    """Delete a piece."""
    article = world.any_article()
    if article:
        delete_article(article, Unasked.COMMAND)


def move(world: World) -> None:
    """Move a piece to another section of its edition."""
    article = world.any_article()
    if article is None:
        return
    target = SectionPage.objects.filter(locale=article.locale).exclude(pk=article.section_id)
    found = target.first()
    if found:
        move_article(article, found, Unasked.COMMAND)


def embargo(world: World) -> None:
    """Put an embargo on a piece, or a term, or lift them."""
    article = world.any_article()
    if article:
        soon = world.at + timedelta(hours=2)
        article.embargo_until = world.dice.choice([soon, None])
        article.public_until = world.dice.choice([soon + timedelta(hours=1), None])
        publish(article, Unasked.COMMAND)


def schedule(world: World) -> None:
    """A new piece that goes live later, or a new version of a public one."""
    article = world.any_article() if world.dice.random() < 0.5 else None
    if article is None:
        article = factories.draft(world.headline(), into=world.any_section())
    article.title = world.headline()
    schedule_article(article, world.at + timedelta(hours=1), Unasked.COMMAND)


def expire(world: World) -> None:
    """A piece that Wagtail takes off the site later."""
    article = world.any_article(live=True)
    if article:
        article.expire_at = world.at + timedelta(hours=1)
        publish(article, Unasked.COMMAND)


def correct_one(world: World) -> None:
    """A public correction."""
    article = world.any_article(live=True)
    if article:
        correct(
            article,
            "It said sixty.",
            "It is fifty.",
            Unasked.COMMAND,
            serious=world.dice.random() < 0.5,
        )


def pick(world: World) -> None:
    """Other picks under “Read also”, of the same edition."""
    article = world.any_article()
    if article:
        same = Article.objects.filter(locale=article.locale).exclude(pk=article.pk)
        others = list(same.order_by("pk"))
        chosen = world.dice.sample(others, min(3, len(others)))
        article.picks.set([Pick(target=other) for other in chosen])
        publish(article, Unasked.COMMAND)


def tag(world: World) -> None:
    """Add or take off topics."""
    article = world.any_article()
    if article:
        topics = list(Topic.objects.filter(locale=article.locale))
        chosen = world.dice.sample(topics, world.dice.randint(0, len(topics)))
        article.topic_links.set([ArticleTopic(topic=topic) for topic in chosen])
        publish(article, Unasked.COMMAND)


def change_author(world: World) -> None:
    """Another name in the byline."""
    article = world.any_article()
    if article:
        person = world.dice.choice(list(Person.objects.order_by("pk")))
        role = world.dice.choice([Byline.Role.AUTHOR, Byline.Role.PHOTOGRAPHER])
        article.bylines.set([Byline(person=person, role=role)])
        publish(article, Unasked.COMMAND)


def illustrate(world: World) -> None:
    """Another lead picture, or none."""
    article = world.any_article()
    if article:
        article.lead_image = None if article.lead_image else media.image(world.headline())
        publish(article, Unasked.COMMAND)


def link(world: World) -> None:
    """A link to another piece in the text."""
    article, target = world.any_article(), world.any_article()
    if article and target:
        link_to(article, target)


def translate(world: World) -> None:
    """Two pieces of different editions become translations of each other."""
    first = world.any_article(locale__language_code="en")
    second = world.any_article(locale__language_code="az")
    if first and second:
        taken = Article.objects.filter(translation_key=first.translation_key, locale=second.locale)
        if not taken.exists():
            second.translation_key = first.translation_key
            second.save()


def import_pieces(world: World) -> None:
    """An import: new pieces, and a new version of one that an import brought before."""
    section = world.any_section()
    here = Article.objects.filter(uri__isnull=False).values_list("uri", flat=True)
    drafts = [Draft(article) for article in load_for_rewriting(list(here[:1])).values()]
    for draft in drafts:
        draft.article.title = world.headline()
    for _new in range(2):
        article = Article(
            title=world.headline(),
            slug=f"imported-{world.headlines}",
            section=section,
            live=True,
            uri=f"urn:example:{world.headlines}",
            published_at=world.at - timedelta(days=world.dice.choice([0, 35])),
            body=[("paragraph", "<p>The boat came in.</p>")],
        )
        article.bylines.set([Byline(person=world.dice.choice(list(Person.objects.order_by("pk"))))])
        drafts.append(Draft(article))
    write_articles(drafts, Unasked.COMMAND)


def pass_time(world: World) -> None:
    """The clock goes on; what is due happens."""
    world.at += world.dice.choice([timedelta(minutes=90), timedelta(days=2)])
    with at(world.at):
        strike_due()
