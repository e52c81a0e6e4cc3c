"""One thing, one address: no two paths give the same page, and only pages that exist are kept."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable
from itertools import product

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from wagtail.images import get_image_model

from stoppress.newsroom.models import Article, FormerPath
from stoppress.newsroom.paths import card_path
from stoppress.press.reading import one_snapshot
from stoppress.press.registry import page_kinds
from stoppress.press.render import plan
from stoppress.site import assets
from stoppress.site.pictures import CONTENT_TYPES, rendition_path, widths_offered
from stoppress.store import Store
from tests.law.reading import all_paths
from tests.newsroom import factories
from tests.newsroom.reader import Answer, Reader
from tests.newsroom.surfaces import lay_out

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon"), pytest.mark.slow]

#: The same digits in other scripts, which ``int`` and ``\\d`` take all the same.
DIGITS = (
    *("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "०१२३४५६७८९", "๐๑๒๓๔๕๖๗๘๙"),
    *("０１２３４５６７８９", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗"),
)
NOTHING = Answer(404)
#: What is slipped in somewhere: what changes no number, what is not seen, other ways to write.
SLIPPED_IN = (
    *("0", "00", "+", "-", "_", " ", "/", "//", "/./", "/../", ".", "%", "%20", "%2F", "\n", "\0"),
    *("\u200b", "\u200c", "\u200d", "\u00ad", "\ufeff", "\u0301", "\u0307", "\u061c", "\u2060"),
)
BEFORE = ("/", "/en", "/az", "/EN", "/en-US", "/az/az", "/.", "/x/..", " ", "\ufeff")
AFTER = ("/", "//", ".", "/.", "index.html", "%20", " ", "\n", "\0", "?", "?page=1", "feed.rss/")
#: Named so that a page of every list and of every form exists.
TITLES = ("Çiçək bayramı", "Ångström's café", "ข่าวท่าเรือ", "समाचार")


def lists_of_many_scripts() -> None:
    """Articles, topics and authors in scripts that have letters of several forms."""
    for number, title in enumerate(TITLES):
        section = factories.section(f"Section {title}") if number < 2 else None
        author, topic = factories.person(f"{title} Mara"), factories.topic(title)
        factories.article(title, by=(author,), about=(topic,), into=section)


def pages(reader: Reader) -> dict[str, list[str]]:
    """Every path that answers now, by its kind of page; each is in the store from then on."""
    found: dict[str, list[str]] = defaultdict(list)
    paths = {*all_paths(), assets.css_url(""), assets.file_url("icons/touch.png")}
    paths.update(card_path(pk) for pk in Article.objects.values_list("pk", flat=True))
    for image in get_image_model().objects.all():
        sizes = product(widths_offered(image), CONTENT_TYPES)
        paths.update(rendition_path(image, width, form) for width, form in sizes)
    answering = [path for path in sorted(paths) if reader.get(path) != NOTHING]
    with one_snapshot():
        for path in answering:
            planned = plan(path)
            assert planned, path
            found[planned[0].name].append(path)
    return found


def in_other_digits(path: str, choice: Callable[[int], int]) -> str:
    """``path`` with its numbers in the digits of another script, some or all of them."""
    script = DIGITS[choice(len(DIGITS))]
    some = choice(2)
    return "".join(
        script[int(letter)] if letter in "0123456789" and not (some and choice(2)) else letter
        for letter in path
    )


def slipped_into(path: str, choice: Callable[[int], int]) -> str:
    """``path`` with something in it."""
    place = choice(len(path) + 1)
    return path[:place] + SLIPPED_IN[choice(len(SLIPPED_IN))] + path[place:]


def in_another_form(path: str, choice: Callable[[int], int]) -> str:
    """``path`` in another of Unicode's normal forms, or percent-encoded once too often."""
    forms: list[Callable[[str], str]] = [
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: unicodedata.normalize("NFKD", text),
        lambda text: unicodedata.normalize("NFC", text),
        lambda text: "".join(f"%{byte:02X}" if byte > 127 else chr(byte) for byte in text.encode()),
        lambda text: text.replace("-", "\u2010"),
    ]
    return forms[choice(len(forms))](path)


def in_another_case(path: str, choice: Callable[[int], int]) -> str:
    """``path`` with a letter, or all, in the other case."""
    if choice(2):
        return path.upper() if choice(2) else path.title()
    place = choice(len(path))
    return path[:place] + path[place].swapcase() + path[place + 1 :]


def with_more_around_it(path: str, choice: Callable[[int], int]) -> str:
    """``path`` with something before or after it, or without its end."""
    if choice(3) == 0:
        return path[:-1]
    return BEFORE[choice(len(BEFORE))] + path if choice(2) else path + AFTER[choice(len(AFTER))]


def with_another_number(path: str, choice: Callable[[int], int]) -> str:
    """``path`` with one digit exchanged: another day, another id, most of them of nothing."""
    digits = [place for place, letter in enumerate(path) if letter in "0123456789"]
    if not digits:
        return path
    place = digits[choice(len(digits))]
    return path[:place] + str(choice(10)) + path[place + 1 :]


CHANGES = (
    in_other_digits,
    slipped_into,
    in_another_form,
    in_another_case,
    with_more_around_it,
    with_another_number,
)


@st.composite
def variants(draw: st.DrawFn, paths: list[str]) -> str:
    """A path made of one that is a page, by one or two changes."""

    def choice(of: int) -> int:
        return draw(st.integers(0, max(of - 1, 0)))

    path = draw(st.sampled_from(paths))
    for _count in range(draw(st.integers(1, 2))):
        path = CHANGES[choice(len(CHANGES))](path, choice)
    return f"/{path.removeprefix('/')}"  # no client can ask for another


def stored(store: Store) -> set[str]:
    """Paths of all pages that the store holds."""
    with store.snapshot() as snapshot:
        return set(snapshot.paths("/"))


def test_no_two_paths_give_the_same_page_and_only_pages_are_kept(reader: Reader) -> None:
    article = lay_out(publish_it=True).article
    FormerPath.objects.create(path="/2019/05/lighthouse-7.html", article=article)
    lists_of_many_scripts()
    found = pages(reader)
    missing = set(page_kinds) - set(found)
    assert not missing, f"name a path of {missing}"
    before = stored(reader.store)

    @settings(
        max_examples=1000,
        deadline=None,
        database=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    @given(variants([path for of_kind in found.values() for path in of_kind[:40]]))
    def check(variant: str) -> None:
        if variant in before:
            return
        status = reader.status(variant)
        assert status in {301, 404}, f"{variant!r} is a second address of a page: {status}"
        assert status == 301 or variant not in stored(reader.store)

    check()
    new = stored(reader.store) - before
    assert all(reader.status(path) == 301 for path in new), "what is no page was kept"


@pytest.mark.parametrize(
    "path",
    [
        "/all-news/999/05/30/",
        "/all-news/2026/5/30/",
        "/all-news/2026/02/30/",
        "/all-news/1999/01/01/",
        "/harbour/1999/01/",
        "/topic/none/feed.rss",
        "/author/none/feed.rss",
        "/none/feed.rss",
        "/sitemaps/en/1999-01.xml",
        "/sitemaps/xx/2026-05.xml",
        "/-/card/0.png",
        "/-/latest/xx.json",
        "//az/all-news/",
        "//az/",
        "/az",
    ],
)
def test_what_does_not_exist_is_not_kept(reader: Reader, path: str) -> None:
    lay_out(publish_it=True)
    reader.get("/")
    before = stored(reader.store)
    assert reader.status(path) == 404
    assert stored(reader.store) == before


def test_feeds_of_those_whom_nothing_public_names_are_none(reader: Reader) -> None:
    lay_out(publish_it=False)
    factories.topic("Nothing yet")
    factories.person("Nobody Known")
    for path in ("/topic/nothing-yet/", "/author/nobody-known/", "/author/mara-ellwood/"):
        for page in (path, *(f"{path}feed.{form}" for form in ("rss", "atom", "json"))):
            assert reader.status(page) == 404, page
