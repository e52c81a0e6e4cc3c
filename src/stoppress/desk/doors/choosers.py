"""Wagtail's choosers without the inline script that each of them is rendered with.

The desk's policy runs no inline scripts, and Wagtail has no other way yet to start these widgets
(https://github.com/wagtail/wagtail/issues/1288). This puts one method in the place of Wagtail's;
``tests/desk/test_policy.py`` shows in Chromium that choosers open.
"""

from __future__ import annotations

import json
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.admin.widgets.chooser import BaseChooser
from wagtail.admin.widgets.workflows import AdminTaskChooser


def start_choosers_without_scripts() -> None:
    """Let every chooser say in an element what is started, which ``desk/start.js`` reads."""
    BaseChooser.render = _render


def _render(
    self: Any, name: str, value: Any, attrs: dict[str, Any], renderer: object = None
) -> SafeString:
    """As Wagtail's, with a ``template`` element where that has a script."""
    data = self.get_value_data(value)
    field = attrs["id"]
    return format_html(
        '{}<template data-controller="desk-start" data-desk-start-what-value="chooser"'
        ' data-desk-start-chooser-value="{}" data-desk-start-field-value="{}"'
        ' data-desk-start-options-value="{}"></template>',
        self.render_html(name, data, attrs),
        "createTaskChooser" if isinstance(self, AdminTaskChooser) else self.js_constructor,
        field,
        json.dumps(self.get_js_init_options(field, name, data)),
    )
