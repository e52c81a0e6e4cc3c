"""What can be wrong with a home."""


class HomeError(Exception):
    """The home cannot be used. The message is one sentence with its remedy, fit for a person."""
