"""Slugs in the desk's forms: they take the vowel signs of all scripts, and keep them.

Wagtail's field takes letters only, and its script takes signs away when an editor leaves the field.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models
from wagtail.admin.forms.models import register_form_field_override

from stoppress.newsroom.slug_fields import validate_slug


class SlugFormField(forms.SlugField):
    """A slug in a form."""

    default_validators = [validate_slug]

    def __init__(self, **kwargs: Any) -> None:
        # Django's own check of Unicode slugs would be put in place of ours.
        super().__init__(**kwargs | {"allow_unicode": False})


def take_slugs_as_they_are() -> None:
    """Let all forms of the desk take slugs through this field, with no script of its own."""
    in_forms: dict[str, Any] = {"widget": forms.TextInput, "form_class": SlugFormField}
    register_form_field_override(models.SlugField, override=in_forms)
