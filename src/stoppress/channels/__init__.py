"""Out to the channels: what the newsroom tells the world elsewhere, and its memory of it.

- ``registry``: the kinds of channels there are; each is a file or folder in ``kinds``;
- ``models``: channels, and one delivery for each article and channel;
- ``follow``: changes of articles make their deliveries due, by a cursor for each channel;
- ``plan``, ``rules``: what a delivery that is due asks for: nothing, a post, an edit, a withdrawal;
- ``deliver``: asks for it, and writes down the answer;
- ``running``: a thread for each channel, in the worker;
- ``actions``: what editors and commands do with channels and deliveries, one verb a file;
- ``pings``: hubs of feeds and search engines, which are told addresses and fetch the rest.
"""
