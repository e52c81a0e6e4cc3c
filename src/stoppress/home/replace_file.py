"""Writing a file in one step: whoever reads it meanwhile sees the old or the new, whole."""

from pathlib import Path


def replace_file(file: Path, text: str, mode: int | None = None) -> None:
    """Write ``text`` as UTF-8 to ``file``, with the permissions ``mode`` if they are given."""
    draft = file.with_name(f"{file.name}.new")
    draft.write_text(text, encoding="utf-8")
    if mode is not None:
        draft.chmod(mode)
    draft.replace(file)
