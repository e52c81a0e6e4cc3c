"""Files that say what the settings file does: robots.txt, ads.txt, trust.txt, security.txt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from urllib.robotparser import RobotFileParser

import pytest
from django.conf import settings as django_settings

from stoppress.home.well_known import USES, SecurityTxt
from stoppress.press.outdated import forget_outdated
from stoppress.site.settings_files import ai_crawlers
from tests.newsroom import factories
from tests.newsroom.reader import Reader, at

pytestmark = pytest.mark.django_db

#: Whom a newspaper wants to come whatever it thinks of AI: engines, and who shows cards of links.
WELCOME = (
    "Googlebot",
    "Googlebot-News",
    "bingbot",
    "DuckDuckBot",
    "YandexBot",
    "Baiduspider",
    "Applebot",
    "PetalBot",
    "Bravebot",
    "facebookexternalhit",
    "TelegramBot",
    "Twitterbot",
    "Slackbot",
    "archive.org_bot",
)
OPEN = "User-agent: *\nAllow: /\n\nSitemap: https://news.example/sitemap.xml\n"


@pytest.fixture
def chosen(settings: Any, reader: Reader) -> Callable[..., None]:
    """Write something into the settings file, and start again with it."""
    factories.edition()

    def choose(**values: Any) -> None:
        settings.HOME_SETTINGS = replace(django_settings.HOME_SETTINGS, **values)
        forget_outdated()

    return choose


def may_read(reader: Reader, agent: str) -> bool:
    """Whether robots.txt lets somebody read, as Python reads it."""
    parser = RobotFileParser()
    parser.parse(reader.get("/robots.txt").text.splitlines())
    return parser.can_fetch(agent, "https://news.example/harbour/")


def test_everything_is_open_until_somebody_decides_otherwise(
    chosen: Callable[..., None], reader: Reader
) -> None:
    chosen()
    assert reader.get("/robots.txt").text == OPEN
    for path in ("/ads.txt", "/trust.txt", "/.well-known/trust.txt", "/.well-known/security.txt"):
        assert reader.status(path) == 404


def test_ai_crawlers_are_refused_and_nobody_else(
    chosen: Callable[..., None], reader: Reader
) -> None:
    chosen(ai_crawlers=USES)
    assert not [name for name in ai_crawlers() if may_read(reader, name)]
    assert all(may_read(reader, name) for name in WELCOME)
    assert reader.get("/robots.txt").text.endswith(OPEN)


def test_training_alone_can_be_refused(chosen: Callable[..., None], reader: Reader) -> None:
    chosen(ai_crawlers=("training",))
    for name in ("GPTBot", "ClaudeBot", "CCBot", "Google-Extended", "Applebot-Extended"):
        assert not may_read(reader, name)
    assert all(may_read(reader, name) for name in ("OAI-SearchBot", "PerplexityBot", "Claude-User"))


def test_a_changed_setting_is_read_at_once_and_a_removed_file_is_gone(
    chosen: Callable[..., None], reader: Reader
) -> None:
    line = "google.com, pub-0000000000000000, DIRECT"
    chosen(ads_txt=(line,), trust_txt=("member=https://other.example/",))
    assert reader.get("/ads.txt").text == f"{line}\n"
    assert reader.get("/trust.txt") == reader.get("/.well-known/trust.txt")
    assert forget_outdated() == set()

    chosen(ads_txt=(line, "other.example, 7, RESELLER"), trust_txt=())
    assert reader.get("/ads.txt").text == f"{line}\nother.example, 7, RESELLER\n"
    assert reader.status("/trust.txt") == 404


def test_security_txt_never_expires_while_the_newsroom_runs(
    noon: datetime, chosen: Callable[..., None], reader: Reader
) -> None:
    chosen(security_txt=SecurityTxt(("mailto:security@news.example",), (), ("en", "az")))
    for days in range(0, 800, 25):
        now = noon + timedelta(days=days)
        with at(now):
            forget_outdated()
            lines = dict(
                line.split(": ", 1)
                for line in reader.get("/.well-known/security.txt").text.splitlines()
            )
        left = datetime.fromisoformat(lines["Expires"]) - now
        assert timedelta(days=120) < left < timedelta(days=365)
    assert lines["Contact"] == "mailto:security@news.example"
    assert lines["Preferred-Languages"] == "en, az"
    assert lines["Canonical"] == "https://news.example/.well-known/security.txt"


def test_the_key_of_indexnow_stands_where_an_engine_is_told(
    chosen: Callable[..., None], reader: Reader
) -> None:
    from stoppress.site.settings_files import indexnow_key

    path = f"/{indexnow_key()}.txt"
    chosen()
    assert reader.status(path) == 404
    chosen(indexnow="https://engine.example/indexnow")
    assert reader.get(path).text == indexnow_key()
    assert reader.status(f"/{'0' * 32}.txt") == 404
    chosen(indexnow="")
    assert reader.status(path) == 404
