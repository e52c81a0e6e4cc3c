"""Bylines as agencies write them become names with roles."""

from stoppress.intake.bylines.names import read_byline, without_prefix

__all__ = ["read_byline", "without_prefix"]
