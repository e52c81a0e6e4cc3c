"""Wagtail's own pages lead to the desk's, where the desk has one for the same."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.generic import View
from wagtail.admin.viewsets.pages import PageViewSet

from stoppress.desk.row_ids import row_id
from stoppress.newsroom.models import Article, EditionPage, SectionPage


class ToVersions(View):
    """Lead to the page “Versions” of the piece, or to the version that the address names."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer any request so: no version is written over by an address of Wagtail's."""
        article = kwargs.get("page_id") or kwargs["pk"]
        version = row_id(str(kwargs.get("revision_id") or kwargs.get("revision_id_b") or ""))
        if version is not None:
            return redirect("desk_version", article, version)
        return redirect("desk_versions", article)


class ToSheet(View):
    """Lead to the form: of a piece, where its section is chosen and an editor says their word."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer any request so: nothing is done by an address of Wagtail's."""
        return redirect(
            "wagtailadmin_pages:edit", kwargs.get("page_id") or kwargs["page_to_move_id"]
        )


class ToHistoryOfFront(View):
    """Lead to what stood on the front, and when: a version put back elsewhere would bring that."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer any request so."""
        return redirect("desk_front_history", kwargs.get("page_id") or kwargs["pk"])


class ToPieces(View):
    """Lead from Wagtail's list of all pages of a kind to the list of pieces."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer any request so."""
        return redirect("desk_pieces")


class ToSections(View):
    """Lead from Wagtail's list of all pages of a kind to editions and sections."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer any request so."""
        return redirect("wagtailadmin_explore_root")


class _OurViewSet(PageViewSet):
    """What the desk changes alike of Wagtail's pages for a piece and for a front."""

    move_view_class = ToSheet
    move_confirm_view_class = ToSheet

    @property
    def history_results_view(self) -> Any:
        """What Wagtail's list of versions would ask for."""
        return self.history_view


class PieceViewSet(_OurViewSet):
    """The pages that Wagtail has for a piece."""

    model = Article
    content_type_use_view_class = ToPieces
    history_view_class = ToVersions
    revisions_view_class = ToVersions
    revisions_compare_view_class = ToVersions
    revisions_revert_view_class = ToVersions
    revisions_unschedule_view_class = ToVersions
    workflow_history_view_class = ToVersions
    workflow_history_detail_view_class = ToVersions
    collect_workflow_action_data_view_class = ToSheet
    confirm_workflow_cancellation_view_class = ToSheet


class _FrontViewSet(_OurViewSet):
    """The pages that Wagtail has for an edition or a section."""

    content_type_use_view_class = ToSections
    history_view_class = ToHistoryOfFront
    revisions_view_class = ToHistoryOfFront
    revisions_compare_view_class = ToHistoryOfFront
    revisions_revert_view_class = ToHistoryOfFront
    revisions_unschedule_view_class = ToHistoryOfFront
    workflow_history_view_class = ToHistoryOfFront
    workflow_history_detail_view_class = ToHistoryOfFront
    copy_view_class = ToSheet


class EditionViewSet(_FrontViewSet):
    """Those of an edition."""

    model = EditionPage


class SectionViewSet(_FrontViewSet):
    """Those of a section."""

    model = SectionPage
