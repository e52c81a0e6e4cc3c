"""IPTC ninjs 1.3 to 3.1 (https://iptc.org/standards/ninjs/), read liberally."""

from stoppress.intake.ninjs.parse import Defaults, parse

__all__ = ["Defaults", "parse"]
