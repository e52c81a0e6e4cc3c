"""Finding pieces, people, topics, pictures and quotations by any of their words.

One index for both databases, which the desk and readers share:

- ``words``, ``sounds``: text becomes plain tokens, the same way when it is indexed and asked for;
- ``contents``: what of the newsroom is an entry, and which tokens it has;
- ``table``: writing entries, on SQLite (FTS5) and PostgreSQL (GIN);
- ``follow``: entries follow the change log, and are made again when that is asked for;
- ``query``, ``spellings``, ``match``, ``find``: from what somebody types to what is found.

``wagtail_backend`` and ``pages`` have Wagtail's lists and choosers find pages here, too.
"""
