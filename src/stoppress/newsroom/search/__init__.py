"""Finding pieces, people, topics, pictures and quotations by any of their words.

One index for both databases, which the desk and readers share:

- ``words``, ``sounds``: turn text into plain tokens, both to index it and to ask for it;
- ``marks``: tokens that say what an entry is, such as its edition;
- ``versions``, ``contents``: which entries a row of the newsroom has, and the tokens of each;
- ``table``: writes entries, on SQLite (FTS5) and PostgreSQL (GIN);
- ``follow``: brings the entries up to the change log, and makes all of them again on request;
- ``query``, ``match``: turn what somebody types into an expression, and ask the index;
- ``find``, ``results``: the entry point, and the rows of what was found, read from the newsroom.

``wagtail_backend`` and ``wagtail_results`` answer Wagtail's lists and choosers from this index.
"""
