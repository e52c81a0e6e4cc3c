"""Django application of the desk."""

from django.apps import AppConfig
from wagtail.signals import init_new_page


class DeskConfig(AppConfig):
    """Its hooks are found by Wagtail in ``wagtail_hooks``."""

    name = "stoppress.desk"
    label = "stoppress_desk"
    verbose_name = "Desk"

    def ready(self) -> None:
        """Give pages the desk's forms; the newsroom itself knows of none."""
        from stoppress.desk.avatar_form import limit_avatars
        from stoppress.desk.checks.gate import ask_the_checks
        from stoppress.desk.checks.when_due import objections_to
        from stoppress.desk.copying import CopyPieceForm
        from stoppress.desk.dates import use_at_the_desk
        from stoppress.desk.doors.choosers import start_choosers_without_scripts
        from stoppress.desk.editors import set_editors
        from stoppress.desk.pictures.chosen import bring_words_along
        from stoppress.desk.pictures.look_alike import notice_what_looks_alike
        from stoppress.desk.pictures.rights_filter import list_by_rights
        from stoppress.desk.preview.answer import preview_at_the_desk
        from stoppress.desk.root_page import name_the_root
        from stoppress.desk.sections_tree import nothing_to_tick
        from stoppress.desk.slugs import take_slugs_as_they_are
        from stoppress.desk.writing.new_piece import sign_new_piece
        from stoppress.newsroom.actions.gate import set_gate, set_gate_of_the_clock
        from stoppress.newsroom.models import Article, EditionPage, SectionPage
        from stoppress.newsroom.pictures.large import work_on_large_pictures_one_at_a_time
        from stoppress.newsroom.preview_renderer import offer_preview

        for model in (Article, SectionPage, EditionPage):
            model.copy_form_class = CopyPieceForm
        use_at_the_desk()
        start_choosers_without_scripts()
        work_on_large_pictures_one_at_a_time()
        limit_avatars()
        name_the_root()
        bring_words_along()
        notice_what_looks_alike()
        list_by_rights()
        take_slugs_as_they_are()
        nothing_to_tick()
        set_editors()
        init_new_page.connect(sign_new_piece)
        set_gate("checks", ask_the_checks)
        set_gate_of_the_clock("checks", objections_to)
        offer_preview(preview_at_the_desk)
