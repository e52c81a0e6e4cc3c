"""Pictures beside a feed come in with its items, and no other file does."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from wagtail.images import get_image_model

from tests.intake.conftest import Feed
from tests.intake.filed import picture, the_piece
from tests.intake.items import plain_item

pytestmark = pytest.mark.usefixtures("noon")


def test_pictures_beside_the_feed_come_in_once(feed: Feed, folder: Path) -> None:
    picture(folder / "a.jpg")
    picture(folder / "b.png", (30, 30))
    body = [{"value": '<p>A</p><img src="a.jpg" alt="In text"><p>B</p><img src="none.jpg">'}]
    renditions = [{"name": "main", "href": "https://cdn.example/x/b.png"}]
    lead = {"name": "l", "uri": "urn:p", "type": "picture", "renditions": renditions}
    done = feed(plain_item(bodies=body, associations=[lead]))
    piece = the_piece()
    assert [block.block_type for block in piece.body] == ["paragraph", "image", "paragraph"]
    assert piece.body[1].value["image"].width == 60
    assert piece.lead_image is not None
    assert piece.lead_image.width == 30
    assert "none.jpg" in done.err
    feed(plain_item(uri="urn:example:2", bodies=body))
    assert get_image_model().objects.count() == 2


@pytest.mark.parametrize("ending", ["gif", "png", "webp"])
@pytest.mark.slow
def test_a_picture_that_moves_is_said_to_stand_still(feed: Feed, folder: Path, ending: str) -> None:
    frames = [Image.new("RGB", (30, 20), colour) for colour in ("red", "blue")]
    frames[0].save(folder / f"wave.{ending}", save_all=True, append_images=frames[1:])
    frames[0].save(folder / f"still.{ending}")
    body = [{"value": f'<p>A</p><img src="wave.{ending}"><img src="still.{ending}">'}]
    done = feed(plain_item(bodies=body))
    said = f"item 1, line 1: The picture wave.{ending} moves; on the site it stands still."
    assert done.err.count(said) == 1
    assert f"still.{ending}" not in done.err
    assert get_image_model().objects.count() == 2


def test_what_is_said_of_an_item_is_said_once_though_another_is_refused(
    feed: Feed, folder: Path
) -> None:
    frames = [Image.new("RGB", (30, 20), colour) for colour in ("red", "blue")]
    frames[0].save(folder / "wave.gif", save_all=True, append_images=frames[1:])
    moving = plain_item(bodies=[{"value": '<p>A</p><img src="wave.gif">'}])
    done = feed(moving, plain_item(uri="urn:late", versionCreated="2099-01-01T00:00:00Z"))
    assert done.outcomes == ["created", "rejected"]
    assert done.err.count("The picture wave.gif moves") == 1


@pytest.mark.parametrize(
    "href", ["../secret.jpg", "%2e%2e/secret.jpg", "link.jpg", "/etc/hostname", "file:///etc/x.jpg"]
)
@pytest.mark.slow
def test_no_file_outside_the_feeds_folder_comes_in(feed: Feed, folder: Path, href: str) -> None:
    picture(folder.parent / "secret.jpg")
    (folder / "link.jpg").symlink_to(folder.parent / "secret.jpg")
    lead = {"name": "l", "uri": "u", "type": "picture", "renditions": [{"name": "m", "href": href}]}
    assert feed(plain_item(associations=[lead])).outcomes == ["created"]
    assert not get_image_model().objects.exists()


def test_what_only_looks_like_a_picture_stays_out(feed: Feed, folder: Path) -> None:
    (folder / "a.jpg").write_bytes(b"<script>alert(1)</script>")
    (folder / "b.svg").write_text("<svg/>")
    whole = picture(folder / "c.jpg").read_bytes()
    (folder / "c.jpg").write_bytes(whole[:40])
    for name in ("a.jpg", "b.svg", "c.jpg"):
        lead = {"name": "l", "uri": "u", "type": "picture", "renditions": [{"href": name}]}
        feed(plain_item(uri=f"urn:{name}", associations=[lead]))
    assert not get_image_model().objects.exists()
