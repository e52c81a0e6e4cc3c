"""The formats that can be imported, one room each; importing this module declares them all.

A feed goes to the first importer that recognises it, so what recognises less comes first: ninjs,
which any JSON object may be, is the last of those that read JSON.
"""

from stoppress.intake.formats import ninjs

__all__ = ["ninjs"]
