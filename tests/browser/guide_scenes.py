"""Where each task of the editor's guide is done at the desk, for the picture beside its words."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect

SIZE = (1120, 700)
PHONE = (390, 700)
HEADLINES = {
    "en": ("Council finds money for four roofs", "Work begins on Monday, the mayor says."),
    "az": ("Şura dörd dam üçün pul tapdı", "İşlər bazar ertəsi başlayır, bələdiyyə sədri deyir."),
}
TEXTS = {
    "en": "The roofs of four schools are mended before winter, the council decided last night.",
    "az": "Şura dünən axşam qərara aldı: dörd məktəbin damı qışdan əvvəl təmir olunur.",
}
#: What is written in two windows at the same time: a headline, and a deck.
MORE = {
    "en": "Council finds money for four roofs and a boiler",
    "az": "Şura dörd dam və qazan üçün pul tapdı",
}
LESS = {"en": "Work begins on Monday.", "az": "İşlər bazar ertəsi başlayır."}
NOTES = {
    "en": "@Mara, is it four roofs or five? The council says five.",
    "az": "@Mara, dörd damdır, yoxsa beş? Şura beş deyir.",
}
SEARCHED = {"en": "ferry", "az": "bərə"}


@dataclass
class Scenes:
    """An editor at the desk who goes to the place of each task, in one language."""

    page: Page
    desk: str
    language: str
    #: Address of the piece that the scenes are about, once one of them needed it.
    written: str = ""
    places: Mapping[str, Callable[[], object]] = field(init=False)

    def __post_init__(self) -> None:
        self.places = {
            "ideas": self._at("/pieces/idea/"),
            "write": self._write,
            "preview": self._preview,
            "notes": self._leave_a_note,
            "changed": self._change_in_two_windows,
            "share": self._of_the_piece("links"),
            "publish": self._publish_dialog,
            "schedule": self._schedule,
            "send": self._at("/"),
            "correct": self._correct,
            "take-down": self._take_down,
            "front": self._at("/front/"),
            "breaking": self._at("/breaking/"),
            "channels": self._at("/channels/1/"),
            "pictures": self._at("/images/"),
            "find": self._at(f"/find/?q={SEARCHED[self.language]}"),
            "phone": self._at("/", PHONE),
        }

    def show(self, task: str) -> bytes:
        """Go where ``task`` is done; gives the PNG of what is seen there."""
        self._size(SIZE)
        self.page.evaluate("localStorage.removeItem('wagtail:side-panel-open')")
        self.places[task]()
        expect(self.page.locator("h1").first).to_be_attached()
        self.page.evaluate("document.fonts.ready")
        taken = self.page.screenshot()
        self._keep_mine()
        return taken

    def speak(self) -> None:
        """Choose the language of the desk on the page of one's account."""
        self.page.goto(f"{self.desk}/account/")
        self.page.locator("[name$='first_name']").fill("Mara")
        self.page.locator("[name$='last_name']").fill("Ellwood")
        language = self.page.locator("select[name$='preferred_language']")
        language.select_option(self.language)
        with self.page.expect_navigation():
            self.page.locator("form button[type=submit]").last.click()
        expect(self.page.locator(f"html[lang='{self.language}']")).to_be_attached()

    def _size(self, size: tuple[int, int]) -> None:
        self.page.set_viewport_size({"width": size[0], "height": size[1]})

    def _goto(self, address: str) -> None:
        answer = self.page.goto(address)
        assert answer is not None, address
        assert answer.ok, f"{address} answers {answer.status}"

    def _at(self, path: str, size: tuple[int, int] = SIZE) -> Callable[[], object]:
        def go() -> None:
            self._size(size)
            self._goto(self.desk + path)

        return go

    def _of_the_piece(self, room: str) -> Callable[[], object]:
        return lambda: self._goto(self._page_of_the_piece(room))

    def _page_of_the_piece(self, room: str) -> str:
        return self._piece().replace("/pages/", "/pieces/").replace("/edit/", f"/{room}/")

    def _piece(self) -> str:
        if not self.written:
            self._write()
        return self.written

    def _write(self) -> None:
        headline, deck = HEADLINES[self.language]
        self._goto(f"{self.desk}/pieces/new/")
        self.page.locator("[name=title]").fill(headline)
        self.page.locator("[name=deck]").fill(deck)
        self.page.locator(".desk-field-body [contenteditable=true]").first.click()
        end = TEXTS[self.language][-20:]
        with self.page.expect_response(lambda answer: end in (answer.request.post_data or "")):
            self.page.keyboard.type(TEXTS[self.language])
        self.page.wait_for_url("**/edit/")  # it has saved itself
        self.written = self.page.url

    def _preview(self) -> None:
        self._size((1360, 850))
        self._goto(self._piece())
        self.page.locator("[data-side-panel-toggle='preview']").last.click()
        if self.page.locator("#desk-newer [data-see]").count():
            self.page.reload()  # the page before had words under way
        self.page.locator("[data-desk-shape='card']").check(force=True)
        expect(self.page.frame_locator("#w-preview-iframe").locator(".card img")).to_be_visible()

    def _leave_a_note(self) -> None:
        self._goto(self._page_of_the_piece("notes"))
        note = self.page.locator("#new-note")
        note.fill(NOTES[self.language])
        note.locator("xpath=ancestor::form").locator("button").click()
        expect(self.page.locator(".desk-note")).to_be_visible()

    def _change_in_two_windows(self) -> None:
        """Another window saves a headline while this one has a deck: the dialog of both."""
        self._goto(self._piece())
        window = self.page.context.new_page()
        window.goto(self.page.url)
        changes = ((window, "title", MORE), (self.page, "deck", LESS))
        for one, name, words in changes:
            with one.expect_response(lambda answer: "/edit/" in answer.url):
                one.locator(f"[name={name}]").fill(words[self.language])
        window.close()
        self.page.locator("#desk-newer [data-see]").click()
        expect(self.page.locator("#desk-newer-dialog [data-mine]")).to_be_enabled()

    def _keep_mine(self) -> None:
        """Answer the dialog of both, when it is open: the next scenes have a piece at rest."""
        if self.page.locator("#desk-newer-dialog[open]").count():
            with self.page.expect_response(lambda answer: "/edit/" in answer.url):
                self.page.locator("#desk-newer-dialog [data-mine]").click()
            expect(self.page.locator("#desk-newer")).to_be_empty()

    def _publish_dialog(self) -> None:
        self._goto(self._piece())
        self.page.locator("[data-desk-opens='desk-publish']").click()
        expect(self.page.locator("[data-desk-checks] :is(p, li)").first).to_be_visible()

    def _schedule(self) -> None:
        self._publish_dialog()
        self.page.locator("#desk-publish select").first.select_option("at")

    def _one_that_is_out(self) -> None:
        self._goto(f"{self.desk}/pieces/?state=out")
        self.page.locator(f"table.pieces th a[lang='{self.language}']").first.click()
        expect(self.page.locator(".desk-sheet")).to_be_visible()

    def _correct(self) -> None:
        self._one_that_is_out()
        self.page.locator("[data-desk-opens='desk-correct']").click()

    def _take_down(self) -> None:
        self._one_that_is_out()
        self.page.locator("a[href$='/take-down/']").first.click()
        expect(self.page.locator("textarea[name=reason]")).to_be_visible()


def keep(png: bytes, file: Path) -> None:
    """Write a picture as a small WebP; a wide one shrinks, a narrow one stands in the middle."""
    file.parent.mkdir(parents=True, exist_ok=True)
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    if picture.width > SIZE[0]:
        picture = picture.resize(SIZE)
    if picture.size != SIZE:
        wide = Image.new("RGB", SIZE, (240, 238, 233))
        wide.paste(picture, ((SIZE[0] - picture.width) // 2, 0))
        picture = wide
    picture.save(file, "WEBP", quality=60, method=6)
