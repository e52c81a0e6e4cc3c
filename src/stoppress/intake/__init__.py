"""Inward: articles of other systems become articles of this newsroom.

A room below ``formats`` reads the properties of one format into an ``Item``. Everything after that
knows only ``Item``: the run (``run``), the filing (``filing``) and what both rest on.
"""
