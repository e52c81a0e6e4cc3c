"""IPTC ninjs 1.3 to 3.1 (https://iptc.org/standards/ninjs/), read liberally."""

from stoppress.intake.formats.ninjs import feed

__all__ = ["feed"]
