"""The addresses of the desk's own pages; Wagtail's stand behind them."""

from __future__ import annotations

from django.urls import path
from django.views.generic import RedirectView

from stoppress.desk.breaking.views import breaking_view, end_breaking_view, on_air_view
from stoppress.desk.channels.rules import rules_view
from stoppress.desk.channels.verbs import delivery_view, piece_channels_view
from stoppress.desk.channels.views import channel_view, channels_view
from stoppress.desk.checks.settings_view import check_settings_view
from stoppress.desk.corrections.views import corrections_view
from stoppress.desk.find import find_view
from stoppress.desk.front.pictures import pictures_view
from stoppress.desk.front.views import (
    arrange_view,
    beside_view,
    blocks_view,
    discard_view,
    front_view,
    here_view,
    history_view,
    newest_view,
    put_back_view,
    reword_view,
    show_view,
    then_view,
)
from stoppress.desk.guide.views import guide_view
from stoppress.desk.notices.notes import note_done_view, notes_view
from stoppress.desk.notices.views import bell_view, notices_view, wishes_view
from stoppress.desk.pictures.drop import drop_picture_view
from stoppress.desk.pieces.chosen import chosen_view, undo_view
from stoppress.desk.pieces.open_piece import open_piece_view
from stoppress.desk.pieces.saved_views import forget_view, save_view
from stoppress.desk.pieces.view import pieces_view
from stoppress.desk.sharing.views import links_view, revoke_view
from stoppress.desk.site_health import site_health_view
from stoppress.desk.takedown import restore_view, take_down_view
from stoppress.desk.telegram.views import telegram_view
from stoppress.desk.today.ideas import assign_view, idea_view
from stoppress.desk.today.moves import (
    back_to_draft_view,
    not_by_itself_view,
    send_to_editor_view,
)
from stoppress.desk.today.view import again_view, stream_view
from stoppress.desk.today.when import when_view
from stoppress.desk.trail.views import export_view as export_trail_view
from stoppress.desk.trail.views import trail_view
from stoppress.desk.versions.newer import newer_view, newest_version_view, take_theirs_view
from stoppress.desk.versions.views import put_back_view as put_version_back_view
from stoppress.desk.versions.views import version_view, versions_view
from stoppress.desk.writing.checks_view import checks_of_new_view, checks_view
from stoppress.desk.writing.new_piece import new_piece_view
from stoppress.desk.writing.pasted import pasted_view
from stoppress.desk.writing.verbs import cancel_schedule_view

ADDRESSES = [
    path("articles/", RedirectView.as_view(pattern_name="desk_pieces")),  # where the list stood
    path("breaking/", breaking_view, name="desk_breaking"),
    path("breaking/on-air/", on_air_view, name="desk_on_air"),
    path("breaking/<int:line_id>/end/", end_breaking_view, name="desk_end_breaking"),
    path("channels/", channels_view, name="desk_channels"),
    path("channels/<int:channel_id>/", channel_view, name="desk_channel"),
    path("channels/<int:channel_id>/rules/", rules_view, name="desk_channel_rules"),
    path("channels/deliveries/<int:delivery_id>/", delivery_view, name="desk_delivery"),
    path("checks/", check_settings_view, name="desk_check_settings"),
    path("corrections/", corrections_view, name="desk_corrections"),
    path("find/", find_view, name="desk_find"),
    path("front/", front_view, name="desk_front"),
    path("front/<int:front_id>/", front_view, name="desk_front"),
    path("front/<int:front_id>/history/", history_view, name="desk_front_history"),
    path("front/<int:front_id>/arrange/", arrange_view, name="desk_front_arrange"),
    path("front/pictures/", pictures_view, name="desk_front_pictures"),
    path("front/<int:front_id>/here/", here_view, name="desk_front_here"),
    path("front/<int:front_id>/then/", then_view, name="desk_front_then"),
    path("front/<int:front_id>/newest/", newest_view, name="desk_front_newest"),
    path("front/<int:front_id>/beside/", beside_view, name="desk_front_beside"),
    path("front/<int:front_id>/blocks/", blocks_view, name="desk_front_blocks"),
    path("front/<int:front_id>/reword/", reword_view, name="desk_front_reword"),
    path("front/<int:front_id>/show/", show_view, name="desk_front_show"),
    path("front/<int:front_id>/discard/", discard_view, name="desk_front_discard"),
    path(
        "front/<int:front_id>/history/<int:version_id>/", put_back_view, name="desk_front_put_back"
    ),
    path("help/", guide_view, name="desk_guide"),
    path("help/<slug:task>/", guide_view, name="desk_guide_task"),
    path("health/", site_health_view, name="stoppress_site_health"),
    path("notices/", notices_view, name="desk_notices"),
    path("notices/bell/", bell_view, name="desk_bell"),
    path("notices/wishes/", wishes_view, name="desk_notice_wishes"),
    path("notices/telegram/", telegram_view, name="desk_telegram"),
    path("notes/<int:note_id>/done/", note_done_view, name="desk_note_done"),
    path("pieces/", pieces_view, name="desk_pieces"),
    path("pieces/<int:article_id>/links/", links_view, name="desk_preview_links"),
    path("links/<int:link_id>/revoke/", revoke_view, name="desk_revoke_preview"),
    path("pieces/<int:article_id>/channels/", piece_channels_view, name="desk_piece_channels"),
    path("pieces/<int:article_id>/notes/", notes_view, name="desk_notes"),
    path("pieces/chosen/", chosen_view, name="desk_pieces_chosen"),
    path("pieces/undo/", undo_view, name="desk_pieces_undo"),
    path("pieces/views/", save_view, name="desk_pieces_save"),
    path("pieces/views/<int:view_id>/forget/", forget_view, name="desk_pieces_forget"),
    path("pieces/<int:article_id>/", open_piece_view, name="desk_piece"),
    path(
        "pieces/<int:article_id>/schedule/cancel/",
        cancel_schedule_view,
        name="desk_cancel_schedule",
    ),
    path("pieces/<int:article_id>/assign/", assign_view, name="desk_assign"),
    path("pieces/<int:article_id>/send/", send_to_editor_view, name="desk_send_to_editor"),
    path("pieces/<int:article_id>/back/", back_to_draft_view, name="desk_back_to_draft"),
    path("pieces/pasted/", pasted_view, name="desk_pasted"),
    path("pieces/idea/", idea_view, name="desk_idea"),
    path("pieces/new/", new_piece_view, name="desk_new_piece"),
    path("pieces/new/<int:section_id>/checks/", checks_of_new_view, name="desk_checks_of_new"),
    path("pieces/<int:article_id>/checks/", checks_view, name="desk_checks"),
    path("pieces/<int:article_id>/newest/", newest_version_view, name="desk_newest"),
    path("pieces/<int:article_id>/newer/", newer_view, name="desk_newer"),
    path("pieces/<int:article_id>/newer/take/", take_theirs_view, name="desk_take_theirs"),
    path("pieces/<int:article_id>/versions/", versions_view, name="desk_versions"),
    path("pieces/<int:article_id>/versions/<int:version_id>/", version_view, name="desk_version"),
    path(
        "pieces/<int:article_id>/versions/<int:version_id>/restore/",
        put_version_back_view,
        name="desk_put_version_back",
    ),
    path("pictures/drop/", drop_picture_view, name="desk_drop_picture"),
    path("pieces/<int:article_id>/take-down/", take_down_view, name="stoppress_take_down"),
    path("pieces/<int:article_id>/restore/", restore_view, name="stoppress_restore"),
    path("trail/", trail_view, name="desk_trail"),
    path("trail/export/<str:form>/", export_trail_view, name="desk_trail_export"),
    path("today/", again_view, name="desk_today_again"),
    path("today/stream/", stream_view, name="desk_today_stream"),
    path("today/<int:article_id>/when/", when_view, name="desk_when"),
    path("today/<int:article_id>/not-by-itself/", not_by_itself_view, name="desk_not_by_itself"),
]
