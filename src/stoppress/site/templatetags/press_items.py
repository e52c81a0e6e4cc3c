"""Items of lists, each rendered once as long as it looks the same.

A publish renders hundreds of items, of which all but one are as they were before it: a section
shows forty, and after the next publish the same but one. What an item looks like follows from what
it says, from the template and its options, and from the edition's voice; so markup is kept under
these, and never gets old.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import get_template
from django.utils.safestring import SafeString

from stoppress.site.date_words import voice_now
from stoppress.site.teasers import Teaser
from stoppress.site.templatetags.press_text import whole

register = template.Library()

#: Items that are kept, of about two kilobytes each.
_KEPT = 4096


@register.simple_tag
def list_item(name: str, item: Teaser, **options: Any) -> SafeString:
    """``item`` as the template ``name`` shows it with ``options``."""
    found: Any = get_template(name)
    # Times are equal across zones, and their texts are not.
    apart = (voice_now(), item.published.tzinfo)
    return _rendered(found.template, item, tuple(sorted(options.items())), apart)


@lru_cache(maxsize=_KEPT)
def _rendered(
    found: template.Template, item: Teaser, options: tuple[tuple[str, Any], ...], _apart: object
) -> SafeString:
    context = template.Context({"item": item, **dict(options)})
    return whole(found.render(context))
