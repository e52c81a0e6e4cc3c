"""The shapes in which a preview is offered: the page by its width, and what others show of it.

A shape is one line here, with a template where it is no page.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape: its name, what it is called, its width in CSS pixels.

    ``template`` draws it from the page's own head; a shape without one is the page itself. ``kind``
    is that of the channels whose post it is.
    """

    name: str
    label: Promise
    width: int
    template: str = ""
    kind: str = ""

    @property
    def mode(self) -> str:
        """What Wagtail's preview is asked for."""
        return self.name if self.template else ""


SHAPES = (
    Shape("phone", _("Telephone"), 390),
    Shape("desktop", _("Desktop"), 1280),
    Shape("search", _("Search result"), 664, "desk/preview/search.html"),
    Shape("card", _("Social card"), 552, "desk/preview/card.html"),
    Shape("telegram", _("Telegram post"), 464, "desk/preview/post.html", kind="telegram"),
)


def shape_of(mode: str) -> Shape | None:
    """The shape that is asked for with ``mode``; None for the page itself."""
    return next((shape for shape in SHAPES if shape.template and shape.name == mode), None)
