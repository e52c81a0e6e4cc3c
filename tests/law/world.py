"""The newsroom that the law is tried on: small, with one of everything that pages show."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from stoppress.newsroom.actions.choose_most_read import choose_most_read
from stoppress.newsroom.actions.correct import correct
from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.take_down import take_down
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.models import (
    Article,
    BreakingNews,
    EditionPage,
    FrontPick,
    NewsroomSettings,
    PageViews,
    PictureDetails,
    SectionPage,
    SectionPick,
    Topic,
)
from tests.newsroom import factories, media

START = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


@dataclass
class World:
    """A newsroom in a test: its clock, and the dice that choose what an operation acts on."""

    dice: Random
    at: datetime = START
    headlines: int = field(default=0)

    def any_article(self, **among: Any) -> Article | None:
        """Some piece."""
        found = Article.objects.filter(**among).order_by("pk").values_list("pk", flat=True)
        ids = list(found)
        return Article.objects.get(pk=self.dice.choice(ids)) if ids else None

    def any_section(self) -> SectionPage:
        """Some section."""
        return self.dice.choice(list(SectionPage.objects.order_by("pk")))

    def headline(self) -> str:
        """A headline that was not used before."""
        self.headlines += 1
        return f"Headline {self.headlines} of the day"


def open_newsroom(world: World) -> None:
    """Three editions; one section with many pieces, others with few; and what stands on pages."""
    english, azeri = factories.edition("en"), factories.edition("az", "Kelmora Kuryeri")
    harbour = factories.section("Harbour", english)
    culture = factories.section("Culture", english)
    factories.section("Sport", english)
    liman = factories.section("Liman", azeri)
    arabic = factories.section("الميناء", factories.edition("ar", "بريد كلمورا"))
    mara, renn = factories.person("Mara Ellwood"), factories.person("Tobias Renn")
    ferry, market = factories.topic("Ferry", english), factories.topic("Market", english)
    pieces: list[Article] = []
    for number in range(9):
        pieces.append(
            factories.article(
                world.headline(),
                into=culture if number == 4 else harbour,
                by=(mara,) if number % 2 else (mara, renn),
                about=(ferry,) if number % 3 else (market,),
                picks=(pieces[-1],) if number % 4 == 1 else (),
                published_at=world.at - timedelta(days=9 * number, hours=number),
            )
        )
    for original in (pieces[0], pieces[8]):
        twin = factories.draft(world.headline(), into=liman, by=(renn,), about=())
        twin.translation_key = original.translation_key
        publish(twin, Unasked.COMMAND)
    factories.article(world.headline(), into=arabic, by=(renn,))
    # Enough of them for a list of what is read most: that edition's front has no block of it.
    for number in range(4):
        dated = world.at - timedelta(days=100 + number)
        factories.article(world.headline(), into=liman, published_at=dated)
    _furnish(world, pieces)


def _furnish(world: World, pieces: list[Article]) -> None:
    """Pictures, files, links, placed pieces, a breaking line, a correction, a takedown."""
    lead, portrait, logo = (media.image(title) for title in ("Quay", "Mara", "Logo"))
    PictureDetails.objects.create(image=lead, caption="The old quay.", credit="Harbour Pictures")
    pieces[2].lead_image = lead
    words = {"alt": "", "caption": "", "credit": "Agnes Moor"}
    pieces[2].body.append(("image", {"image": media.image("Ferry"), **words}))
    pieces[2].body.append(("document", {"document": media.document(), "title": ""}))
    publish(pieces[2], Unasked.COMMAND)
    link_to(pieces[3], pieces[5])
    correct(Article.objects.get(pk=pieces[1].pk), "It said sixty.", "It is fifty.", Unasked.COMMAND)
    take_down(pieces[8], "The account could not be confirmed.", Unasked.COMMAND)
    mara = factories.person("Mara Ellwood")
    mara.picture = portrait
    mara.save()
    NewsroomSettings(logo=logo, telegram="courier", latest_length=6, read_also_length=2).save()
    front = EditionPage.objects.get(pk=factories.edition("en").pk)
    front.front_picks.set([FrontPick(article=pieces[6])])
    front.front_blocks = [
        {"rule": "topic", "of": Topic.objects.get(title="Market").pk, "most": 2},
        {"rule": "section", "of": pieces[4].section_id, "most": 4},
        {"rule": "most_read", "of": 0, "most": 3},
        {"rule": "section", "of": pieces[0].section_id, "most": 1},
    ]
    front.save_revision().publish()
    harbour = SectionPage.objects.get(title="Harbour")
    harbour.section_picks.set([SectionPick(article=pieces[7])])
    harbour.save_revision().publish()
    sport, culture = (SectionPage.objects.get(title=title) for title in ("Sport", "Culture"))
    sport.front_blocks = [
        {"rule": "topic", "of": Topic.objects.get(title="Market").pk, "most": 2},
        {"rule": "most_read_edition", "of": 0, "most": 3},
    ]
    sport.save_revision().publish()
    culture.front_blocks = [
        {"rule": "topic_here", "of": Topic.objects.get(title="Ferry").pk, "most": 2}
    ]
    culture.save_revision().publish()
    BreakingNews.objects.create(
        locale=harbour.locale,
        text=world.headline(),
        article=pieces[0],
        until=world.at + timedelta(hours=1),
    )
    in_azeri = Article.objects.filter(section__title="Liman").order_by("pk")
    for read in (pieces, in_azeri):
        for number, article in enumerate(read):
            PageViews.objects.create(article=article, hour=world.at, count=20 - number)
    choose_most_read()


def link_to(article: Article, target: Article) -> Article:
    """Publish ``article`` with a link to ``target`` in its text, as the editor's tool writes it."""
    text = f'<p>As <a linktype="page" id="{target.pk}">we reported</a>.</p>'
    article.body.append(("paragraph", text))
    return publish(article, Unasked.COMMAND)
