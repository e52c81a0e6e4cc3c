"""What stands for rows and views in the contexts of templates."""

from types import SimpleNamespace


class Record(SimpleNamespace):
    """Named values; each record is a thing of its own, so that its markup can be remembered."""

    __hash__ = object.__hash__  # type: ignore[assignment]
