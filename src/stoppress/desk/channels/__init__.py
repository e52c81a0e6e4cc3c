"""Channels at the desk: how they are, what they were told, and what will go there.

- ``seen``: a channel as its pages show it; ``told``: a delivery as they show it;
- ``pingers``: hubs and search engines, of which they only say how they stand;
- ``views``, ``verbs``: the pages, and the buttons on them;
- ``of_piece``: the lines of one piece, also of a draft.
"""
