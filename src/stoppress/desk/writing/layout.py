"""Panels of the page on which a piece is written: the sheet, the rail, and the Publish dialog.

They are Wagtail's panels with templates of our own, so its forms and scripts work on them as ever.
"""

from __future__ import annotations

from typing import Any

from wagtail.admin.panels import FieldPanel, PanelGroup


class PlainField(FieldPanel):
    """A field without Wagtail's button for comments: it is no part of the text."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"disable_comments": True} | kwargs)


class SheetField(FieldPanel):
    """A field of the sheet, without help text: its placeholder says what belongs there."""

    class BoundPanel(FieldPanel.BoundPanel):
        """The field of one piece."""

        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            self.help_text = ""
            if self.bound_field is not None:
                self.bound_field.help_text = ""


class Part(PanelGroup):
    """Labelled fields, one below the other; templates and style sheets know it by ``name``."""

    def __init__(self, children: Any = (), name: str = "", **kwargs: Any) -> None:
        super().__init__(children, **kwargs)
        self.name = name

    def clone_kwargs(self) -> dict[str, Any]:
        """What a copy that is bound to a model is made with."""
        return {**super().clone_kwargs(), "name": self.name}

    class BoundPanel(PanelGroup.BoundPanel):
        """The part of one piece."""

        template_name = "desk/writing/part.html"

        @property
        def name(self) -> str:
            """What style sheets know it by."""
            return str(self.panel.name)

        def has_errors(self) -> bool:
            """Whether a field in it was refused, so that it has to be seen."""
            return any(_has_errors(child) for child in self.children)


class Folded(Part):
    """Fields that are seldom used: open when one of them was refused."""

    class BoundPanel(Part.BoundPanel):
        """The part of one piece."""

        template_name = "desk/writing/folded.html"


class WritingLayout(PanelGroup):
    """The whole page: the sheet, the rail and the Publish dialog, in this order."""

    class BoundPanel(PanelGroup.BoundPanel):
        """The page of one piece. Templates of the header ask for ``is_writing``."""

        template_name = "desk/writing/layout.html"
        is_writing = True


def _has_errors(panel: Any) -> bool:
    if hasattr(panel, "children"):
        formset = getattr(panel, "formset", None)
        wrong = formset is not None and formset.is_bound and not formset.is_valid()
        return bool(wrong or any(_has_errors(child) for child in panel.children))
    bound = getattr(panel, "bound_field", None)
    return bool(bound is not None and bound.errors)
