"""The editor of the demo newspaper, and where that login is kept."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass

from django.contrib.auth.models import Group, User

from stoppress.demo.newspaper import EDITOR
from stoppress.home import Home


@dataclass(frozen=True, slots=True)
class Login:
    """What somebody types at the desk."""

    email: str
    password: str


def open_login(home: Home) -> Login:
    """The editor's login of this home, made on the first run.

    The password is made at random and kept in ``demo-login`` of the home, which only its owner
    can read, so that later runs can tell it. A password changed at the desk stays changed.
    """
    kept = home.root / "demo-login"
    if kept.exists() and User.objects.filter(username=EDITOR).exists():
        return Login(EDITOR, kept.read_text(encoding="utf-8").split()[-1])
    login = Login(EDITOR, secrets.token_urlsafe(9))
    with os.fdopen(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(f"{login.email} {login.password}\n")
    person, _made = User.objects.get_or_create(
        username=EDITOR, defaults={"email": EDITOR, "first_name": "Harriet", "last_name": "Stroud"}
    )
    person.set_password(login.password)
    person.save()
    person.groups.add(Group.objects.get(name="Editors"))
    return login
