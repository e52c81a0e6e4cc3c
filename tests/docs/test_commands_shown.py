"""Every command that the papers show is run, in the order in which they show it."""

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import pytest
from bench.releases import installed

from tests.conf.postgres_server import MIGRATED, postgres_server
from tests.docs.pages import ROOT, Block, Command, blocks, commands, pages_with_commands
from tests.releases.two_releases import sign
from tests.world.fixtures import copy_home
from tests.world.migrated import lay_database, new_newsroom
from tests.world.ports import free_port
from tests.world.running import READY_WITHIN, stoppress
from tests.world.tools import not_tested
from tests.world.waiting import until

#: Commands that install something or belong to the whole system.
NOT_RUN = (
    *("git ", "pip ", "sudo ", "python3 -m venv", ".venv/bin/pip ", ". .venv/", "uv "),
    "next/bin/pip ",
)

ITEM = (
    '{"uri": "urn:docs:1", "versioncreated": "2026-05-30T09:10:00Z",'
    ' "headline": "Ferry returns to the old pier",'
    ' "subject": [{"name": "Harbour", "rel": "section"}], "body_html": "<p>It is back.</p>"}'
)
PAGES = [
    page for page in pages_with_commands() if page.exists() and any(map(commands, [*blocks(page)]))
]
POSTGRES_URL = "postgresql://stoppress@localhost/newsroom"


def marked(page: Path) -> object:
    """The page as a parameter, with what its commands need."""
    wanted = [pytest.mark.slow]
    # Each of these is some seconds up to a minute; contributors type theirs every day.
    if page.parent.name in ("how-to", "tutorial") or page.name == "CONTRIBUTING.md":
        wanted.append(pytest.mark.long)
    if any(block.directive == "postgres" for block in blocks(page)):
        wanted.append(pytest.mark.postgres)
    return pytest.param(page, marks=wanted, id=page.relative_to(ROOT).as_posix())


@dataclass
class Reader:
    """Somebody who follows a page in an empty directory, step by step."""

    directory: Path
    replaced: dict[str, str] = field(default_factory=dict)
    serving: subprocess.Popen[bytes] | None = None

    def follow(self, block: Block) -> None:
        """Do what a block says."""
        verb, _, where = block.directive.partition(": ")
        if verb in ("file", "add to"):
            file = self.directory / where
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("a" if verb == "add to" else "w", encoding="utf-8") as stream:
                stream.write(block.text)
        elif verb == "patch":
            self.run("patch -p1 --fuzz=0", given=block.text)
        if verb == "serve" and self.serving is None:
            self.serve()
        for command in commands(block):
            folder = self.directory / where if verb == "in" else self.directory
            self.type(command, folder)

    def type(self, command: Command, folder: Path) -> None:
        """Type one command; see that what the page shows is what comes out."""
        if command.line.startswith(NOT_RUN):
            return
        if command.line.startswith("make "):
            assert command.line.split()[1] in makefile_targets(), command.line
            return
        if command.line.startswith(".venv/bin/pytest "):
            named = [word for word in command.line.split() if word.startswith("tests/")]
            assert named
            assert all((ROOT / word).exists() for word in named), command.line
            return
        if re.search(r"\bserve\b", command.line):
            self.serve()
            return
        program = command.line.split()[0]
        found = shutil.which(program, path=self.environment()["PATH"])
        if found is None and not (folder / program).is_file():
            not_tested(f"{program} is not installed")
        lay_database_of(command.line, folder)
        output = self.run(command.line, folder=folder)
        for line in command.shown:
            assert self.here(line) in output, f"{command.line} does not print {line!r}:\n{output}"

    def run(self, line: str, *, given: str = "", folder: Path | None = None) -> str:
        """Run a line in a shell; it has to succeed."""
        done = subprocess.run(
            ["sh", "-c", self.here(re.sub(r"\bcurl -s ", "curl -sS ", line))],
            cwd=folder or self.directory,
            env=self.environment(),
            input=given,
            capture_output=True,
            text=True,
            timeout=300,
        )
        said = done.stdout + done.stderr
        assert done.returncode == 0, f"{line}: exit code {done.returncode}\n{said}"
        return said

    def here(self, text: str) -> str:
        """A text of the page with the addresses that are free here."""
        for shown, real in self.replaced.items():
            text = text.replace(shown, real)
        return text

    def environment(self) -> dict[str, str]:
        """An environment in which `stoppress` is the command of this repository."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("STOPPRESS_", "DJANGO_", "PYTEST_"))
        }
        kept["PATH"] = f"{self.directory / '.bin'}:{kept['PATH']}"
        kept["PYTHONPATH"] = f"{self.directory / 'src'}:{self.directory}"
        return kept

    def serve(self) -> None:
        """Serve the newsroom in this directory on free ports, until the page is read."""
        site, desk = (f"127.0.0.1:{free_port()}" for _ in range(2))
        with (self.directory / "serve.log").open("wb") as log:
            self.serving = serving = subprocess.Popen(
                ["sh", "-c", f"exec stoppress serve --site {site} --desk {desk}"],
                cwd=self.directory,
                env=self.environment(),
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        for shown, real in (("127.0.0.1:8000", site), ("127.0.0.1:8001", desk)):
            self.replaced[shown] = real

        def is_ready() -> bool:
            said = (self.directory / "serve.log").read_text()
            assert serving.poll() is None, said
            return "ready " in said

        until(is_ready, "a newsroom that is served", within=READY_WITHIN)

    def leave(self) -> None:
        """End what serves."""
        if self.serving is not None:
            self.serving.send_signal(signal.SIGTERM)
            self.serving.wait(10)


def makefile_targets() -> set[str]:
    """The verbs of the Makefile."""
    return set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Reader]:
    """A reader with an empty directory, where `stoppress` and `python` are this repository's."""
    programs = tmp_path / ".bin"
    programs.mkdir()
    for name, module in (("stoppress", " -m stoppress"), ("python", "")):
        program = programs / name
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}"{module} "$@"\n')
        program.chmod(0o755)
    found = Reader(tmp_path)
    try:
        yield found
    finally:
        found.leave()


@pytest.fixture(scope="session")
def home_with_a_piece(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The newsroom that readers of most pages have by then; nobody serves it."""
    home = tmp_path_factory.mktemp("docs") / "newsroom"
    new_newsroom(home, "--name", "Harbour Mail", "--language", "en")
    stoppress(home, "import", "-", given=ITEM)
    return home


def install_another_release(at: Path) -> None:
    """Install a later release of Stoppress, with other templates, beside this repository's."""
    package = installed(at / "lib")
    sign(package)
    program = at / "bin" / "stoppress"
    program.parent.mkdir()
    program.write_text(
        f'#!/bin/sh\nPYTHONPATH="{package.parent}" exec "{sys.executable}" -m stoppress "$@"\n'
    )
    program.chmod(0o755)


def lay_database_of(line: str, folder: Path) -> None:
    """Where ``line`` makes a newsroom, migrate its database beforehand: it takes long."""
    words = shlex.split(line)
    if words[0] != "stoppress" or not {"init", "--name"} <= set(words) or "--database" in words:
        return
    said = dict(pairwise(words))
    home = folder / said.get("--home", "newsroom")
    if not home.exists():
        lay_database(home, said.get("--language", "en"))


@pytest.mark.parametrize("page", [marked(page) for page in PAGES])
def test_what_a_page_tells_to_type_works(
    page: Path, reader: Reader, home_with_a_piece: Path
) -> None:
    steps = list(blocks(page))
    if any("src/" in step.directive for step in steps):
        shutil.copytree(
            ROOT / "src", reader.directory / "src", ignore=shutil.ignore_patterns("__pycache__")
        )
        for part in ("tests", "docs"):
            shutil.copytree(
                ROOT / part,
                reader.directory / part,
                ignore=shutil.ignore_patterns("node_modules", "*.png", "*.jpg"),
            )
    text = page.read_text("utf-8")
    if "next/bin/stoppress" in text:
        install_another_release(reader.directory / "next")
    # A tutorial makes its own; what a guide makes is another home, or one elsewhere.
    if page.parent.name == "how-to":
        copy_home(home_with_a_piece, reader.directory / "newsroom")
    with ExitStack() as stack:
        if any(step.directive == "postgres" for step in steps):
            shutil.rmtree(reader.directory / "newsroom")
            server = stack.enter_context(postgres_server()).rpartition("/")[0]
            reader.replaced[POSTGRES_URL] = f"{server}/{MIGRATED}"
        for step in steps:
            reader.follow(step)
        stack.callback(reader.leave)


@pytest.mark.slow
def test_nginx_takes_the_configuration_of_its_guide(tmp_path: Path) -> None:
    nginx = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    openssl = shutil.which("openssl")
    if nginx is None or openssl is None:
        not_tested("nginx or openssl is not installed")
    page = ROOT / "docs" / "how-to" / "nginx.md"
    [text] = [step.text for step in blocks(page) if step.directive == "nginx"]
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    request = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=news.example"]
    subprocess.run(
        [openssl, *request, "-keyout", str(key), "-out", str(certificate)],
        check=True,
        capture_output=True,
    )
    text = re.sub(r"/etc/ssl/\S+\.key", str(key), text)
    text = re.sub(r"/etc/ssl/\S+\.pem", str(certificate), text)
    text = text.replace("listen 443 ssl", f"listen 127.0.0.1:{free_port()} ssl")
    file = tmp_path / "nginx.conf"
    file.write_text(
        f"pid {tmp_path}/nginx.pid; error_log stderr; events {{}}\n"
        f"http {{ access_log off;\n{text}\n}}\n"
    )
    done = subprocess.run([nginx, "-t", "-c", str(file)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_pages_are_found_that_show_commands() -> None:
    assert ROOT / "README.md" in PAGES
    assert len(PAGES) > 8
