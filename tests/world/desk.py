"""An editor at the desk, with the mouse and the keyboard."""

import re
from dataclasses import dataclass

from playwright.sync_api import Page, expect


@dataclass
class Editor:
    """Somebody who has signed in at the desk in a browser."""

    page: Page
    desk: str

    @classmethod
    def sign_in(cls, page: Page, desk: str, email: str, password: str) -> "Editor":
        """Sign in with the form that the desk shows to a stranger."""
        page.goto(f"{desk}/")
        page.get_by_label("E-mail").fill(email)
        page.get_by_label("Password").first.fill(password)
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("link", name="Pieces", exact=True)).to_be_visible()
        return cls(page, desk)

    def sign_in_elsewhere_and_try_again(self, email: str, password: str) -> None:
        """From the page that keeps what was typed, sign in in another tab and send it again."""
        page = self.page
        expect(page.get_by_role("heading", name="Not saved")).to_be_visible()
        with page.context.expect_page() as other:
            page.get_by_role("link", name="Sign in in another tab").click()
        Editor.sign_in(other.value, self.desk, email, password)
        page.get_by_role("button", name="Try again").click()
        expect(page.get_by_text("You have signed in again")).to_be_visible()
        page.get_by_role("button", name="Try again").click()

    def open_new_piece(self, paper: str, section: str) -> None:
        """Begin a piece in a section of a paper, which is named where there are several papers."""
        self.page.goto(f"{self.desk}/")
        self.page.get_by_role("link", name="New piece").click()
        expect(self.page.get_by_role("textbox", name="Headline")).to_be_focused()
        chosen = self.page.get_by_role("combobox", name="Section")
        of_paper = chosen.locator(f"optgroup[label='{paper}'] option")
        options = of_paper if of_paper.count() else chosen.locator("option")
        value = options.filter(has_text=re.compile(f"^\\s*{re.escape(section)}\\s*$")).first
        chosen.select_option(value.get_attribute("value"))

    def write(self, headline: str, deck: str, text: str) -> None:
        """Type headline, deck and one paragraph."""
        self.page.get_by_role("textbox", name="Headline").fill(headline)
        self.page.get_by_role("textbox", name="Deck").fill(deck)
        self.page.keyboard.press("Enter")
        expect(self.page.get_by_role("textbox", name="Text", exact=True)).to_be_focused()
        self.page.keyboard.type(text)
        # Draftail hands its text to the form a moment after the last key.
        expect(self.page.locator("input[name='body-0-value']")).to_have_value(
            re.compile(re.escape(text))
        )

    def publish(self) -> None:
        """Publish a piece from its Publish dialog, or a new version of one that is out."""
        publish = self.page.get_by_role("button", name="Publish…")
        update = self.page.get_by_role("button", name="Update", exact=True)
        expect(publish.or_(update)).to_be_visible()
        button = update
        if publish.is_visible():
            publish.click()
            button = self.page.get_by_role("button", name="Publish now")
        with self.page.expect_navigation():  # to the same piece, with what became of it
            button.click()
        expect(self.page.locator(".messages .success")).to_be_visible()

    def open_piece(self, headline: str) -> None:
        """Find a piece in the list of all pieces and open it."""
        self.page.goto(f"{self.desk}/pieces/")
        self.page.get_by_role("link", name=headline).first.click()
        self.page.wait_for_url(re.compile(r"/edit/$"))

    def unfold(self, heading: str) -> None:
        """Open fields of the rail that are folded away."""
        self.page.locator("summary").filter(has_text=heading).click()

    def take_down(self, headline: str, reason: str) -> None:
        """Take a piece down for a reason that readers see."""
        self.open_piece(headline)
        self.page.get_by_role("link", name="Take down…").first.click()
        self.page.get_by_role("textbox", name="Reason").fill(reason)
        self.page.get_by_role("button", name="Take it down").click()
        expect(self.page.locator(".messages .success")).to_be_visible()

    def unpublish(self, headline: str) -> None:
        """Make a piece a draft again."""
        self.open_piece(headline)
        self.page.get_by_role("button", name="More…").click()
        self.page.get_by_role("link", name="Unpublish", exact=True).click()
        self.page.get_by_role("button", name="Yes, unpublish it").click()
        expect(self.page.locator(".messages .success")).to_be_visible()
