"""What can go wrong with a store, in sentences with a remedy."""


class StoreError(Exception):
    """A store cannot do what was asked; the message is a sentence for a person."""


class StoreFull(StoreError):
    """There is no room to write; nothing was changed, and what is stored goes on being served."""


class StoreDamaged(StoreError):
    """The store's file itself, not only a record in it, cannot be read."""
