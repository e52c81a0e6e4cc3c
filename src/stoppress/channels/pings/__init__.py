"""Servers that are told which addresses changed, and nothing of what they say.

They are hubs of feeds and search engines.

What they then fetch is what every reader gets. So telling them twice does no harm, and there is
nothing to keep but how far in the change log each has been told.
"""
