"""What tests of this folder share."""

from tests.newsroom.reader import noon, reader

__all__ = ["noon", "reader"]
