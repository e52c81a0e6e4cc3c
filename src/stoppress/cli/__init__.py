"""The command ``stoppress``: one verb, one module."""

from stoppress.cli.app import main

__all__ = ["main"]
