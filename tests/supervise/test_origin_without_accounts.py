"""The process that answers readers has no accounts, and no code of them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from stoppress.home import Home, HomeSettings, make_home

#: Loads what the origin loads when it has answered pages of all kinds: settings and applications,
#: its addresses, and Wagtail's hooks, which the text of a piece asks for.
SCRIPT = """
import sys
from stoppress.conf.wsgi import application
from django.urls import get_resolver
from wagtail import hooks
get_resolver().url_patterns
hooks.get_hooks("register_admin_urls")
for fn, _order in hooks._hooks["register_admin_urls"]:
    fn()
doors = ("allauth", "stoppress.desk.sign_in", "stoppress.desk.staff", "fido2")
print("stoppress.desk.addresses" in sys.modules)  # the hooks of the desk were looked at
print(sorted(name for name in sys.modules if name.startswith(doors)))
"""


@pytest.mark.slow
def test_the_origin_never_loads_what_signs_people_in(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    make_home(home, HomeSettings())

    loaded = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        env=os.environ | {"STOPPRESS_HOME": str(home.root), "STOPPRESS_ROLE": "site"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    assert loaded == "True\n[]\n"
