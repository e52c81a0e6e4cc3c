"""Telling people what was done that concerns them.

``tell`` follows the trail and writes a notice for each who is told; the verb itself knows nothing
of it.
"""
