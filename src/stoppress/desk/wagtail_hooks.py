"""Where the desk hooks into Wagtail's admin."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.staticfiles import versioned_static
from wagtail.snippets.models import register_snippet

from stoppress.desk.addresses import ADDRESSES
from stoppress.desk.copying import open_the_copy
from stoppress.desk.doors.closed import (
    only_to_a_page_that_is_there,
    only_to_those_who_may_choose_it,
)
from stoppress.desk.doors.files import register_file_policies
from stoppress.desk.front.keep_draft import go_on_with_the_draft, publish_words_alone
from stoppress.desk.own_edition import of_the_edition
from stoppress.desk.publish_message import say_and_stay
from stoppress.desk.snippets import BreakingNewsViewSet, PersonViewSet
from stoppress.desk.takedown import say_that_it_is_down
from stoppress.desk.topics import TopicViewSet
from stoppress.desk.trail.words import words_of_the_trail
from stoppress.desk.writing.after_saving import (
    leave_the_note_sent_with_it,
    move_to_chosen_section,
    move_when_saved,
    stay_with_the_piece,
)
from stoppress.desk.writing.along import send_along
from stoppress.desk.writing.checks_view import keep_reasons_first
from stoppress.desk.writing.decide import leave_what_should_change, say_it_to_the_workflow
from stoppress.desk.writing.instead import EditionViewSet, PieceViewSet, SectionViewSet
from stoppress.desk.writing.new_piece import begin_in_chosen_section
from stoppress.desk.writing.verbs import leave_to_the_sheet, verbs_in_lists
from stoppress.newsroom.change_log.append import hold_the_log
from stoppress.newsroom.models import Article
from stoppress.newsroom.states import with_what_states_need

register_file_policies()

for viewset in (PersonViewSet, TopicViewSet, BreakingNewsViewSet):
    register_snippet(viewset)


for of_pages in (PieceViewSet, EditionViewSet, SectionViewSet):
    hooks.register("register_admin_viewset", of_pages)


@hooks.register("register_admin_urls")
def desk_urls() -> list[URLPattern]:
    """Addresses of the desk's own pages."""
    return ADDRESSES


hooks.register("before_serve_document", only_to_those_who_may_choose_it)
hooks.register("before_copy_page", only_to_a_page_that_is_there)
hooks.register("after_copy_page", open_the_copy)


@hooks.register("insert_global_admin_js")
def own_scripts() -> SafeString:
    """The desk's scripts beside Wagtail's; each says in its first lines what it is for."""
    return format_html_join(
        "",
        '<script src="{}" type="{}"></script>',
        (
            (versioned_static("desk/keys.js"), "text/javascript"),
            (versioned_static("desk/named.js"), "text/javascript"),
            (versioned_static("desk/start.js"), "text/javascript"),
            (versioned_static("desk/unsaved.js"), "text/javascript"),
            (versioned_static("desk/frame.js"), "module"),
        ),
    )


@hooks.register("insert_global_admin_css")
def own_styles() -> SafeString:
    """The desk's style sheet for Wagtail's pages."""
    return format_html('<link rel="stylesheet" href="{}">', versioned_static("desk/desk.css"))


@hooks.register("before_create_page")
@hooks.register("before_edit_page")
@hooks.register("before_unpublish_page")
@hooks.register("before_delete_page")
@hooks.register("before_move_page")
def hold_the_log_first(request: HttpRequest, *_what: Any) -> None:
    """Take the log's lock before the first row, as the newsroom's own actions do."""
    if request.method == "POST":
        hold_the_log()


hooks.register("before_create_page", begin_in_chosen_section, order=1)
hooks.register("after_create_page", leave_the_note_sent_with_it, order=-1)
hooks.register("after_edit_page", leave_the_note_sent_with_it, order=-1)
hooks.register("before_edit_page", say_it_to_the_workflow, order=-1)
hooks.register("after_edit_page", leave_what_should_change, order=-1)
hooks.register("after_create_page", stay_with_the_piece)
hooks.register("after_edit_page", move_when_saved)
hooks.register("after_edit_page", stay_with_the_piece, order=1)
hooks.register("construct_page_action_menu", leave_to_the_sheet)
hooks.register("construct_page_listing_buttons", verbs_in_lists)
hooks.register("before_edit_page", keep_reasons_first)
hooks.register("before_edit_page", publish_words_alone)
hooks.register("after_publish_page", go_on_with_the_draft)
hooks.register("before_publish_page", keep_reasons_first)


@hooks.register("before_edit_page")
def state_of_a_takedown(request: HttpRequest, page: Any) -> None:
    """Say that an article is taken down: Wagtail's header calls every published page live."""
    if request.method == "GET" and isinstance(page, Article) and page.live and page.taken_down_at:
        say_that_it_is_down(request, page, page.taken_down_at)


@hooks.register("after_publish_page")
def state_after_publishing(request: HttpRequest, page: Any) -> HttpResponse | None:
    """Say what readers have of an article now; Wagtail would say “published” of an embargo too."""
    if not isinstance(page, Article):
        return None
    article = move_to_chosen_section(request, page)
    send_along(request, article)
    return say_and_stay(request, article)


@hooks.register("construct_page_chooser_queryset")
def pages_of_the_edition(pages: Any, request: HttpRequest) -> Any:
    """Limit the chooser of pages to the edition that is worked on."""
    return of_the_edition(pages, request)


@hooks.register("construct_explorer_page_queryset")
def what_states_need(_parent: Any, pages: Any, _request: HttpRequest) -> Any:
    """Load together what the states of all listed articles depend on."""
    return with_what_states_need(pages)


hooks.register("register_log_actions", words_of_the_trail, order=1)  # after Wagtail's own
