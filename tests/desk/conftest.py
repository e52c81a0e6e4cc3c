"""What tests of this folder share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.test import Client

from stoppress.desk.roles import group_of, open_roles
from stoppress.desk.today import view
from stoppress.desk.today.version_cache import VersionCache
from tests.channels.bot_api import TOKEN, BotApi, bot_api
from tests.newsroom.reader import noon, reader

__all__ = ["desk_of", "noon", "reader", "user_of"]


@pytest.fixture(autouse=True)
def _nothing_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """What Today keeps of another test's newsroom has the same version, and other words."""
    monkeypatch.setattr(view, "OPEN_PAGES", VersionCache())


def user_of(role: str) -> User:
    """Somebody with a role: ``reporter``, ``editor``, or ``owner``, who has an app with codes."""
    open_roles()
    if role == "owner":
        owner = get_user_model().objects.create_superuser("owner@news.example", password="quiet")
        Authenticator.objects.create(user=owner, type=Authenticator.Type.TOTP, data={"secret": "A"})
        return owner
    user = get_user_model().objects.create_user(f"{role}@news.example", password="quiet harbour")
    user.groups.add(group_of(role))
    return user


def desk_of(role: str) -> Client:
    """The desk as somebody with a role sees it."""
    client = Client(headers={"host": "desk.news.example"})
    client.force_login(user_of(role))
    return client


@pytest.fixture
def telegram(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[BotApi]:
    """Telegram on the loopback interface, where the newsroom has a bot."""
    monkeypatch.setenv("STOPPRESS_TELEGRAM_TOKEN", TOKEN)
    settings.STOPPRESS_DESK_URL = "https://desk.news.example"
    with bot_api() as server:
        settings.STOPPRESS_TELEGRAM_API = server.url
        yield server
