"""Django's settings for mypy's plugin, which reads them without running any test."""

from tests import own_home  # noqa: F401 - makes the home that the settings are read from

from stoppress.conf.settings import *  # noqa: F403 isort: skip
