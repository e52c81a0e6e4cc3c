"""Bylines as agencies write them become names with roles."""

from stoppress.intake.bylines.markers import without_prefix
from stoppress.intake.bylines.names import read_byline
from stoppress.intake.bylines.people import with_people

__all__ = ["read_byline", "with_people", "without_prefix"]
