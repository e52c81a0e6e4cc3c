"""Everything that can happen in a newsroom; a history is some of it in some order."""

from __future__ import annotations

from collections.abc import Callable

from tests.law import names, pieces, releases
from tests.law.world import World

Operation = Callable[[World], None]

OPERATIONS: tuple[Operation, ...] = (
    pieces.publish_new,
    pieces.edit_headline,
    pieces.save_draft,
    pieces.publish_draft,
    pieces.go_back,
    pieces.change_slug,
    pieces.change_the_address_of_a_linked_piece,
    pieces.take_an_address,
    pieces.change_date,
    pieces.withdraw,
    pieces.take_one_down,
    pieces.reword_a_takedown,
    pieces.restore_one,
    pieces.delete,
    pieces.move,
    pieces.embargo,
    pieces.schedule,
    pieces.expire,
    pieces.correct_one,
    pieces.pick,
    pieces.tag,
    pieces.change_author,
    pieces.illustrate,
    pieces.link,
    pieces.translate,
    pieces.import_pieces,
    pieces.pass_time,
    names.rename_person,
    names.describe_person,
    names.rename_topic,
    names.describe_topic,
    names.merge_two_topics,
    names.delete_topic,
    names.open_another_section,
    names.rename_section,
    names.describe_section,
    names.reorder_sections,
    names.hide_section,
    names.delete_section,
    names.translate_section,
    names.change_edition,
    names.describe_edition,
    names.close_edition,
    names.place_on_front,
    names.place_in_section,
    names.break_news,
    names.change_breaking_news,
    names.read_most,
    names.change_picture,
    names.delete_picture,
    names.rename_document,
    names.delete_document,
    names.change_settings,
    names.delete_pick,
    releases.begin_release,
    releases.go_over_a_little,
)
