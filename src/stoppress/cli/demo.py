"""``stoppress demo``: the newspaper of an invented town."""

import typer

from stoppress.cli.start import start_django


def demo(context: typer.Context) -> None:
    """Fill the newsroom with the demo newspaper."""
    start_django(context.obj)
    from stoppress.demo.build import build

    build()
