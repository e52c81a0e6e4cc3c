"""The edge: answers readers from the store, without Django.

- ``core`` puts pages together and decides what a request is answered with;
- ``live`` keeps the lists of latest news in open pages up to date;
- ``misses`` asks the origin for pages that are not stored;
- ``servers`` connects these to a web server: FastPySGI or Granian.
"""
