"""The demo's files: whole, in order, and the size that was asked for."""

from __future__ import annotations

import re
import shutil
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from tools.demo_pictures import PRINTS

from stoppress.demo.content import BLOCKS, CONTENT, ArticleText, Content, DemoError, read_content


@pytest.fixture(scope="module")
def content() -> Content:
    return read_content()


def words_of(article: ArticleText) -> str:
    return " ".join(re.findall(r'"([^"]*)"', article.source.text))


def test_the_editions_have_their_pieces(content: Content) -> None:
    assert {e.language: len(e.articles) for e in content.editions} == {"en": 60, "az": 20, "ar": 20}


def test_every_kind_of_block_is_used(content: Content) -> None:
    used = {block["type"] for article in content.articles() for block in article["body"]}
    assert used == set(BLOCKS)


def test_some_pieces_are_corrected_one_has_six_picks_one_is_scheduled_one_is_long(
    content: Content,
) -> None:
    articles = list(content.articles())
    assert any(article.get("corrections") for article in articles)
    assert any(c["serious"] for article in articles for c in article.get("corrections", []))
    assert any(len(article.get("picks", [])) == 6 for article in articles)
    assert sum("scheduled" in article.source.data for article in articles) == 1
    assert max(len(article["body"]) for article in articles) >= 30


def test_translations_lead_to_each_other(content: Content) -> None:
    english = {article.key for article in content.editions[0].articles}
    translated = {p.get("translation_of") for p in content.articles() if p.get("translation_of")}
    assert len(translated) >= 10
    assert translated <= english


def test_no_filler_stands_in_the_texts(content: Content) -> None:
    for article in content.articles():
        assert not re.search(r"lorem ipsum|TODO|FIXME|XXX|\btbd\b", article.source.text), (
            article.key
        )


def test_links_lead_to_reserved_names_only(content: Content) -> None:
    for article in content.articles():
        for host in re.findall(r"https?://([^/\"' ]+)", article.source.text):
            assert re.search(r"(^|\.)(example(\.(com|org|net))?|test|invalid)$", host), article.key


def test_every_picture_is_described_in_words(content: Content) -> None:
    for article in content.articles():
        pictures = [article["lead"]] if article.get("lead") else []
        for block in article["body"]:
            pictures += block.get("pictures", [block] if block["type"] == "image" else [])
        for picture in pictures:
            assert len(picture["alt"]) >= 12, f"{article.key}: {picture['picture']}"


@pytest.mark.parametrize("name", PRINTS)
@pytest.mark.slow
def test_a_picture_is_light(name: str) -> None:
    path = CONTENT / "pictures" / f"{name}.webp"
    with Image.open(path) as picture:
        width, height = picture.size
        assert min(width, height) >= (540 if name == "landing" else 900)
        out = BytesIO()
        small = picture.convert("RGB").resize((1200, round(1200 * height / width)))
        small.save(out, "AVIF", quality=50)
    assert len(out.getvalue()) < 60_000
    assert path.stat().st_size < 160_000


def test_all_media_together_are_light() -> None:
    assert sum(p.stat().st_size for p in (CONTENT / "pictures").iterdir()) < 2_500_000
    assert sum(p.stat().st_size for p in (CONTENT / "media").iterdir()) < 300_000


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CONTENT, tmp_path / "content"))


def change(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


FERRY = "en/01-ferry-returns.toml"
DATED = 'age = "35m"\nupdated = "10m"'


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (FERRY, "age = ", "age : ", r"01-ferry-returns\.toml, line 6: not TOML"),
        (FERRY, 'section = "harbour"', 'section = "port"', r"line 5: there is no section 'port'"),
        (FERRY, '"mara-ellwood"', '"nobody"', r"line 10: .*nobody"),
        (FERRY, '"gale-warning"', '"no-such-article"', r"line \d+: the pick 'no-such-article'"),
        (FERRY, '"Ferry"', '"Ferries"', r"line \d+: there is no topic 'Ferries'"),
        (FERRY, 'age = "35m"', 'age = "tomorrow"', r"line 6: 'tomorrow' is no age"),
        (FERRY, 'updated = "10m"', 'updated = "3h"', r"line 7: '3h' is before"),
        (FERRY, DATED, 'age = "1d 09:10"\nupdated = "20h"', r"line 7: '20h' is before"),
        (FERRY, DATED, 'age = "2h"\nupdated = "1d 23:10"', r"line 7: '1d 23:10' is before"),
        (FERRY, 'picture = "ferry"', 'picture = "balloon"', r"there is no picture 'balloon'"),
        (FERRY, 'type = "subhead"', 'type = "heading"', r"there is no block 'heading'"),
        (FERRY, 'file = "ferry.webm"', 'file = "gone.webm"', r"there is no file 'gone\.webm'"),
        (FERRY, "summary = ", "summing_up = ", r"needs summary"),
        (FERRY, 'key = "ferry-returns"', 'key = "gale-warning"', r"is also in"),
        ("az/edition.toml", '"ferry-returns-az"', '"ferry-returns"', r"this edition has not"),
    ],
)
def test_a_wrong_file_is_named_with_its_line(
    copy: Path, file: str, old: str, new: str, said: str
) -> None:
    change(copy, file, old, new)
    with pytest.raises(DemoError, match=said):
        read_content(copy)


def test_a_missing_file_is_named(copy: Path) -> None:
    (copy / "ar" / "edition.toml").unlink()
    with pytest.raises(DemoError, match=r"ar/edition\.toml cannot be read"):
        read_content(copy)
