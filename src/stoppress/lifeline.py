"""Ending with one's parent, however the parent ends; and taking in orphans."""

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1  # prctl(2)
_PR_SET_CHILD_SUBREAPER = 36
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def end_with_parent(parent: int) -> None:
    """Ask the kernel to send SIGTERM to this process when its parent dies, kill -9 included.

    ``parent`` is the parent's process number; when it has died already, this process ends now.
    """
    if _libc is None:
        return
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGTERM)


def adopt_orphans() -> None:
    """Become the parent of descendants whose own parent dies, so that this process can reap them.

    In a container, process 1 often reaps nobody, and the dead would stay in the table.
    """
    if _libc is not None:
        _libc.prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
