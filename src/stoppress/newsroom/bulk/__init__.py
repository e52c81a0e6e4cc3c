"""Writing many articles at once, with all that publishing them one by one would leave behind.

Page tree, revisions, history, reference index, public paths and change log are
filled in a number of statements that does not grow with the number of articles.
"""

from stoppress.newsroom.bulk.draft import Draft
from stoppress.newsroom.bulk.write import (
    load_for_rewriting,
    new_article,
    without_children,
    write_articles,
)

__all__ = [
    "Draft",
    "load_for_rewriting",
    "new_article",
    "without_children",
    "write_articles",
]
