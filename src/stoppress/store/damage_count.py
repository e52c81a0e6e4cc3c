"""How often this process found something in the store damaged; whoever watches asks for it."""

_found = 0


def note() -> None:
    """Something was found damaged, and counts as missing."""
    global _found  # noqa: PLW0603 - one number for the whole process
    _found += 1


def found() -> int:
    """How often that was so since the process began."""
    return _found
