"""Django application of the newsroom."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class NewsroomConfig(AppConfig):
    """Registers models and the listeners that keep the change log complete."""

    name = "stoppress.newsroom"
    label = "newsroom"
    verbose_name = "Newsroom"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let Wagtail use the newsroom's verbs, and the change log hear of what is saved."""
        from stoppress.newsroom import page_indexes
        from stoppress.newsroom.actions.in_wagtail import use_our_verbs
        from stoppress.newsroom.change_log import articles, files, other_objects, replaced_pictures
        from stoppress.newsroom.change_log.followers import Follower, register
        from stoppress.newsroom.pictures import added
        from stoppress.newsroom.pictures.size import measure_upright, read_moving_png
        from stoppress.newsroom.search.follow import CURSOR
        from stoppress.newsroom.slug_fields import take_all_scripts
        from stoppress.newsroom.trail import keep_the_trail

        keep_the_trail(self)
        take_all_scripts()
        measure_upright()
        read_moving_png()
        use_our_verbs()
        for what in (added, articles, files, other_objects, replaced_pictures):
            what.connect()
        register(Follower(CURSOR.name, CURSOR.position))  # the worker looks for what is new
        post_migrate.connect(page_indexes.keep_indexes, sender=self, dispatch_uid=self.name)
