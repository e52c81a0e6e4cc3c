"""What tests of this folder share."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.test import Client

from stoppress.cli.roles import group_of, open_roles
from tests.newsroom.reader import noon, reader

__all__ = ["desk_of", "noon", "reader"]


def desk_of(role: str) -> Client:
    """The desk as somebody with a role sees it."""
    open_roles()
    user = get_user_model().objects.create_user(f"{role}@news.example", password="quiet harbour")
    user.groups.add(group_of(role))
    client = Client(headers={"host": "desk.news.example"})
    client.force_login(user)
    return client
