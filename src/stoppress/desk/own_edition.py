"""Choosers of topics and articles at the desk offer those of the edition that is worked on."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel
from wagtail.admin.widgets import AdminPageChooser
from wagtail.snippets.widgets import AdminSnippetChooser

from stoppress.desk.row_ids import row_id
from stoppress.newsroom.models import Article, Topic

#: The parameter of a chooser's address that names the edition, by its locale's id.
EDITION = "edition"
#: The element of a page's form that holds it (``wagtailadmin/pages/edit.html``).
_OF_THE_PAGE = "#desk-edition"


def topic_panel() -> FieldPanel:
    """The field of a row that names a topic."""
    chooser = AdminSnippetChooser(model=Topic, icon="tag", linked_fields={EDITION: _OF_THE_PAGE})
    return FieldPanel("topic", widget=chooser)


def article_panel(field: str, edition: str = _OF_THE_PAGE) -> FieldPanel:
    """A field that names an article.

    :param edition: the element of the form that holds the edition.
    """
    chooser = AdminPageChooser(target_models=[Article], linked_fields={EDITION: edition})
    return FieldPanel(field, widget=chooser)


def of_the_edition(rows: Any, request: HttpRequest) -> Any:
    """Those of ``rows`` (pages or topics) that belong to the edition a chooser asks for, if any."""
    edition = row_id(request.GET.get(EDITION, ""))
    return rows if edition is None else rows.filter(locale_id=edition)
