"""Placeholder until the verbs stand."""


def main() -> None:
    """Run the command."""
