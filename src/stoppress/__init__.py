"""Stoppress: a news-publishing system whose pages are fresh at the commit.

The package is read from top to bottom as ``import-linter`` keeps it: ``cli`` and ``supervise``
start things; ``desk`` and ``intake`` take articles in; ``site`` declares the readers' pages;
``press`` renders what changed in the ``newsroom`` into fragments, and ``releases`` goes over to new
templates; ``edge`` answers readers from the fragments in the ``store``, and ``watch`` counts.
"""

__version__ = "0.1.0"
