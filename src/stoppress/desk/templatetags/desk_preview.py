"""The panel of previews, for templates."""

from __future__ import annotations

from django import template

from stoppress.desk.preview.shapes import SHAPES, Shape

register = template.Library()


@register.simple_tag
def preview_shapes() -> tuple[Shape, ...]:
    """The shapes in which a preview is offered."""
    return SHAPES
