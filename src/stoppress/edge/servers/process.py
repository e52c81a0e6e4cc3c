"""What every process of the edge does before it serves."""

import gc
import resource


def prepare_process() -> None:
    """Raise the limit of open descriptors, and have the garbage collector look seldom."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))  # each live reader holds a descriptor
    gc.set_threshold(100_000, 50, 100)  # what is kept is many small objects without cycles
    gc.freeze()
