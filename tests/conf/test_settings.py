"""Django's settings as a home makes them, each in a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from stoppress.home import Home, HomeSettings, make_home, record_desk_url, record_site_url

NAMES = (
    "ALLOWED_HOSTS",
    "CSRF_TRUSTED_ORIGINS",
    "LANGUAGES",
    "LANGUAGE_CODE",
    "MIDDLEWARE",
    "ROOT_URLCONF",
    "SECURE_PROXY_SSL_HEADER",
    "SESSION_COOKIE_SECURE",
    "STOPPRESS_DESK_URL",
    "STOPPRESS_SITE_URL",
    "TIME_ZONE",
)
SCRIPT = f"""
import json
from django.conf import settings
values = {{name: getattr(settings, name) for name in {NAMES!r}}}
values["DATABASE"] = settings.DATABASES["default"]
print(json.dumps(values, default=str))
"""


def settings_of(home: Home, role: str = "command") -> dict[str, Any]:
    environment = {
        **os.environ,
        "STOPPRESS_HOME": str(home.root),
        "STOPPRESS_ROLE": role,
        "DJANGO_SETTINGS_MODULE": "stoppress.conf.settings",
    }
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], env=environment, capture_output=True, check=False
    )
    if done.returncode:
        raise AssertionError(done.stderr.decode())
    values: dict[str, Any] = json.loads(done.stdout)
    return values


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "paper")


def test_a_newsroom_behind_https_has_secure_cookies(home: Home) -> None:
    make_home(
        home, HomeSettings(site_url="https://news.example", desk_url="https://desk.news.example")
    )
    values = settings_of(home, "desk")
    assert values["SESSION_COOKIE_SECURE"]
    assert values["SECURE_PROXY_SSL_HEADER"]
    assert values["CSRF_TRUSTED_ORIGINS"] == ["https://desk.news.example"]
    assert "desk.news.example" in values["ALLOWED_HOSTS"]
    assert "*" not in values["ALLOWED_HOSTS"]


def test_on_one_machine_no_proxy_is_believed(home: Home) -> None:
    make_home(home, HomeSettings())
    values = settings_of(home, "desk")
    assert not values["SESSION_COOKIE_SECURE"]
    assert values["SECURE_PROXY_SSL_HEADER"] is None


def test_the_origin_knows_no_session_and_no_user(home: Home) -> None:
    make_home(home, HomeSettings(desk_url="https://desk.news.example"))
    values = settings_of(home, "site")
    assert values["ROOT_URLCONF"] == "stoppress.conf.site_urls"
    assert not [name for name in values["MIDDLEWARE"] if "session" in name or "auth" in name]
    assert "desk.news.example" not in values["ALLOWED_HOSTS"]


@pytest.mark.slow
def test_any_language_may_have_an_edition(home: Home) -> None:
    make_home(home, HomeSettings(languages=("tlh", "ckb", "az"), time_zone="Asia/Baku"))
    values = settings_of(home)
    assert values["LANGUAGE_CODE"] == "tlh"
    assert [code for code, _name in values["LANGUAGES"]] == ["tlh", "ckb", "az"]
    assert values["TIME_ZONE"] == "Asia/Baku"


def test_sqlite_waits_for_its_turn_except_where_only_reading(home: Home) -> None:
    make_home(home, HomeSettings())
    desk, site = settings_of(home, "desk")["DATABASE"], settings_of(home, "site")["DATABASE"]
    assert desk["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert site["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert not site["ATOMIC_REQUESTS"]
    assert "journal_mode=WAL" in desk["OPTIONS"]["init_command"]
    assert desk["ATOMIC_REQUESTS"]


def test_postgresql_comes_by_url(home: Home) -> None:
    make_home(home, HomeSettings(database="postgresql://paper:secret@db.example:5433/news"))
    database = settings_of(home)["DATABASE"]
    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db.example", 5433, "news")


@pytest.mark.slow
def test_without_a_public_address_the_one_served_at_counts(home: Home) -> None:
    make_home(home, HomeSettings())
    before = settings_of(home)
    assert before["STOPPRESS_SITE_URL"] == "http://127.0.0.1:8000"
    assert before["STOPPRESS_DESK_URL"] == "http://127.0.0.1:8001"
    record_site_url(home, "http://127.0.0.1:4711")
    record_desk_url(home, "http://127.0.0.1:4712")
    after = settings_of(home)
    assert after["STOPPRESS_SITE_URL"] == "http://127.0.0.1:4711"
    assert after["STOPPRESS_DESK_URL"] == "http://127.0.0.1:4712"


def test_without_a_home_the_sentence_names_the_remedy(home: Home) -> None:
    with pytest.raises(AssertionError, match=r"There is no newsroom in .* Make one with"):
        settings_of(home)
