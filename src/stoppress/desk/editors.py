"""What the desk's editors show of pages and of the newsroom's settings, field by field.

The models know nothing of it. What the editors of people, topics and breaking lines show stands
with their menus.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    CommentPanel,
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
)
from wagtail.models import Page

from stoppress.desk.own_edition import article_panel, topic_panel
from stoppress.desk.page_forms import ArticleForm, OwnEditionForm, SlugFromTitleForm
from stoppress.newsroom.models import Article, EditionPage, NewsroomSettings, SectionPage


def set_editors() -> None:
    """Give the models their editors; called once, when all applications are there."""
    _article()
    _fronts()
    NewsroomSettings.edit_handler = ObjectList(_SETTINGS)


class GivenPanel(FieldPanel):
    """What an import gave an article. Nobody changes it at the desk; while empty it is not there.

    An import writes over the article that has the identifier of its item, and publishes it. Who
    could choose the identifier of a draft could have it published so.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"read_only": True})

    class BoundPanel(FieldPanel.BoundPanel):
        """The panel of one article."""

        def is_shown(self) -> bool:
            """Whether there is anything to show."""
            return bool(getattr(self.instance, self.field_name))


class WaitsForPanel(FieldPanel):
    """The uri of an article that has not come yet; nothing once it is here."""

    class BoundPanel(FieldPanel.BoundPanel):
        """The panel of one pick."""

        def is_shown(self) -> bool:
            """Whether this pick waits."""
            return self.instance.target_id is None and bool(self.instance.uri)


_BYLINE = [FieldPanel("person"), FieldPanel("role")]
_CORRECTION = [FieldPanel("at"), FieldPanel("was"), FieldPanel("now"), FieldPanel("serious")]


def _article() -> None:
    picks = [
        article_panel("target"),
        WaitsForPanel("uri", read_only=True, heading=_("Waits for")),
    ]
    content = [
        FieldPanel("title", heading=_("Headline")),
        FieldPanel("deck"),
        FieldRowPanel([FieldPanel("kicker"), FieldPanel("dateline")]),
        InlinePanel("bylines", _BYLINE, heading=_("Bylines"), label=_("Byline")),
        MultiFieldPanel(
            [
                FieldPanel("lead_image"),
                FieldPanel("lead_alt"),
                FieldPanel("lead_caption"),
                FieldPanel("lead_credit"),
            ],
            heading=_("Lead picture"),
        ),
        FieldPanel("body"),
        InlinePanel("topic_links", [topic_panel()], heading=_("Topics"), label=_("Topic")),
        InlinePanel("picks", picks, heading=_("Read also"), label=_("Piece")),
        InlinePanel("corrections", _CORRECTION, heading=_("Corrections"), label=_("Correction")),
    ]
    publication = [
        MultiFieldPanel(
            [
                FieldPanel("published_at"),
                FieldPanel("changed_at"),
                FieldPanel("public_since"),
                FieldPanel("public_until"),
                FieldPanel("embargo_until"),
            ],
            heading=_("Dates"),
        ),
        FieldPanel("slug"),
        FieldPanel("summary"),
        CommentPanel(),
        PublishingPanel(),  # a schedule for this version, set beside the article
    ]
    source = [
        FieldPanel("source"),
        GivenPanel("uri"),
        FieldPanel("urgency"),
        FieldPanel("copyright_holder"),
        FieldPanel("usage_terms"),
        FieldPanel("editor_note"),
    ]
    Article.base_form_class = ArticleForm
    Article.edit_handler = TabbedInterface(
        [
            ObjectList(content, heading=_("Piece")),
            ObjectList(publication, heading=_("Publication")),
            ObjectList(source, heading=_("Source")),
        ]
    )


def _fronts() -> None:
    placed = [article_panel("article")]
    EditionPage.content_panels = [
        *Page.content_panels,
        FieldPanel("tagline"),
        FieldPanel("date_format"),
        FieldPanel("default_section"),
        InlinePanel(
            "front_picks", placed, heading=_("Lead and top stories, in order"), label=_("Piece")
        ),
    ]
    SectionPage.content_panels = [
        *Page.content_panels,
        FieldPanel("description"),
        InlinePanel("section_picks", placed, heading=_("Lead stories, in order"), label=_("Piece")),
    ]
    EditionPage.base_form_class = OwnEditionForm
    SectionPage.base_form_class = SlugFromTitleForm


_SETTINGS = [
    FieldPanel("name"),
    FieldPanel("telegram"),
    MultiFieldPanel(
        [
            FieldPanel(name)
            for name in (
                "corrections_email",
                "contact_email",
                "imprint",
                "licence",
                "picture_rights",
            )
        ],
        heading=_("Imprint and contacts"),
    ),
    MultiFieldPanel([FieldPanel("logo"), FieldPanel("spot_colour")], heading=_("Looks")),
    MultiFieldPanel(
        [FieldPanel("latest_length"), FieldPanel("read_also_length")], heading=_("Lists")
    ),
]
