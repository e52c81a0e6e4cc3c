"""A place for the origin's Unix socket that nobody else may reach."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from stoppress.supervise.failure import NotDone

_LONGEST_SOCKET = 107  # bytes of a socket's path (Linux, unix(7))


@contextmanager
def private_socket(name: str) -> Iterator[Path]:
    """A path for a socket in a folder that is this user's alone, and has a short name.

    Raises NotDone when there cannot be such a folder.
    """
    remedy = "Name another folder for temporary files with TMPDIR."
    try:
        folder = TemporaryDirectory(prefix="stoppress-")
    except OSError as error:
        raise NotDone(
            f"There is no folder for temporary files: {error.strerror}. {remedy}"
        ) from error
    with folder as made:
        path = Path(made) / f"{name}.sock"
        if len(os.fsencode(path)) > _LONGEST_SOCKET:
            raise NotDone(f"The name of {made} is too long for a socket. {remedy}")
        yield path
