"""Stoppress: a news-publishing system whose pages are fresh at the commit.

The package is read from top to bottom as ``import-linter`` keeps it: ``cli`` and ``conf`` start
things; ``desk`` and ``site`` show them; ``press`` renders changes of the ``newsroom`` into
fragments; ``store`` holds the fragments; ``edge`` composes pages from them for readers.
"""

__version__ = "0.1.0"
