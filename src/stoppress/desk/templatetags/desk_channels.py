"""Channels on a piece, for templates."""

from __future__ import annotations

from typing import Any

from django import template

from stoppress.desk.channels.of_piece import ChannelLine, lines_of

register = template.Library()


@register.simple_tag
def channels_of(panel: Any) -> list[ChannelLine]:
    """The lines of the piece that a bound layout shows; none of one that is not saved yet."""
    article = panel.instance
    if article.pk is None:
        return []
    # They stand in the rail and in the Publish dialog: looked up once.
    if not hasattr(panel, "channel_lines"):
        panel.channel_lines = lines_of(article, panel.request.user)
    found: list[ChannelLine] = panel.channel_lines
    return found
