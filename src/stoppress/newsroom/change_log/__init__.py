"""The change log: one row for each change, in the transaction that made it.

It is the only hand-over. Whoever acts on what the newsroom does (the press, later channels, search,
replicas) follows it with a name and a position of its own:

- ``append``: the one place that writes rows, and that wakes the followers after the commit;
- ``articles``, ``rows``, ``files``: what becomes a row, and what a row says;
- ``followers``: who follows, and how far each has come;
- ``prune``: rows that all followers have passed are removed after some days.
"""
