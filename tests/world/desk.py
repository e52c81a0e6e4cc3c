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

    def open_new_piece(self, paper: str, section: str) -> None:
        """Go to a section of a paper and begin a piece there."""
        self.page.goto(f"{self.desk}/pages/")
        self.page.get_by_role("link", name=f"Show what stands below “{paper}”").click()
        self.page.get_by_role("link", name=section, exact=True).first.click()
        self.page.get_by_role("link", name="Create below it").first.click()
        expect(self.page.get_by_role("textbox", name="Headline")).to_be_visible()

    def write(self, headline: str, deck: str, text: str) -> None:
        """Type headline, deck and one paragraph."""
        self.page.get_by_role("textbox", name="Headline").fill(headline)
        self.page.get_by_role("textbox", name="Deck").fill(deck)
        self.page.get_by_role("button", name="Insert a block").first.click()
        self.page.get_by_role("option", name="Paragraph").first.click()
        written = self.page.locator("[data-contentpath='body'] [contenteditable='true']").first
        expect(written).to_be_focused()
        self.page.keyboard.type(text)
        # Draftail hands its text to the form a moment after the last key.
        expect(self.page.locator("input[name='body-0-value']")).to_have_value(
            re.compile(re.escape(text))
        )

    def publish(self) -> None:
        """Choose Publish in the footer's menu."""
        self.page.get_by_role("button", name="More actions").click()
        self.page.get_by_role("button", name="Publish", exact=True).click()
        expect(self.page.locator(".messages .success")).to_be_visible()

    def open_piece(self, headline: str) -> None:
        """Find a piece in the list of all pieces and open it."""
        self.page.goto(f"{self.desk}/pieces/")
        self.page.get_by_role("link", name=headline).first.click()
        self.page.wait_for_url(re.compile(r"/edit/$"))

    def _choose(self, action: str) -> None:
        self.page.get_by_role("button", name="Actions").first.click()
        self.page.get_by_role("link", name=action).first.click()

    def take_down(self, headline: str, reason: str) -> None:
        """Take a piece down for a reason that readers see."""
        self.open_piece(headline)
        self._choose("Take down")
        self.page.get_by_role("textbox", name="Reason").fill(reason)
        self.page.get_by_role("button", name="Take it down").click()
        expect(self.page.locator(".messages .success")).to_be_visible()

    def unpublish(self, headline: str) -> None:
        """Make a piece a draft again."""
        self.open_piece(headline)
        self._choose("Unpublish")
        self.page.get_by_role("button", name="Yes, unpublish it").click()
        expect(self.page.locator(".messages .success")).to_be_visible()
