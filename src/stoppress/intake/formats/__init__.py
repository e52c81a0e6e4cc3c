"""The formats that can be imported, a file or a room each; importing this declares them all."""

from stoppress.intake.formats import ninjs

__all__ = ["ninjs"]
