"""The application of all verbs, its one global option, and how failures are told."""

import sys
import traceback
from pathlib import Path
from typing import Annotated

import typer

from stoppress import __version__
from stoppress.cli import (
    channel,
    check,
    demo,
    desk,
    fragments,
    import_feed,
    importers,
    init,
    merge_topics,
    origin,
    pictures,
    prepare,
    rebuild,
    search,
    serve,
    status,
    take_over,
    user,
    worker,
)
from stoppress.home import Home, HomeError
from stoppress.home.paths import DEFAULT_HOME, HOME_VARIABLE
from stoppress.home.permissions import keep_others_out
from stoppress.supervise.failure import Exit, NotDone
from stoppress.supervise.loading import keep_all

app = typer.Typer(
    name="stoppress",
    rich_markup_mode="markdown",  # as docstrings quote code, and a paragraph is one
    help="A news-publishing system whose pages are fresh at the commit.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"stoppress {__version__}")
        raise typer.Exit


@app.callback()
def stoppress(
    context: typer.Context,
    home: Annotated[
        Path,
        typer.Option(
            "--home",
            envvar=HOME_VARIABLE,
            metavar="DIR",
            help="The directory that holds all state of the newsroom.",
        ),
    ] = DEFAULT_HOME,
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version and end."
        ),
    ] = False,
) -> None:
    """A news-publishing system whose pages are fresh at the commit."""
    context.obj = Home(_found(home))


def _found(home: Path) -> Path:
    """The directory that ``home`` names, which may be missing.

    Raises NotDone when it cannot be looked into.
    """
    try:
        root = home.expanduser().absolute()
        Home(root).settings_file.stat()
    except (FileNotFoundError, NotADirectoryError):
        pass  # each verb says so
    except RuntimeError:
        raise NotDone(
            f"{home} is in the home of nobody. Give `--home` another directory."
        ) from None
    except OSError as error:
        raise NotDone(
            f"The home {root} cannot be opened ({error.strerror}). Give `--home` a directory that"
            " you may use."
        ) from error
    return root


app.command("init")(init.init)
app.command("demo")(demo.demo)
app.command("serve")(serve.serve)
app.command("import")(import_feed.import_feed)
app.command("importers")(importers.importers)
app.add_typer(user.app, name="user")
app.command("status")(status.status)
app.command("check")(check.check)
app.command("rebuild")(rebuild.rebuild)
app.add_typer(channel.app, name="channel")
app.add_typer(search.app, name="search")
app.add_typer(pictures.app, name="pictures")
app.command("prepare")(prepare.prepare)
app.command("fragments")(fragments.fragments)
app.command("merge-topics")(merge_topics.merge_topics)
# What `serve` starts; nobody types these.
app.command("take-over", hidden=True)(take_over.take_over)
app.command("worker", hidden=True)(worker.worker)
app.command("origin", hidden=True)(origin.origin)
app.command("desk", hidden=True)(desk.desk)


def _word_that_is_no_text() -> str:
    """The first word of the command line that stands for bytes which are no UTF-8, if any."""
    broken = (word for word in sys.argv if any("\ud800" <= sign <= "\udfff" for sign in word))
    return next(broken, "")


def main() -> None:
    """Run the command line; tell failures in one sentence and exit as :class:`Exit` says."""
    keep_others_out()
    try:
        app()
    except (NotDone, HomeError) as failure:
        print(f"stoppress: {failure}", file=sys.stderr)
        sys.exit(Exit.NOT_DONE)
    except Exception as failure:  # noqa: BLE001 - the last line of defence
        if isinstance(failure, UnicodeEncodeError) and (word := _word_that_is_no_text()):
            print(f"stoppress: {word!r} is not written in UTF-8. Write it so.", file=sys.stderr)
        else:
            traceback.print_exc()
        sys.exit(Exit.NOT_DONE)
    finally:
        keep_all()
