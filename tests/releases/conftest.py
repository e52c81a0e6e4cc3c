"""What tests of this folder share."""

from tests.newsroom.reader import noon, reader
from tests.releases.preparing import archive, home

__all__ = ["archive", "home", "noon", "reader"]
