"""The machine that figures are from, and the versions of what was measured."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import psutil

from bench.processes import cores

PACKAGES = ("stoppress", "fastpysgi", "granian", "lmdb", "Django", "wagtail")
PROGRAMS = {"nginx": "-v", "varnishd": "-V", "wrk": "-v"}
_BUSY_SENTENCE = ": **other programs were running**, trust only the ratios"
#: Load average above which other programs were running.
BUSY = 0.5
#: Part of the time above which a virtual machine's neighbours are worth a word.
_STOLEN = 0.03


class Neighbours:
    """Other machines on the same host, from when this is made."""

    def __init__(self) -> None:
        self._stolen, self._wanted = _processor_seconds()

    def note(self) -> str | None:
        """What they took meanwhile, as a sentence; None when it was little, or nobody can say."""
        stolen, wanted = _processor_seconds()
        part = (stolen - self._stolen) / max(wanted - self._wanted, 0.01)
        if part < _STOLEN:
            return None
        return (
            f"other machines on the host took {part:.0%} of the time that processors were wanted"
            " for: **trust only the ratios**"
        )


def _processor_seconds() -> tuple[float, float]:
    """Seconds stolen from all processors, and seconds that they were wanted for."""
    times = psutil.cpu_times()
    idle = times.idle + getattr(times, "iowait", 0.0)
    return getattr(times, "steal", 0.0), sum(times) - idle


def described() -> str:
    """Date, machine and versions, in a few lines."""
    load = os.getloadavg()[0]
    memory = psutil.virtual_memory().total / 2**30
    now = datetime.now(UTC)
    lines = [
        (
            f"{now:%Y-%m-%d %H:%M} UTC, {cores()} cores of {_processor()}, {memory:.0f} GiB of"
            f" memory, Linux {platform.release()}, Python {platform.python_version()}"
        ),
        ", ".join(filter(None, [*map(_package, PACKAGES), *map(_program, PROGRAMS)])),
        f"Load average before: {load:.1f}{_BUSY_SENTENCE if load > BUSY else ''}.",
        (
            "The load generator ran on the same cores. Ratios are within one round; medians and"
            " spreads are of all rounds."
        ),
    ]
    return "\n\n".join(lines)


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def _package(name: str) -> str:
    try:
        return f"{name} {version(name)}"
    except PackageNotFoundError:
        return ""


def _program(name: str) -> str:
    if shutil.which(name) is None:
        return f"{name} absent"
    done = subprocess.run([name, PROGRAMS[name]], capture_output=True, text=True, check=False)
    first = (done.stdout + done.stderr).strip().splitlines()[:1]
    return " ".join(first).partition("Copyright")[0].strip()
