"""Every kind of page can be read by everybody: axe finds no violation, by day and by night."""

import pytest

from tests.world.chromium import OpenPage
from tests.world.pages import Site
from tests.world.tools import npm_file

pytestmark = [pytest.mark.browser, pytest.mark.proof, pytest.mark.slow]

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
KINDS = [
    "article", "long read", "front", "section", "all news", "day", "month", "topic", "author",
    "not found", "gone", "Azerbaijani front", "Arabic article",
]  # fmt: skip

#: ``p-as-heading`` is off in axe and on in Wagtail, which shows editors what it finds in previews.
RUN_AXE = """async (rules) => {
  const found = await axe.run(document, {
    runOnly: { type: "tag", values: rules }, rules: { "p-as-heading": { enabled: true } },
  });
  return found.violations.map((violation) =>
    `${violation.id} (${violation.impact}): ${violation.help}: ` +
    violation.nodes.slice(0, 3).map((node) => node.target.join(" ") + " | " +
      (node.any[0]?.message ?? node.all[0]?.message ?? node.none[0]?.message ?? "")).join("; "));
}"""


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_by_day_and_by_night(site: Site, open_page: OpenPage, kind: str) -> None:
    axe = npm_file("axe-core/axe.min.js")

    page = open_page(site.root + site.page(kind).path, bypass_csp=True).page
    page.add_script_tag(path=str(axe))
    by_day = page.evaluate(RUN_AXE, RULES)
    page.emulate_media(color_scheme="dark")
    by_night = page.evaluate(RUN_AXE, RULES)

    assert by_day == []
    assert by_night == []


@pytest.mark.parametrize("kind", ["article", "front", "Arabic article"])
def test_axe_finds_nothing_on_a_telephone(site: Site, open_page: OpenPage, kind: str) -> None:
    axe = npm_file("axe-core/axe.min.js")

    visit = open_page(site.root + site.page(kind).path, width=360, height=740, bypass_csp=True)
    visit.page.add_script_tag(path=str(axe))

    assert visit.page.evaluate(RUN_AXE, RULES) == []
