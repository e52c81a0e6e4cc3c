"""In which language somebody is told."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from wagtail.users.models import UserProfile


def language_of(profile: UserProfile | None) -> str:
    """The language of somebody's desk, by their profile; the newsroom's for who has none."""
    language: str = profile.get_preferred_language() if profile else settings.LANGUAGE_CODE
    return language


def language_of_account(user: Any) -> str:
    """The same of one account; where there are many, their profiles are read together."""
    return language_of(UserProfile.objects.filter(user=user).first())
