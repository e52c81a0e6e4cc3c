"""The wheel works where no checkout is."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.world.migrated import lay_database

ROOT = Path(__file__).parent.parent.parent

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with the wheel's contents, as pip would unpack them."""
    built = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(built)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = built.glob("stoppress-*.whl")
    target = built / "site-packages"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target)
    return target


def test_every_file_of_the_package_is_in_it(installed: Path) -> None:
    tracked = subprocess.run(
        ["git", "ls-files", "src/stoppress"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.splitlines()
    missing = [
        name
        for name in tracked
        if (ROOT / name).exists() and not (installed / name.removeprefix("src/")).exists()
    ]
    assert tracked
    assert missing == []


def test_programs_that_no_newsroom_needs_are_not_in_it(installed: Path) -> None:
    assert {path.name for path in installed.iterdir() if path.suffix != ".dist-info"} == {
        "stoppress"
    }
    assert not list(installed.rglob("demo_pictures")) + list(installed.rglob("archive"))


@pytest.mark.long
def test_the_demo_is_made_with_it_outside_the_checkout(installed: Path, tmp_path: Path) -> None:
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("STOPPRESS_", "DJANGO_"))
    } | {"PYTHONPATH": str(installed)}

    def run(*words: str) -> str:
        return subprocess.run(
            words, cwd=tmp_path, env=environment, check=True, capture_output=True, text=True
        ).stdout

    where = run(sys.executable, "-c", "import stoppress; print(stoppress.__file__)")
    assert where.startswith(str(installed))
    stoppress = (sys.executable, "-m", "stoppress")
    lay_database(tmp_path / "newsroom", "en")
    assert "stands: en 60, az 20, ar 20 pieces" in run(*stoppress, "demo")
    assert "in order" in run(*stoppress, "check")
    assert (tmp_path / "newsroom" / "stoppress.toml").exists()
