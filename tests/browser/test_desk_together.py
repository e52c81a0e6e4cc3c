"""Several people at the desk in Chromium: at one piece, and telling each other."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.world.chromium import OpenPage
from tests.world.desk import Editor
from tests.world.fixtures import EDITOR, PASSWORD, copy_home
from tests.world.mail import Post, taking_mail
from tests.world.pieces import import_pieces, piece
from tests.world.ports import free_port
from tests.world.running import RunningNewsroom, serving, stoppress
from tests.world.waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PEOPLE = {
    EDITOR: ("editor", "Mara Ellwood"),
    "ada@news.example": ("editor", "Ada Quill"),
    "edgar@news.example": ("reporter", "Edgar Lowell"),
}


@dataclass(frozen=True)
class Newsroom:
    """A newsroom with three people, and where its mail goes."""

    running: RunningNewsroom
    post: Post


@pytest.fixture(scope="module")
def newsroom(demo_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    """The demo newsroom with three people and a mail server."""
    home, port = copy_home(demo_home, tmp_path_factory.mktemp("together") / "home"), free_port()
    settings = home / "stoppress.toml"
    mail = f'mail_server = "smtp://127.0.0.1:{port}"\nmail_from = "desk@news.example"\n'
    settings.write_text(mail + settings.read_text())
    for email, (role, name) in PEOPLE.items():
        added = ("user", "add", email, "--role", role, "--name", name, "--password-stdin")
        stoppress(home, *added, given=f"{PASSWORD}\n")
    with taking_mail(port) as post, serving(home) as running:
        yield Newsroom(running, post)


@dataclass(frozen=True)
class Desk:
    """Opens the desk for a person of the newsroom."""

    running: RunningNewsroom
    open_page: OpenPage

    def __call__(self, email: str) -> Editor:
        """Somebody who has signed in."""
        page = self.open_page(f"{self.running.desk}/").page
        return Editor.sign_in(page, self.running.desk, email, PASSWORD)


@pytest.fixture
def of(newsroom: Newsroom, open_page: OpenPage) -> Desk:
    """The desk of each person, in a browser of their own."""
    return Desk(newsroom.running, open_page)


def versions(newsroom: Newsroom, headline: str) -> list[str]:
    """What the versions of the piece with this headline said, one after the other."""
    path = newsroom.running.home / "newsroom.sqlite3"
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as rows:
        found = rows.execute(
            "SELECT json_extract(content, '$.title') || ' / ' || json_extract(content, '$.deck')"
            " FROM wagtailcore_revision WHERE object_id IN (SELECT object_id FROM"
            " wagtailcore_revision WHERE json_extract(content, '$.title') = ?) ORDER BY id",
            (headline,),
        )
        return [str(words) for words, _same in groupby(words for (words,) in found)]


def field(page: Page, name: str) -> Locator:
    """A field of the sheet."""
    return page.get_by_role("textbox", name=name, exact=True)


def write(page: Page, name: str, words: str) -> None:
    """Write into a field, which then saves itself."""
    with page.expect_response(
        lambda answer: answer.request.method == "POST" and "/edit/" in answer.url
    ):
        field(page, name).fill(words)


def changed(page: Page) -> Locator:
    """The dialog that shows both versions, once they are there."""
    dialog = page.get_by_role("dialog", name="What changed")
    expect(dialog.get_by_role("button", name="Keep mine")).to_be_enabled()
    return dialog


@pytest.mark.long
def test_two_editors_see_what_the_other_changed_and_no_word_of_either_is_lost(
    newsroom: Newsroom, of: Desk
) -> None:
    import_pieces(newsroom.running, piece("The ferry waits", deck="It is late."))
    mara, ada = of(EDITOR).page, of("ada@news.example").page
    Editor(mara, newsroom.running.desk).open_piece("The ferry waits")
    Editor(ada, newsroom.running.desk).open_piece("The ferry waits")

    write(ada, "Headline", "The ferry waits for fog")
    write(mara, "Deck", "It is an hour late.")
    expect(mara.get_by_role("button", name="See what changed")).to_be_visible()
    mara.get_by_role("button", name="Update", exact=True).click()

    both = changed(mara)
    expect(both).to_contain_text("Ada Quill saved a newer version on")
    expect(both.locator("ins")).to_have_text([" for fog", " an hour"])
    with mara.expect_navigation():
        both.get_by_role("button", name="Keep mine").click()
    expect(mara.locator(".messages .success")).to_be_visible()
    expect(field(mara, "Headline")).to_have_value("The ferry waits")

    write(ada, "Deck", "Fog lies on the lock.")
    ada.get_by_role("button", name="See what changed").click()
    both = changed(ada)
    expect(both).to_contain_text("Mara Ellwood saved a newer version on")
    with ada.expect_navigation():
        both.get_by_role("button", name="Take theirs").click()

    expect(field(ada, "Deck")).to_have_value("It is an hour late.")
    expect(ada.locator("#desk-kept")).to_be_empty()
    assert versions(newsroom, "The ferry waits")[-4:] == [
        "The ferry waits for fog / It is late.",
        "The ferry waits / It is an hour late.",
        "The ferry waits for fog / Fog lies on the lock.",
        "The ferry waits / It is an hour late.",
    ]


@pytest.mark.long
def test_two_windows_of_one_person_do_not_write_over_each_other(
    newsroom: Newsroom, of: Desk
) -> None:
    import_pieces(newsroom.running, piece("The lock is dry", deck="Since noon."))
    editor = of(EDITOR)
    editor.open_piece("The lock is dry")
    one, other = editor.page, editor.page.context.new_page()
    other.goto(one.url)

    write(one, "Deck", "Since Monday.")
    write(other, "Headline", "The lock is flooded")
    other.get_by_role("button", name="See what changed").click()

    both = changed(other)
    expect(both).to_contain_text("You saved a newer version in another window on")
    both.get_by_role("button", name="Keep mine").click()
    expect(both).to_be_hidden()
    expect(other.get_by_role("button", name="See what changed")).to_have_count(0)
    until(lambda: versions(newsroom, "The lock is dry")[-1] == "The lock is flooded / Since noon.")

    write(one, "Deck", "Since Sunday.")
    one.get_by_role("button", name="See what changed").click()
    with one.expect_navigation():
        changed(one).get_by_role("button", name="Take theirs").click()
    expect(field(one, "Headline")).to_have_value("The lock is flooded")
    assert "The lock is dry / Since Sunday." in versions(newsroom, "The lock is dry")


@pytest.mark.long
def test_a_mention_rings_the_bell_of_an_open_page_and_comes_by_mail(
    newsroom: Newsroom, of: Desk
) -> None:
    edgar, mara = of("edgar@news.example").page, of(EDITOR).page
    edgar.goto(f"{newsroom.running.desk}/notices/wishes/")
    by_mail = edgar.get_by_role("group", name="By mail")
    by_mail.get_by_label("Somebody names me in a note or a comment").check()
    edgar.get_by_role("button", name="Save").click()
    edgar.get_by_role("link", name="New piece").click()
    field(edgar, "Headline").fill("The choir sings twice")
    edgar.wait_for_url(re.compile(r"/pages/\d+/edit/$"))  # it has saved itself
    [number] = re.findall(r"/pages/(\d+)/edit/", edgar.url)
    bell = edgar.get_by_role("navigation", name="Desk").get_by_role("link", name="For you")
    expect(bell).to_have_text("For you")

    mara.goto(f"{newsroom.running.desk}/pieces/{number}/notes/")
    mara.get_by_role("textbox", name="Leave a note").fill(
        "@Edgar, is the second concert on Friday?"
    )
    mara.get_by_role("button", name="Leave a note").click()

    expect(bell).to_have_text(re.compile(r"For you\s*1\s*new"))
    bell.click()
    told = edgar.get_by_role("article").filter(has_text="You are named at")
    expect(told).to_contain_text("is the second concert on Friday?")
    told.get_by_role("link", name="The choir sings twice").click()
    note = edgar.get_by_role("complementary", name="Note")
    expect(note).to_contain_text("@Edgar, is the second concert on Friday?")
    expect(note).to_contain_text("Mara Ellwood")
    expect(bell).to_have_text("For you")  # read, so it is gone

    until(lambda: newsroom.post.taken)
    [letter] = newsroom.post.taken
    assert (letter["To"], letter["From"]) == ("edgar@news.example", "desk@news.example")
    assert letter["Subject"] == "You are named at The choir sings twice"
    assert "is the second concert on Friday?" in letter.get_content()
    assert f"/pieces/{number}/" in letter.get_content()


def sent_to_an_editor(page: Page) -> None:
    """Send the piece in hand from its Publish dialog."""
    page.get_by_role("button", name="Publish…").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Send to an editor").click()


@pytest.mark.long
def test_an_editor_asks_for_changes_and_approves_by_keys_alone(
    newsroom: Newsroom, of: Desk
) -> None:
    desk, edgar, ada = newsroom.running.desk, of("edgar@news.example"), of("ada@news.example").page
    edgar.page.get_by_role("link", name="New piece").click()
    edgar.write("The mill turns", "It stood for a year.", "The wheel turned at noon.")
    edgar.page.wait_for_url(re.compile(r"/pages/\d+/edit/$"))  # it has saved itself
    [number] = re.findall(r"/pages/(\d+)/edit/", edgar.page.url)
    sent_to_an_editor(edgar.page)

    ada.goto(f"{desk}/pieces/{number}/")
    expect(ada.get_by_role("button", name="Ask for changes…")).to_be_visible()
    ada.keyboard.press("Control+Shift+Backspace")
    expect(ada.get_by_role("textbox", name="What should change")).to_be_focused()
    ada.keyboard.type("Which mill?")
    ada.keyboard.press("Tab")
    expect(ada.get_by_role("button", name="Ask for changes", exact=True)).to_be_focused()
    with ada.expect_navigation():
        ada.keyboard.press("Enter")

    edgar.page.reload()
    note = edgar.page.get_by_role("complementary", name="Note")
    expect(note).to_contain_text("Which mill?")
    sent_to_an_editor(edgar.page)
    ada.goto(f"{desk}/pieces/{number}/")
    expect(ada.get_by_role("button", name="Approve…")).to_be_visible()
    ada.keyboard.press("Control+Shift+Enter")
    expect(ada.get_by_role("button", name="Approve", exact=True)).to_be_focused()
    with ada.expect_navigation():
        ada.keyboard.press("Enter")
    expect(ada.locator("#desk-since")).to_contain_text("Out since")
