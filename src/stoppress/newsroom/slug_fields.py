"""Fields for slugs in all scripts. Django's take letters only, not the signs that go with them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_unicode_slug
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.widgets import SlugInput
from wagtail.models import Page

from stoppress.newsroom.slugs import is_slug


def validate_slug(value: str) -> None:
    """Raises ValidationError for what is not a slug in any script."""
    if not is_slug(value):
        raise ValidationError(
            _("Write letters, digits, hyphens and underscores only."), code="invalid"
        )


class SlugFormField(forms.SlugField):
    """A slug in a form."""

    default_validators = [validate_slug]

    def __init__(self, **kwargs: Any) -> None:
        # Django's own check of Unicode slugs would be put in place of ours.
        super().__init__(**kwargs | {"allow_unicode": False})


class SlugField(models.SlugField):  # type: ignore[type-arg]  # which it takes for types only
    """A slug of a row."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.default_validators = [validate_slug]


def take_all_scripts() -> None:
    """Let slugs of Wagtail's pages, and of all forms at the desk, have the signs of their script.

    Wagtail declares the field of a page's slug itself, and has no setting for what it takes.
    """
    field = Page._meta.get_field("slug")  # noqa: SLF001 - Django's public API by another name
    field.validators = [
        validate_slug if validator is validate_unicode_slug else validator
        for validator in field.validators
    ]
    register_form_field_override(
        models.SlugField, override={"widget": SlugInput, "form_class": SlugFormField}
    )
