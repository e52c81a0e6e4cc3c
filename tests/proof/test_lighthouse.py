"""Lighthouse on its telephone profile; the scores are kept in ``test-results/lighthouse.json``."""

import json
import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.world.pages import Site
from tests.world.tools import CHROMIUM_SWITCHES, chromium_program, npm_file, program

pytestmark = [pytest.mark.browser, pytest.mark.proof, pytest.mark.slow]

RESULTS = Path(__file__).parent.parent.parent / "test-results" / "lighthouse.json"
ALWAYS_FULL = ("accessibility", "best-practices", "seo")
#: The score is recorded; it says as much of the machine's other work as of the page, so the
#: bound only catches a page that became heavy. Weight and requests have tests of their own.
#: Two busy cores cost points that the page does not lose; the goal is 100 on quiet ones.
LEAST_PERFORMANCE = 60


def record(kind: str, scores: dict[str, int]) -> None:
    """Keep the scores of one page with the day they were reached on."""
    RESULTS.parent.mkdir(exist_ok=True)
    kept = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    kept[kind] = {**scores, "date": datetime.now(UTC).date().isoformat()}
    RESULTS.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n")


@pytest.mark.parametrize(
    "kind", ["front", pytest.param("section", marks=pytest.mark.long), "article"]
)
def test_lighthouse_gives_full_marks(site: Site, tmp_path: Path, kind: str) -> None:
    report = tmp_path / "report.json"
    command = [
        program("node"),
        str(npm_file("lighthouse/cli/index.js")),
        site.root + site.page(kind).path,
        "--output=json",
        f"--output-path={report}",
        "--quiet",
        "--no-enable-error-reporting",
        f"--chrome-flags=--headless=new {' '.join(CHROMIUM_SWITCHES)}",
    ]

    done = subprocess.run(
        command,
        env={**os.environ, "CHROME_PATH": chromium_program()},
        capture_output=True,
        text=True,
        timeout=150,
    )
    assert report.exists(), done.stderr[-2000:]
    found = json.loads(report.read_text())
    scores = {
        name: round(100 * (category["score"] or 0))
        for name, category in found["categories"].items()
    }
    record(kind, scores)

    lost = {
        audit["id"]: audit.get("displayValue") or audit["title"]
        for category in found["categories"].values()
        for reference in category["auditRefs"]
        if reference["weight"]
        and (audit := found["audits"][reference["id"]])["score"] not in (None, 1)
    }
    assert {name: scores[name] for name in ALWAYS_FULL} == dict.fromkeys(ALWAYS_FULL, 100), lost
    assert scores["performance"] >= LEAST_PERFORMANCE, lost
