"""Garbage is collected again once what stays has been loaded."""

import gc

import pytest

from stoppress.supervise.loading import loading


def test_garbage_is_collected_after_loading_and_not_meanwhile() -> None:
    with loading():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_garbage_is_collected_after_loading_has_failed() -> None:
    with pytest.raises(ImportError), loading():
        raise ImportError
    assert gc.isenabled()


def test_what_was_loaded_is_not_looked_through_again() -> None:
    before = gc.get_freeze_count()
    with loading():
        pass
    try:
        assert gc.get_freeze_count() > before
    finally:
        gc.unfreeze()
