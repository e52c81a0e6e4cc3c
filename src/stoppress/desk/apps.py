"""Django application of the desk."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Its hooks are found by Wagtail in ``wagtail_hooks``."""

    name = "stoppress.desk"
    label = "stoppress_desk"
    verbose_name = "Desk"
