"""An article whose every part has a word of its own, and all that a stranger may ask for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import quote

from django.core.files.base import ContentFile
from django.db.models import Model
from wagtail.documents import get_document_model

from stoppress.newsroom import clock
from stoppress.newsroom.actions.choose_most_read import choose_most_read
from stoppress.newsroom.actions.publish import publish
from stoppress.newsroom.actions.who import Unasked
from stoppress.newsroom.front_blocks import FrontBlock, Rule, set_blocks
from stoppress.newsroom.models import (
    Article,
    BreakingNews,
    EditionPage,
    FrontPick,
    PageViews,
    Person,
    SectionPage,
    SectionPick,
    Topic,
)
from stoppress.newsroom.paths import card_path
from stoppress.site import assets
from stoppress.site.article.blocks import document_path
from stoppress.site.pictures import CONTENT_TYPES, rendition_path, widths_offered
from tests.law.reading import all_paths
from tests.law.world import link_to
from tests.newsroom import factories, media

#: A word of each part of the article, and where in the newsroom it stands. None is anywhere else.
SECRETS = {
    "headline": "quillfeather",
    "former address": "bramblewick",
    "deck": "marrowgate",
    "summary": "saltmarrow",
    "text": "thistlebank",
    "caption": "larkspur",
    "description": "hollowreed",
    "credit": "wintercombe",
    "title of its document": "ossenfelder",
    "text of its document": "dunnockshaw",
    "headline on a front": "cinderford",
    "deck on a front": "amberley",
    "role of its author": "tidewarden",
    "life of its author": "greyhaven",
    "background of its topic": "millrace",
}
#: In which other digits a path is asked for.
DIGITS = ("٠١٢٣٤٥٦٧٨٩", "０１２３４５６７８９")


@dataclass(frozen=True)
class Scene:
    """The article, in the Azerbaijani edition; its translation is in the default one."""

    article: Article
    picture: Model
    document: Model
    author: Person
    front_picture: Model

    def own_paths(self) -> set[str]:
        """Paths of what only the article shows, in each form and width."""
        pictures = {
            rendition_path(image, width, form)
            for image in (self.picture, self.author.picture, self.front_picture)
            for width in widths_offered(image)
            for form in CONTENT_TYPES
        }
        return {*pictures, document_path(self.document), card_path(self.article.pk)}


def lay_out(*, published: bool) -> Scene:
    """A newsroom at noon on 30 May 2026, in which whatever can shows the article or leads to it.

    It is ``published``, or a draft that never was.
    """
    default, edition = factories.edition(), factories.edition("az", "Kelmora Kuryeri")
    harbour, picture, document = factories.section("Liman", edition), media.image(), _document()
    article = factories.draft(
        f"The {SECRETS['headline']} sails",
        slug=SECRETS["former address"],
        into=harbour,
        by=(_author(),),
        about=(_topic(edition),),
        deck=f"At the {SECRETS['deck']}.",
        summary=f"By {SECRETS['summary']}.",
        text=f"Through the {SECRETS['text']}.",
        lead_image=picture,
        lead_alt=f"A {SECRETS['description']}.",
        lead_caption=f"Of {SECRETS['caption']}.",
        lead_credit=SECRETS["credit"],
        published_at=clock.now(),
    )
    article.body.append(
        ("document", {"document": document, "title": SECRETS["title of its document"]})
    )
    article.save_revision()
    if published:
        publish(article, Unasked.COMMAND)
        article = Article.objects.get(pk=article.pk)
        article.slug = SECRETS["headline"]
        article = publish(article, Unasked.COMMAND)
    front_picture = media.image("Of the front")
    _surround(article, harbour, default, front_picture)
    return Scene(Article.objects.get(pk=article.pk), picture, document, _author(), front_picture)


def _document() -> Model:
    text = f"{SECRETS['text of its document']}, 08:00"
    file = ContentFile(text.encode(), name="timetable-of-the-withdrawn.txt")
    return get_document_model().objects.create(title="Timetable", file=file)


def _author() -> Person:
    person, new = Person.objects.get_or_create(name="Ines Oakley")
    if new:
        person.role, person.bio = SECRETS["role of its author"], SECRETS["life of its author"]
        person.picture = media.image("Portrait")
        person.save()
    return person


def _topic(edition: EditionPage) -> Topic:
    topic = factories.topic("Reqata", edition)
    topic.background = f"Since the {SECRETS['background of its topic']}."
    topic.save()
    return topic


def _surround(
    article: Article, harbour: SectionPage, default: EditionPage, front_picture: Model
) -> None:
    """Articles beside it that stay, and all places in which an editor can put it."""
    day = timedelta(days=1)
    beside = factories.article("Fog", into=harbour, published_at=clock.now() - day)
    culture = factories.section("Kultura", EditionPage.objects.get(locale=harbour.locale))
    picker = factories.article("A choir", into=culture, picks=(article,), by=(factories.person(),))
    link_to(Article.objects.get(pk=picker.pk), article)
    twin = factories.draft("The regatta", into=factories.section("Harbour", default))
    twin.translation_key = article.translation_key
    publish(twin, Unasked.COMMAND)
    front = EditionPage.objects.get(locale=harbour.locale)
    front.front_picks.set(
        [
            FrontPick(
                article=article,
                headline=f"Off {SECRETS['headline on a front']}",
                deck=f"By {SECRETS['deck on a front']}.",
                picture=front_picture,
            )
        ]
    )
    about = article.topic_links.get().topic_id
    chosen = (FrontBlock(Rule.TOPIC, about), FrontBlock(Rule.MOST_READ))
    set_blocks(front, (*chosen, FrontBlock(Rule.SECTION, harbour.pk)))
    front.save_revision().publish()
    culture.section_picks.set([SectionPick(article=picker, beside=[article.pk])])
    culture.save_revision().publish()
    section = SectionPage.objects.get(pk=harbour.pk)
    section.section_picks.set([SectionPick(article=article)])
    section.save_revision().publish()
    BreakingNews.objects.create(
        locale=article.locale, text="Now", article=article, until=clock.now() + day
    )
    for count, read in enumerate((beside, picker, article), 1):
        PageViews.objects.create(article=read, hour=clock.now(), count=count)
    choose_most_read()


def every_path(scene: Scene) -> set[str]:
    """All that answers in the newsroom, or once did."""
    static = (assets.css_url(""), assets.file_url("icons/touch.png"))
    return {*all_paths(), *scene.own_paths(), *static}


def spellings(path: str) -> Iterator[str]:
    """Other ways to ask for what is at ``path``."""
    for language in ("en", "az", "ar"):
        yield f"/{language}{path}"
    for prefix in ("/az/", "/en/"):
        if path.startswith(prefix):
            yield path.removeprefix(prefix[:-1])
    for digits in DIGITS:
        yield path.translate(str.maketrans("0123456789", digits))
    yield (
        path.replace("/-/card/", "/-/card/0")
        .replace("/pictures/", "/pictures/0")
        .replace("/documents/", "/documents/0")
    )
    yield quote(path, safe="/").replace("a", "%61", 1)
    yield path.upper()
    yield path.title()
    yield path.removesuffix("/")
    yield f"{path.removesuffix('/')}//"
    yield f"/{path}"
    yield f"{path}index.html"
    yield path.replace("/2026/", "/02026/")
