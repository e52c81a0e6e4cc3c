"""The pictures of the editor's guide, taken of the demo newsroom's desk in each of its languages.

    python -m tools.guide_pictures [TASK ...]

Makes a demo newsroom in a folder of its own, serves it, and writes a picture for each task and
language below ``src/stoppress/desk/static/desk/guide/``; with names of tasks, only theirs.
Chromium is found as the tests find it.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Page, expect, sync_playwright
from tests.world.desk import Editor
from tests.world.running import serving, stoppress
from tests.world.tools import CHROMIUM_SWITCHES, chromium_program

from stoppress.desk.guide.tasks import LANGUAGES, TASKS

WHERE = Path(__file__).parent.parent / "src/stoppress/desk/static/desk/guide"
EMAIL, PASSWORD = "mara@news.example", "a quiet morning at the harbour"
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


def main(wanted: list[str]) -> None:
    """Take the pictures of the tasks that are ``wanted``, or of all."""
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        home = Path(folder) / "home"
        stoppress(home, "demo")
        stoppress(
            home,
            *("user", "add", EMAIL, "--role", "editor", "--name", "Mara Ellwood"),
            "--password-stdin",
            given=f"{PASSWORD}\n",
        )
        program = chromium_program()
        browser = playwright.chromium.launch(executable_path=program, args=list(CHROMIUM_SWITCHES))
        with serving(home) as newsroom:
            context = browser.new_context(
                viewport={"width": SIZE[0], "height": SIZE[1]}, reduced_motion="reduce"
            )
            page = context.new_page()
            Editor.sign_in(page, newsroom.desk, EMAIL, PASSWORD)
            for language in LANGUAGES:
                speak(page, newsroom.desk, language)
                take_all(page, newsroom.desk, language, wanted)
        browser.close()


def speak(page: Page, desk: str, language: str) -> None:
    """Choose the language of the desk on the page of one's account."""
    page.goto(f"{desk}/account/")
    page.locator("[name$='first_name']").fill("Mara")
    page.locator("[name$='last_name']").fill("Ellwood")
    page.locator("select[name$='preferred_language']").select_option(language)
    with page.expect_navigation():
        page.locator("form button[type=submit]").last.click()
    expect(page.locator(f"html[lang='{language}']")).to_be_attached()


def take_all(page: Page, desk: str, language: str, wanted: list[str]) -> None:
    """The pictures in one language, each from the place where the task is done."""
    written: list[str] = []

    def out() -> None:
        page.goto(f"{desk}/pieces/?state=out")
        page.locator(f"table.pieces th a[lang='{language}']").first.click()
        expect(page.locator(".desk-sheet")).to_be_visible()

    def new() -> None:
        headline, deck = HEADLINES[language]
        page.goto(f"{desk}/pieces/new/")
        page.locator("[name=title]").fill(headline)
        page.locator("[name=deck]").fill(deck)
        page.locator(".desk-field-body [contenteditable=true]").first.click()
        end = TEXTS[language][-20:]
        with page.expect_response(lambda answer: end in (answer.request.post_data or "")):
            page.keyboard.type(TEXTS[language])
        page.wait_for_url("**/edit/")  # it has saved itself
        written.append(page.url)

    def the_piece() -> str:
        if not written:
            new()
        return written[-1]

    def previewed() -> None:
        page.set_viewport_size({"width": 1360, "height": 850})
        page.goto(the_piece())
        page.locator("[data-side-panel-toggle='preview']").last.click()
        if page.locator("#desk-newer [data-see]").count():
            page.reload()  # the page before had words under way
        page.locator("[data-desk-shape='card']").check(force=True)
        expect(page.frame_locator("#w-preview-iframe").locator(".card img")).to_be_visible()

    def noted() -> None:
        notes = the_piece().replace("/pages/", "/pieces/").replace("/edit/", "/notes/")
        page.goto(notes)
        page.locator("#new-note").fill(NOTES[language])
        page.locator("#new-note").locator("xpath=ancestor::form").locator("button").click()
        expect(page.locator(".desk-note")).to_be_visible()

    def both() -> None:
        page.goto(the_piece())
        window = page.context.new_page()
        window.goto(page.url)
        for one, name, words in ((window, "title", MORE[language]), (page, "deck", LESS[language])):
            with one.expect_response(lambda answer: "/edit/" in answer.url):
                one.locator(f"[name={name}]").fill(words)
        window.close()
        page.locator("#desk-newer [data-see]").click()
        expect(page.locator("#desk-newer-dialog [data-mine]")).to_be_enabled()

    def its(room: str) -> Callable[[], object]:
        return lambda: page.goto(
            the_piece().replace("/pages/", "/pieces/").replace("/edit/", f"/{room}/")
        )

    def sheet() -> None:
        page.goto(the_piece())
        page.locator("[data-desk-opens='desk-publish']").click()
        expect(page.locator("[data-desk-checks] :is(p, li)").first).to_be_visible()

    def later() -> None:
        sheet()
        page.locator("#desk-publish select").first.select_option("at")

    def correcting() -> None:
        out()
        page.locator("[data-desk-opens='desk-correct']").click()

    def taking_down() -> None:
        out()
        page.locator("a[href$='/take-down/']").first.click()
        expect(page.locator("textarea[name=reason]")).to_be_visible()

    def at(path: str) -> Callable[[], object]:
        return lambda: page.goto(desk + path)

    def on_a_phone() -> None:
        page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
        page.goto(f"{desk}/")

    scenes: dict[str, Callable[[], object]] = {
        "ideas": at("/pieces/idea/"),
        "write": new,
        "preview": previewed,
        "notes": noted,
        "changed": both,
        "share": its("links"),
        "publish": sheet,
        "schedule": later,
        "send": at("/"),
        "correct": correcting,
        "take-down": taking_down,
        "front": at("/front/"),
        "breaking": at("/breaking/"),
        "pictures": at("/images/"),
        "find": at(f"/find/?q={'ferry' if language == 'en' else 'bərə'}"),
        "phone": on_a_phone,
    }
    for name in (task.name for task in TASKS if task.pictured):
        if wanted and name not in wanted:
            continue
        page.set_viewport_size({"width": SIZE[0], "height": SIZE[1]})
        page.evaluate("localStorage.removeItem('wagtail:side-panel-open')")
        scenes[name]()
        page.evaluate("document.fonts.ready")
        keep(page.screenshot(), WHERE / language / f"{name}.webp")
        if page.locator("#desk-newer-dialog[open]").count():
            with page.expect_response(lambda answer: "/edit/" in answer.url):
                page.locator("#desk-newer-dialog [data-mine]").click()
            expect(page.locator("#desk-newer")).to_be_empty()
    page.set_viewport_size({"width": SIZE[0], "height": SIZE[1]})


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


if __name__ == "__main__":
    main(sys.argv[1:])
