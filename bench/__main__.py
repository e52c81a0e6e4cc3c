"""``make bench``: the newsroom at work, then the edge beside nginx on the same newsroom's pages."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

WARM = """
import django
django.setup()
from stoppress.newsroom.public import public_articles
from stoppress.press.make import make
for path in public_articles().values_list("public_path", flat=True).iterator():
    make(path)
"""


def main() -> int:
    """Run both benches on one home and keep what they print under ``bench/results/``."""
    results = Path(__file__).parent / "results"
    results.mkdir(exist_ok=True)
    now = datetime.now(UTC)
    lines = [
        f"{now:%Y-%m-%d %H:%M} UTC, {os.cpu_count()} cores, {platform.machine()},"
        f" Python {platform.python_version()},"
        + ",".join(f" {name} {version(name)}" for name in ("granian", "lmdb", "Django", "wagtail")),
        "",
    ]
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        home = Path(folder) / "home"
        Path(folder).chmod(0o755)
        lines += run("-m", "bench.newsroom", "--home", str(home))
        environment = os.environ | {
            "STOPPRESS_HOME": str(home),
            "STOPPRESS_ROLE": "command",
            "DJANGO_SETTINGS_MODULE": "stoppress.conf.settings",
        }
        print("Making every page ...", flush=True)
        subprocess.run([sys.executable, "-c", WARM], env=environment, check=True)
        script = str(Path(__file__).parent / "edge_beside_nginx.py")
        lines += run(script, "--home", str(home), "--conditional")
    (results / f"{now:%Y-%m-%d-%H%M}.md").write_text("\n".join(lines) + "\n")
    return 0


def run(*arguments: str) -> list[str]:
    """Run a bench, show and return what it prints."""
    shown = []
    with subprocess.Popen(
        [sys.executable, *arguments], stdout=subprocess.PIPE, text=True
    ) as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            shown.append(line.rstrip("\n"))
    if process.returncode:
        raise SystemExit(process.returncode)
    return [*shown, ""]


if __name__ == "__main__":
    sys.exit(main())
