"""One run of wrk against one server, on random paths from a list."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from bench.processes import cpu_seconds

SCRIPT = """
local threads = 0
function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end
function init(args)
  requests, n = {}, 0
  local line_number = 0
  math.randomseed(os.time() * 7 + number)
  for line in io.lines(args[1]) do
    line_number = line_number + 1
    if args[3] == "all" or line_number % 2 == number % 2 then
      local path, tag = line:match("^(%S+)%s?(.*)$")
      local headers = { ["Accept-Encoding"] = "gzip" }
      if args[2] == "conditional" then headers["If-None-Match"] = tag end
      n = n + 1
      requests[n] = wrk.format("GET", path, headers)
    end
  end
end
function request() return requests[math.random(n)] end
function done(summary, latency)
  local e = summary.errors
  io.write(string.format(
    '\\nRESULT {"requests":%d,"microseconds":%d,"bytes":%d,"p50":%d,"p99":%d,"failed":%d}\\n',
    summary.requests, summary.duration, summary.bytes, latency:percentile(50),
    latency:percentile(99), e.connect + e.read + e.write + e.status + e.timeout))
end
"""
"""Both threads take all paths, or every other one each when there are so many that memory counts.
"""

MANY_PATHS = 50_000


@dataclass(frozen=True, slots=True)
class Target:
    """A server to be measured."""

    name: str
    port: int
    paths: Path
    """File with a path and its entity tag on each line."""
    processes: Sequence[psutil.Process]


@dataclass(frozen=True, slots=True)
class Run:
    """What one run found."""

    per_second: float
    cpu: float
    """Microseconds of the server's CPU, user and system, per request."""
    p50: float
    """Milliseconds."""
    p99: float
    failed: int
    """Requests without an answer, and answers of status 400 or above."""
    bytes_each: float


def load(
    target: Target,
    seconds: float,
    connections: int,
    *,
    conditional: bool = False,
    paths: Path | None = None,
) -> Run:
    """Load a server with as many requests as it answers; ``paths`` instead of all its own."""
    asked = command(
        target.port, paths or target.paths, seconds, connections, conditional=conditional
    )
    before = cpu_seconds(target.processes)
    done = subprocess.run(asked, capture_output=True, text=True, check=True)
    spent = cpu_seconds(target.processes) - before
    found = json.loads(done.stdout.partition("RESULT ")[2])
    answered = max(found["requests"], 1)
    return Run(
        per_second=found["requests"] / found["microseconds"] * 1e6,
        cpu=spent / answered * 1e6,
        p50=found["p50"] / 1e3,
        p99=found["p99"] / 1e3,
        failed=found["failed"],
        bytes_each=found["bytes"] / answered,
    )


def command(
    port: int, paths: Path, seconds: float, connections: int, *, conditional: bool = False
) -> list[str]:
    """The command line of wrk; its script is written beside the list of paths."""
    script = paths.parent / "random-paths.lua"
    script.write_text(SCRIPT)
    with paths.open() as lines:
        many = sum(1 for _ in lines) > MANY_PATHS
    words = ["wrk", "-t2", f"-c{connections}", f"-d{max(1, round(seconds))}s", "--timeout", "10s"]
    words += ["-s", str(script), f"http://127.0.0.1:{port}", "--", str(paths)]
    return [*words, "conditional" if conditional else "pages", "half" if many else "all"]
