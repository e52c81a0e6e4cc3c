"""Whom the desk believes when they say whose request they pass on."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from tests.world.desk_alone import desk_alone

pytestmark = pytest.mark.slow

PROXY, NEIGHBOUR = "127.0.0.2", "127.0.0.3"


def guesses(desk: str, by: str, account: str, number: int) -> set[int]:
    """What is answered to so many guesses, each said to come from an address of its own."""
    statuses = set()
    transport = httpx.HTTPTransport(local_address=by)
    with httpx.Client(base_url=desk, transport=transport, trust_env=False, timeout=60) as client:
        for guess in range(number):
            client.get("/login/")
            form = {
                "login": account,
                "password": f"guess {guess}",
                "csrfmiddlewaretoken": client.cookies["desk_csrf"],
            }
            said = {"x-forwarded-for": f"198.51.100.9, 203.0.113.{guess}"}
            statuses.add(client.post("/login/", data=form, headers=said).status_code)
    return statuses


def test_only_a_named_proxy_says_who_guesses(small_home: Path) -> None:
    settings = small_home / "stoppress.toml"
    settings.write_text(f'trusted_proxies = ["{PROXY}"]\n' + settings.read_text())
    with desk_alone(small_home) as desk:
        assert guesses(desk, PROXY, "one@news.example", 7) == {200}
        assert guesses(desk, NEIGHBOUR, "other@news.example", 21) == {200, 429}
