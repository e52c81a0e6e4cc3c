"""The former name of ``publish_scheduled``."""

from stoppress.newsroom.management.commands.publish_scheduled import Command

__all__ = ["Command"]
