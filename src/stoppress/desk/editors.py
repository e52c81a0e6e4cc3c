"""What the desk's editors show of pages and of the newsroom's settings, field by field.

The models know nothing of it. What the editors of people, topics and breaking lines show stands
with their menus.
"""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    CommentPanel,
    FieldPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
)
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.models import Page

from stoppress.desk.dates import LocalDateTimeInput
from stoppress.desk.own_edition import article_panel, topic_panel
from stoppress.desk.page_forms import OwnEditionForm, SlugFromTitleForm
from stoppress.desk.writing.form import ArticleForm
from stoppress.desk.writing.layout import Folded, Part, PlainField, SheetField, WritingLayout
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


_BREAKING = "newsroom.add_breakingnews"
_BYLINE = [FieldPanel("person"), FieldPanel("role")]
_CORRECTION = [FieldPanel("at"), FieldPanel("was"), FieldPanel("now"), FieldPanel("serious")]


def _article() -> None:
    picks = [
        article_panel("target"),
        WaitsForPanel("uri", read_only=True, heading=_("Waits for")),
    ]
    sheet = [
        SheetField("kicker", widget=_line(_("Kicker"))),
        SheetField(
            "title", heading=_("Headline"), widget=_line(_("Headline")), required_on_save=False
        ),
        SheetField("deck", heading=_("Deck"), widget=_line(_("Deck"))),
        Folded(
            [InlinePanel("bylines", _BYLINE, label=_("Byline"))], "bylines", heading=_("Byline")
        ),
        Part([SheetField("dateline", widget=_line(_("Place")))], "place"),
        Folded(
            [
                FieldPanel("lead_image"),
                FieldPanel("lead_alt"),
                FieldPanel("lead_caption"),
                FieldPanel("lead_credit"),
            ],
            "picture",
            heading=_("Lead picture"),
        ),
        FieldPanel("body", heading=_("Text")),
    ]
    rail = [
        Part([PlainField("in_section"), PlainField("off_front")], "section"),
        Folded(
            [InlinePanel("topic_links", [topic_panel()], label=_("Topic"))],
            "topics",
            heading=_("Topics"),
        ),
        Folded([InlinePanel("picks", picks, label=_("Piece"))], "picks", heading=_("Read also")),
        Folded(
            [PlainField("slug", heading=_("Address")), PlainField("summary")],
            "address",
            heading=_("Address and search"),
        ),
        Folded(
            [PlainField("published_at"), PlainField("changed_at"), PlainField("public_until")],
            "dates",
            heading=_("Dates"),
        ),
        Folded(
            [InlinePanel("corrections", _CORRECTION, label=_("Correction"))],
            "corrections",
            heading=_("Corrections"),
        ),
        Folded(
            [
                PlainField("source"),
                GivenPanel("uri"),
                PlainField("urgency"),
                PlainField("copyright_holder"),
                PlainField("usage_terms"),
                PlainField("editor_note"),
            ],
            "source",
            heading=_("Source and rights"),
        ),
        CommentPanel(),
        PublishingPanel(),  # a schedule for this version, set beside the article
    ]
    publishing = [
        PlainField("when"),
        PlainField("public_since", heading=_("Goes out at"), widget=LocalDateTimeInput()),
        PlainField("embargo_until", heading=_("Embargo until"), widget=LocalDateTimeInput()),
        PlainField("front_place"),
        Folded(
            [
                PlainField("breaking_line", permission=_BREAKING),
                PlainField("breaking_lasts", permission=_BREAKING),
                PlainField("breaking_instead", permission=_BREAKING),
            ],
            "breaking",
            heading=_("Breaking"),
            permission=_BREAKING,
        ),
    ]
    correction = [
        PlainField("correct_was"),
        PlainField("correct_now"),
        PlainField("correct_serious"),
    ]
    Article.base_form_class = ArticleForm
    Article.edit_handler = WritingLayout(
        [
            Part(sheet, "sheet"),
            Part(rail, "rail"),
            Part(publishing, "publishing"),
            Part(correction, "correction"),
        ]
    )


def _line(words: Promise) -> AdminAutoHeightTextInput:
    """A field that grows with what is written in it, and says what belongs there."""
    return AdminAutoHeightTextInput(attrs={"placeholder": words, "rows": 1})


def _fronts() -> None:
    # What stands on them is arranged on the page “Front” alone: rows of a form would lose what the
    # front says of its pieces.
    EditionPage.content_panels = [
        *Page.content_panels,
        FieldPanel("tagline"),
        FieldPanel("date_format"),
        FieldPanel("telegram"),
        FieldPanel("default_section"),
    ]
    SectionPage.content_panels = [*Page.content_panels, FieldPanel("description")]
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
