"""The kinds of channels that there are, a file or folder each. A new one is a line here."""

from stoppress.channels.kinds import telegram, webhook  # noqa: F401 - declares them
