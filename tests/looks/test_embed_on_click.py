"""Another site's player loads only when a reader asks for it."""

import pytest

from tests.looks.conftest import ShowPage

pytestmark = pytest.mark.browser


def test_an_embed_is_a_link_until_it_is_clicked(show: ShowPage) -> None:
    tab = show("blocks")
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    assert tab.locator("iframe").count() == 0

    tab.locator(".embed a").click()

    assert tab.locator(".embed iframe").get_attribute("src") == "https://video.example/watch/12"
    assert tab.locator(".embed iframe").get_attribute("title")
    assert any("video.example" in url for url in asked)


def test_without_scripts_it_leads_to_the_other_site(show: ShowPage) -> None:
    tab = show("blocks", java_script_enabled=False)

    assert tab.locator(".embed a").get_attribute("href") == "https://video.example/watch/12"
