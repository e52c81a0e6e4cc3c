"""One run of wrk against one server, on random paths from a list."""

from __future__ import annotations

import json
import subprocess
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from bench.processes import cpu_seconds

#: Requests lie in a file that is mapped and not read: wrk has its first thread ask while the second
#: is still made, and counts what is answered meanwhile. Reading a million paths took seconds, so
#: that half as much again was told to be answered a second.
SCRIPT = """
local ffi = require("ffi")
ffi.cdef[[
int open(const char *path, int flags);
void *mmap(void *address, size_t length, int protection, int flags, int file, long offset);
]]
local threads = 0
function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end
local function mapped(path, length, kind)
  return ffi.cast(kind, ffi.C.mmap(nil, length, 1, 1, ffi.C.open(path, 0), 0))
end
function init(args)
  math.randomseed(os.time() * 7 + number)
  count = tonumber(args[3])
  text = mapped(args[1], tonumber(args[2]), "const char *")
  begins = mapped(args[1] .. ".places", 4 * (count + 1), "const uint32_t *")
end
function request()
  local one = math.random(count) - 1
  return ffi.string(text + begins[one], begins[one + 1] - begins[one])
end
function done(summary, latency)
  local e = summary.errors
  io.write(string.format(
    '\\nRESULT {"requests":%d,"microseconds":%d,"bytes":%d,"p50":%d,"p99":%d,"failed":%d}\\n',
    summary.requests, summary.duration, summary.bytes, latency:percentile(50),
    latency:percentile(99), e.connect + e.read + e.write + e.status + e.timeout))
end
"""


@dataclass(frozen=True, slots=True)
class Target:
    """A server to be measured."""

    name: str
    port: int
    #: File with a path and its entity tag on each line.
    paths: Path
    processes: Sequence[psutil.Process]


@dataclass(frozen=True, slots=True)
class Run:
    """What one run found."""

    per_second: float
    #: Microseconds of the server's CPU, user and system, per request.
    cpu: float
    #: Milliseconds.
    p50: float
    p99: float
    #: Requests without an answer, and answers of status 400 or above.
    failed: int
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
    """The command line of wrk; its script and its requests are written beside the list of paths."""
    script = paths.parent / "random-requests.lua"
    script.write_text(SCRIPT)
    requests = paths.with_suffix(f".{'conditional' if conditional else 'pages'}-{port}")
    count = write_requests(requests, port, paths, conditional=conditional)
    words = ["wrk", "-t2", f"-c{connections}", f"-d{max(1, round(seconds))}s", "--timeout", "10s"]
    words += ["-s", str(script), f"http://127.0.0.1:{port}", "--"]
    return [*words, str(requests), str(requests.stat().st_size), str(count)]


def write_requests(file: Path, port: int, paths: Path, *, conditional: bool) -> int:
    """Write a request for each path into one file, and where each begins beside it; how many."""
    places_file = file.with_name(f"{file.name}.places")
    if file.exists() and file.stat().st_mtime_ns > paths.stat().st_mtime_ns:
        return places_file.stat().st_size // 4 - 1
    host = f" HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept-Encoding: gzip\r\n"
    places = array("I", [0])
    place = 0
    with paths.open() as lines, file.open("wb") as written:
        for line in lines:
            path, _, tag = line.rstrip("\n").partition(" ")
            wanted = f"If-None-Match: {tag}\r\n" if conditional else ""
            place += written.write(f"GET {path}{host}{wanted}\r\n".encode())
            places.append(place)
    places_file.write_bytes(places.tobytes())
    return len(places) - 1
