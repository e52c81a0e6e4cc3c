"""``python -m stoppress.store.checking DIRECTORY``: whether a store's file can be read to its end.

LMDB has no checksum over its own pages. To follow a damaged one can kill the process that reads;
so this is a process of its own, started when another was killed that way. Exit status 0: the file
can be read; 1: it cannot. When a signal ends it, that is an answer too.
"""

import sys
from pathlib import Path

import lmdb

from stoppress.store.store import Store


def can_be_read(directory: Path) -> bool:
    """Walk through everything that is stored."""
    store = Store.open(directory, readonly=True)
    try:
        for _name in store.verify():
            pass  # a damaged record counts as missing, and is made again
        with store.snapshot() as snapshot:
            return snapshot.sequence >= 0
    except lmdb.Error as error:
        print(f"{directory}: {error}", file=sys.stderr)
        return False


def main() -> int:
    """Read the argument, walk, and give the exit status."""
    return 0 if can_be_read(Path(sys.argv[1])) else 1


if __name__ == "__main__":
    sys.exit(main())
